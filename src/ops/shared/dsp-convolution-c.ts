// SPDX-License-Identifier: Apache-2.0
/** Convolutions for Arm's DSP extension: four windows are expanded to pairs of 16 bits, then multiplied by all channels. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { OptimizationGoal } from "../../targets/optimization-goal.js";
import type { KernelContext } from "../definition.js";
import { NO_MEMORY, type NodeMemory, type ScratchRequest } from "../node-memory.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { convMacs, type ConvGeometry, isDense, isUnpadded, runLength } from "./conv-geometry.js";
import { type Convolution, isSignedBytes, padsWithBytes } from "./convolution.js";
import { type WindowRuns, windowFunction } from "./dsp-window-c.js";
import { blockOverlap } from "./block-overlap.js";
import { emitDspDense } from "./dsp-dense-c.js";
import { expandFunction } from "./dsp-expand-c.js";
import {
  chooseDspUnroll,
  type DspBlock,
  type DspUnroll,
  PIXEL_STRIDE,
  productsArguments,
  productsFunction,
} from "./dsp-products-c.js";
import { emitSmallPointwise, isSmallPointwise } from "./dsp-pointwise-small-c.js";
import { dspRequantize, type DspRequantize, parameterNames } from "./dsp-requantize.js";
import { emitStripConvolution, isStripConvolution, stripMemory } from "./dsp-strip-c.js";
import { dspWeights, expandedPairs, expandedTaps } from "./dsp-weights.js";
import { isPointwise, pointwisePixels } from "./pointwise-c.js";

/** Pixels that are expanded before the first of their outputs is stored. */
export const DSP_PIXELS = 4;

/** Pairs that one iteration of the innermost loop takes. */
const UNROLL: Readonly<Record<OptimizationGoal, number>> = { ram: 4, size: 2, balanced: 8, speed: 16 };

const WORD = 4;

/** Signed bytes throughout, one group, and a zero point that is a byte too, because padding is filled with it. */
export function isDspConvolution(convolution: Convolution): boolean {
  return isSignedBytes(convolution) && padsWithBytes(convolution) && convolution.geometry.groups === 1;
}

/** Pairs that are taken without a loop. */
const STRAIGHT: Readonly<Record<OptimizationGoal, number>> = { ram: 0, size: 0, balanced: 8, speed: 20 };

/** Layers of fewer multiplications, and of a smaller share of the model's, are not worth code of their own. */
const SMALL_LAYER = { macs: 2 ** 16, share: 1 / 50 };

type Goal = Pick<KernelContext, "optimize" | "modelMacs">;

// The loops of `ram` take the fewest pairs but for `size`, so that small layers of different depths share them.
function effectiveGoal(geometry: ConvGeometry, { optimize, modelMacs = 0 }: Goal): OptimizationGoal {
  const isSmall = convMacs(geometry) < Math.min(SMALL_LAYER.macs, SMALL_LAYER.share * modelMacs);
  return optimize === "speed" && isSmall && pointwisePixels(geometry) > 1 ? "ram" : optimize;
}

/** The runs of a window and the pairs that they fill. */
type ExpandedRuns = WindowRuns & DspUnroll;

function windowRuns(geometry: ConvGeometry, optimize: OptimizationGoal): ExpandedRuns {
  const perRow = isDense(geometry) ? 1 : geometry.kernelWidth;
  const length = runLength(geometry);
  const rows = geometry.kernelHeight;
  const pairs = expandedPairs(rows * perRow, length);
  const limits = {
    limit: UNROLL[optimize],
    straight: STRAIGHT[optimize],
    step: pointwisePixels(geometry) === 1 ? 2 : 1,
  } as const;
  return { rows, perRow, length, ...chooseDspUnroll(pairs, limits) };
}

/**
 * A single row of inputs is expanded by each block of four channels again, unless there are many of them and speed is
 * worth the memory.
 */
function isDirect(geometry: ConvGeometry, optimize: OptimizationGoal): boolean {
  const { inputDepth, outputDepth } = geometry;
  // Two more instructions for four inputs and a block, against six for four inputs and a call.
  const dearer = inputDepth * (outputDepth / 8 - 1.5);
  return isPointwise(geometry) && pointwisePixels(geometry) === 1 && (optimize !== "speed" || dearer < 40);
}

/** Room for four expanded windows and, at edges, for one row of a window; outputs may follow right behind. */
export function dspConvolutionMemory(geometry: ConvGeometry, goal: Goal): NodeMemory {
  const optimize = effectiveGoal(geometry, goal);
  if (isDirect(geometry, optimize)) return NO_MEMORY;
  if (isStripConvolution(geometry, optimize)) return stripMemory(geometry);
  const { pairs, length } = windowRuns(geometry, optimize);
  const pixels = pointwisePixels(geometry) === 1 ? 1 : PIXEL_STRIDE;
  const scratch: ScratchRequest[] = [
    { label: "expanded inputs", size: WORD * pairs * pixels, alignment: WORD },
    ...(clipsRows(geometry) ? [{ label: "row at an edge", size: length, alignment: WORD }] : []),
  ];
  return { scratch, overlaps: blockOverlap(geometry, DSP_PIXELS) };
}

