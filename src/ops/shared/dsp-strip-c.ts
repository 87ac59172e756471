// SPDX-License-Identifier: Apache-2.0
/** Convolutions for Arm's DSP extension whose windows overlap: four at a time, their common columns expanded once. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { OptimizationGoal } from "../../targets/optimization-goal.js";
import type { NodeMemory } from "../node-memory.js";
import { blockOverlap } from "./block-overlap.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { type ConvGeometry, isUnpadded } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { productsArguments, productsFunction } from "./dsp-products-c.js";
import { dspRequantize, parameterNames } from "./dsp-requantize.js";
import { couples, STRIP_WINDOWS, type StripRow, stripRow, stripTaps } from "./dsp-strip-layout.js";
import { stripWindowFunction } from "./dsp-strip-window-c.js";
import { dspWeights } from "./dsp-weights.js";

/** Pairs of weights in the body of the innermost loop, at most; none: not worth the code. */
const UNROLL: Readonly<Record<OptimizationGoal, number>> = { ram: 0, size: 0, balanced: 12, speed: 24 };

const WORD = 4;

export function isStripConvolution(geometry: ConvGeometry, optimize: OptimizationGoal): boolean {
  const row = stripRow(geometry);
  return row !== undefined && row.kernel <= UNROLL[optimize];
}

/** Room for the columns of four windows; outputs may follow right behind. */
export function stripMemory(geometry: ConvGeometry): NodeMemory {
  const row = stripRow(geometry);
  const words = row === undefined ? 0 : lines(geometry) * 2 * couples(row);
  return {
    scratch: [{ label: "expanded inputs", size: WORD * words, alignment: WORD }],
    overlaps: blockOverlap(geometry, STRIP_WINDOWS),
  };
}

/** Pairs of input channels in all lines of a window. */
function lines({ kernelHeight, inputDepth }: ConvGeometry): number {
  return (kernelHeight * inputDepth) / 2;
}

/** Prints the call of a function for the layer; layers of equal shape share it. */
export function emitStripConvolution(kernel: KernelWriter, convolution: Convolution, optimize: OptimizationGoal): void {
  const { geometry, quantization } = convolution;
  const row = stripRow(geometry);
  if (row === undefined) return;
  const accumulation = analyseAccumulation(convolution);
  const requantize = dspRequantize(convolution, accumulation);
  const count = lines(geometry);
  const pairs = count * row.kernel;
  const { packed, words } = dspWeights({
    filter: convolution.filter,
    starts: accumulation.foldedBias,
    channelWords: requantize.channelWords,
    taps: stripTaps(row, geometry),
    pairs,
    block: 2,
  });
  const weights = kernel.constant({
    name: "stream",
    dtype: "uint32",
    values: words,
    comment: "by 2 output channels: start values, weights, scaling",
  });
  kernel.include("tinygen_dsp.h");
  kernel.include("tinygen_compiler.h");
  const unroll = row.kernel * largestDivisor(count, Math.floor(UNROLL[optimize] / row.kernel));
  const straight = unroll === pairs;
  const products = kernel.shared("products_strip", (symbol) =>
    productsFunction(symbol, {
      block: { pixels: STRIP_WINDOWS, channels: 2 },
      packed,
      requantize,
      unroll,
      straight,
      partial: geometry.outputDepth % 2 !== 0,
      strip: row,
    }),
  );
  const counts = productsArguments({ straight }).map((name) =>
    cInteger(name === "pairs" ? pairs : geometry.outputDepth),
  );
  const call = `${products}(${["x", "w", "output", ...counts, ...parameterNames(requantize)].join(", ")});`;
  const window = kernel.shared("expand_strip", (symbol) => stripWindowFunction(symbol, row, geometry));
  const layer = kernel.shared("convolution", (symbol) =>
    layerFunction(symbol, { geometry, row, window, call, parameters: requantize.parameters }),
  );
  const outside = isUnpadded(geometry)
    ? []
    : [
        kernel.constant({
          name: "outside",
          dtype: "int8",
          values: Array<number>(geometry.inputDepth).fill(quantization.inputZeroPoint),
          comment: "a pixel outside the image: zero points",
        }),
      ];
  const x = `(uint32_t *)(void *)${kernel.scratch(0)}`;
  kernel.print`${layer}(${[kernel.input(0), kernel.output(0), weights, x, ...outside, ...requantize.arguments].join(", ")});`;
}

interface Layer {
  readonly geometry: ConvGeometry;
  readonly row: StripRow;
  /** Name of the function that expands four windows. */
  readonly window: string;
  readonly call: string;
  readonly parameters: readonly string[];
}

function layerFunction(symbol: string, { geometry, row, window, call, parameters }: Layer): string {
  const { batches, inputHeight, inputWidth, inputDepth, outputHeight, outputWidth, outputDepth } = geometry;
  const { kernelHeight, kernelWidth, strideHeight, padTop, padLeft } = geometry;
  const padded = !isUnpadded(geometry);
  const signature = [
    "const int8_t *input",
    "int8_t *output",
    "const uint32_t *w",
    "uint32_t *x",
    ...(padded ? ["const int8_t *outside"] : []),
    ...parameters,
  ];
  const body = createCBody();
  body.print`
    /*
     * Convolution ${kernelHeight}x${kernelWidth} of ${batches === 1 ? "" : `${batches} times `}${outputHeight}x${outputWidth} pixels, ${inputDepth} to ${outputDepth} channels.
     * The input zero point is part of the start values.
     */`;
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${signature.join(", ")})`, () => {
    const image = (): void => {
      body.block(`for (int32_t y = 0; y < ${outputHeight}; ++y)`, () => {
        body.block(`for (int32_t x4 = 0; x4 < ${outputWidth}; x4 += ${STRIP_WINDOWS})`, () => {
          const top = `y * ${strideHeight}${padTop === 0 ? "" : ` - ${padTop}`}`;
          const left = `x4 * ${row.stride}${padLeft === 0 ? "" : ` - ${padLeft}`}`;
          body.print`
            ${window}(${["input", "x", top, left, ...(padded ? ["outside"] : [])].join(", ")});
            ${call}
            output += ${STRIP_WINDOWS * outputDepth};`;
        });
      });
    };
    if (batches === 1) image();
    else {
      body.block(`for (int32_t batch = 0; batch < ${batches}; ++batch)`, () => {
        image();
        body.print`input += ${inputHeight * inputWidth * inputDepth};`;
      });
    }
  });
  return body.toString();
}

function largestDivisor(value: number, limit: number): number {
  for (let divisor = Math.min(value, limit); divisor > 1; divisor--) if (value % divisor === 0) return divisor;
  return 1;
}