// A row of several taps may lie partly outside.
function clipsRows(geometry: ConvGeometry): boolean {
  return isDense(geometry) && geometry.kernelWidth > 1 && !isUnpadded(geometry);
}

/** Prints the call of a function for the layer; layers of equal shape share it, and the products with all others. */
export function emitDspConvolution(kernel: KernelWriter, convolution: Convolution, goal: Goal): void {
  const { geometry } = convolution;
  const optimize = effectiveGoal(geometry, goal);
  if (isDirect(geometry, optimize)) {
    emitDspDense(kernel, convolution, UNROLL[optimize] / 2);
    return;
  }
  if (isStripConvolution(geometry, optimize)) {
    emitStripConvolution(kernel, convolution, optimize);
    return;
  }
  const runs = windowRuns(geometry, optimize);
  const pixels = pointwisePixels(geometry);
  const accumulation = analyseAccumulation(convolution);
  const requantize = dspRequantize(convolution, accumulation);
  const block = pixels === 1 ? 4 : 2;
  const taps = expandedTaps(runs.rows * runs.perRow, runs.length);
  const { packed, words } = dspWeights({
    filter: convolution.filter,
    starts: accumulation.foldedBias,
    channelWords: requantize.channelWords,
    taps,
    pairs: runs.pairs,
    block,
  });
  const weights = kernel.constant({
    name: "stream",
    dtype: "uint32",
    values: words,
    comment: `by ${block} output channels: start values, weights, scaling`,
  });
  kernel.include("tinygen_dsp.h");
  kernel.include("tinygen_compiler.h");
  // One function for even and odd numbers of channels where code counts most.
  const partial = optimize === "size" || geometry.outputDepth % block !== 0;
  // With few inputs, the stores are most of the work: their places as literals save some of it.
  const channels = optimize === "speed" && runs.straight ? { channels: geometry.outputDepth } : {};
  const { unroll, straight } = runs;
  const products = (shape: DspBlock): string =>
    kernel.shared(`products_${shape.pixels}x${shape.channels}`, (symbol) =>
      productsFunction(symbol, { block: shape, packed, requantize, unroll, straight, partial, ...channels }),
    );
  if ((optimize === "size" || optimize !== goal.optimize) && isSmallPointwise(geometry)) {
    emitSmallPointwise(kernel, { geometry, requantize, weights, products, straight, pairs: runs.pairs });
    return;
  }
  const counts = productsArguments({ straight, ...channels }).map((name) =>
    cInteger(name === "pairs" ? runs.pairs : geometry.outputDepth),
  );
  const call = (shape: DspBlock, x: string, y: string): string =>
    `${products(shape)}(${[x, "w", y, ...counts, ...parameterNames(requantize)].join(", ")});`;
  const parts: LayerFunction = { kernel, convolution, runs, requantize, call };
  const x = `(uint32_t *)(void *)${kernel.scratch(0)}`;
  const edge = clipsRows(geometry) ? [`(int8_t *)${kernel.scratch(1)}`] : [];
  const name = layerFunction(parts);
  const outside = isUnpadded(geometry) ? [] : [outsideRun(parts)];
  kernel.print`${name}(${[kernel.input(0), kernel.output(0), weights, x, ...edge, ...outside, ...requantize.arguments].join(", ")});`;
}

interface LayerFunction {
  readonly kernel: KernelWriter;
  readonly convolution: Convolution;
  readonly runs: ExpandedRuns;
  readonly requantize: DspRequantize;
  /** The call of the products of a block for the expanded inputs `x`, stored at `y`. */
  readonly call: (shape: DspBlock, x: string, y: string) => string;
}

function layerFunction(parts: LayerFunction): string {
  const { kernel, convolution, requantize, call } = parts;
  const { geometry } = convolution;
  const { outputDepth, outputHeight, outputWidth, inputDepth, batches } = geometry;
  const pixels = pointwisePixels(geometry);
  const pointwise = isPointwise(geometry);
  const plane = pointwise ? pixels : outputHeight * outputWidth;
  const parameters = [
    "const int8_t *input",
    "int8_t *output",
    "const uint32_t *w",
    "uint32_t *x",
    ...(clipsRows(geometry) ? ["int8_t *edge"] : []),
    ...(isUnpadded(geometry) ? [] : ["const int8_t *outside"]),
    ...requantize.parameters,
  ];
  if (pixels === 1 && pointwise) {
    const expand = expandFunction(kernel, inputDepth, 1);
    const product = call({ pixels: 1, channels: 4 }, "x", "output");
    return kernel.shared("dense", (symbol) => {
      const body = createCBody();
      body.print`/* Dense layer of ${inputDepth} inputs and ${outputDepth} outputs. */`;
      body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
        body.print`
          (void)${expand}(input, x);
          ${product}`;
      });
      return body.toString();
    });
  }
  const stride = pixels === 1 ? 1 : PIXEL_STRIDE;
  const gather = pointwise
    ? (to: string): string => `(void)${expandFunction(kernel, inputDepth, stride)}(input, ${to});`
    : windowGather(parts, stride);
  const whole = plane >= DSP_PIXELS ? call({ pixels: 4, channels: 2 }, "x", "output") : "";
  const rest = pixels === 1 ? [call({ pixels: 1, channels: 4 }, "x", "output")] : remainder(parts, plane % DSP_PIXELS);
  return kernel.shared(pointwise ? "pointwise" : "convolution", (symbol) => {
    const body = createCBody();
    const { kernelHeight, kernelWidth } = geometry;
    body.print`
      /*
       * Convolution ${kernelHeight}x${kernelWidth} of ${batches === 1 ? "" : `${batches} times `}${outputHeight}x${outputWidth} pixels, ${inputDepth} to ${outputDepth} channels.
       * The input zero point is part of the start values.
       */`;
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
      const expandPixels = (count: number): void => {
        const one = (): void => {
          body.print`${gather(count === 1 ? "x" : "x + i")}`;
          if (pointwise) body.print`input += ${inputDepth};`;
          else if (plane > 1) printNextPixel(body, geometry);
        };
        if (count === 1) one();
        else body.block(`for (int32_t i = 0; i < ${count}; ++i)`, one);
      };
      const image = (): void => {
        if (!pointwise) {
          body.print`
            int32_t top = ${-geometry.padTop};
            int32_t left = ${-geometry.padLeft};`;
        }
        const blocks = Math.floor(plane / DSP_PIXELS);
        if (pixels > 1 && blocks > 0) {
          body.block(`for (int32_t block = 0; block < ${blocks}; ++block)`, () => {
            expandPixels(DSP_PIXELS);
            body.print`
              ${whole}
              output += ${DSP_PIXELS * outputDepth};`;
          });
        }
        const left = plane - blocks * DSP_PIXELS;
        if (left > 0) {
          expandPixels(left);
          for (const line of rest) body.print`${line}`;
        }
      };
      if (pointwise || batches === 1) image();
      else {
        body.block(`for (int32_t batch = 0; batch < ${batches}; ++batch)`, () => {
          image();
          if (plane % DSP_PIXELS > 0) body.print`output += ${(plane % DSP_PIXELS) * outputDepth};`;
          body.print`input += ${geometry.inputHeight * geometry.inputWidth * inputDepth};`;
        });
      }
    });
    return body.toString();
  });
}

// Up to three pixels that are left over: two, then one.
function remainder({ call, convolution }: LayerFunction, count: number): readonly string[] {
  const { outputDepth } = convolution.geometry;
  const two = count >= 2 ? [call({ pixels: 2, channels: 2 }, "x", "output")] : [];
  const last = count === 3 ? ["x + 2", `output + ${2 * outputDepth}`] : ["x", "output"];
  const one = count % 2 === 1 ? [call({ pixels: 1, channels: 2 }, last[0] ?? "", last[1] ?? "")] : [];
  return [...two, ...one];
}

// The pixel to the right, or the first one of the row below.
function printNextPixel(body: CBody, { strideWidth, strideHeight, outputWidth, padLeft }: ConvGeometry): void {
  body.print`left += ${strideWidth};`;
  body.block(`if (left == ${outputWidth * strideWidth - padLeft})`, () => {
    body.print`
      left = ${-padLeft};
      top += ${strideHeight};`;
  });
}

function outsideRun({ kernel, convolution, runs }: LayerFunction): string {
  return kernel.constant({
    name: "outside",
    dtype: "int8",
    values: Array<number>(runs.length).fill(convolution.quantization.inputZeroPoint),
    comment: "inputs outside the image: zero points",
  });
}

// Adds a function that expands the window at (top, left), which may reach outside; returns how to call it.
function windowGather({ kernel, convolution, runs }: LayerFunction, stride: number): (to: string) => string {
  const { geometry } = convolution;
  const expand = expandFunction(kernel, runs.length, stride);
  const zeroPoint = cInteger(convolution.quantization.inputZeroPoint);
  if (clipsRows(geometry)) kernel.include("tinygen_copy.h");
  const name = kernel.shared("expand_window", (symbol) =>
    windowFunction(symbol, { geometry, runs, expand, zeroPoint, clipped: clipsRows(geometry) }),
  );
  const extra = [...(clipsRows(geometry) ? ["edge"] : []), ...(isUnpadded(geometry) ? [] : ["outside"])];
  return (to) => `${name}(${["input", to, "top", "left", ...extra].join(", ")});`;
}
