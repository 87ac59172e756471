// SPDX-License-Identifier: Apache-2.0
/** Convolutions for Arm's MVE: the inputs of one pixel as a row of bytes, multiplied by four channels at a time. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { OptimizationGoal } from "../../targets/optimization-goal.js";
import { NO_MEMORY, type NodeMemory } from "../node-memory.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { type ConvGeometry, isUnpadded } from "./conv-geometry.js";
import { type Convolution, isSignedBytes, padsWithBytes } from "./convolution.js";
import { blockOverlap } from "./block-overlap.js";
import { type MveProducts, printMveProducts, readsFirst } from "./mve-products-c.js";
import { mveRequantize, mveScaling } from "./mve-requantize.js";
import { blockLanes, mveWeights, VECTOR } from "./mve-weights.js";
import { copyFunction, gatherFunction } from "./mve-window-c.js";
import { isPointwise, pointwisePixels } from "./pointwise-c.js";

/** Signed bytes throughout, one group, and a zero point that is a byte too, because padding is filled with it. */
export function isMveConvolution(convolution: Convolution): boolean {
  return isSignedBytes(convolution) && padsWithBytes(convolution) && convolution.geometry.groups === 1;
}

/** Vectors of inputs that are written out instead of looped over. */
const STRAIGHT: Readonly<Record<OptimizationGoal, number>> = { ram: 0, size: 0, balanced: 4, speed: 12 };

interface Shape extends Pick<MveProducts, "vectors" | "rest" | "straight"> {
  readonly taps: number;
  /** The inputs are read where they are; else they are gathered in scratch first. */
  readonly direct: boolean;
}

function shapeOf(geometry: ConvGeometry, optimize: OptimizationGoal): Shape {
  const taps = geometry.kernelHeight * geometry.kernelWidth * geometry.inputDepth;
  const vectors = Math.ceil(taps / VECTOR);
  const straight = vectors <= STRAIGHT[optimize];
  const pointwise = isPointwise(geometry);
  const direct = pointwise && (readsFirst({ vectors, straight }) || pointwisePixels(geometry) === 1);
  // What lies behind the inputs of a pixel may be read in scratch only; it meets weights of zero.
  return { taps, vectors, straight, direct, rest: direct ? taps % VECTOR : 0 };
}

/** Room for one window; outputs may follow right behind it. */
export function mveConvolutionMemory(geometry: ConvGeometry, optimize: OptimizationGoal): NodeMemory {
  const shape = shapeOf(geometry, optimize);
  const { vectors, direct } = shape;
  const scratch = direct ? [] : [{ label: "inputs of a pixel", size: VECTOR * vectors, alignment: VECTOR }];
  if (direct && !readsFirst(shape)) return NO_MEMORY;
  return { scratch, overlaps: blockOverlap(geometry, 1) };
}

/** Prints the call of a function for the layer; layers of equal shape share it. */
export function emitMveConvolution(kernel: KernelWriter, convolution: Convolution, optimize: OptimizationGoal): void {
  const { geometry, quantization } = convolution;
  const { outputDepth, inputDepth, inputHeight, inputWidth, outputHeight, outputWidth, batches } = geometry;
  const shape = shapeOf(geometry, optimize);
  const accumulation = analyseAccumulation(convolution);
  const requantize = mveRequantize(convolution, accumulation);
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: mveWeights(convolution.filter, outputDepth, shape.taps),
    alignment: VECTOR,
    comment: `by 4 output channels: vectors of 16 weights of each, ${shape.taps} weights a channel`,
  });
  const scaling = kernel.constant({
    name: "scaling",
    dtype: "int32",
    values: mveScaling(accumulation, blockLanes(outputDepth), requantize.uniform),
    comment: `by 4 output channels: start values${requantize.uniform ? "" : ", multipliers, shifts"}`,
  });
  kernel.include("tinygen_mve.h");
  kernel.include("tinygen_compiler.h");
  const pixels = pointwisePixels(geometry);
  const pointwise = isPointwise(geometry);
  const padded = !pointwise && !isUnpadded(geometry);
  const products: MveProducts = { ...shape, requantize, clamp: quantization, partial: outputDepth % 4 !== 0 };
  const gather = pointwise ? undefined : gatherFunction(kernel, geometry);
  const copy = pointwise && !shape.direct ? copyFunction(kernel, inputDepth) : undefined;
  const parameters = [
    "const int8_t *input",
    "int8_t *output",
    "const int8_t *weights",
    "const int32_t *scaling",
    ...(shape.direct ? [] : ["int8_t *gathered"]),
    ...(padded ? ["int32_t input_zero_point"] : []),
    ...(pointwise && pixels > 1 ? ["int32_t pixels"] : []),
    ...requantize.parameters,
  ];
  const name = kernel.shared(pointwise ? (pixels === 1 ? "dense" : "pointwise") : "convolution", (symbol) => {
    const body = createCBody();
    body.print`/* ${describe(geometry)} The input zero point is part of the start values. */`;
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
      for (const line of requantize.prologue) body.print`${line}`;
      const pixel = (): void => {
        body.print`
          const int8_t *const x = ${shape.direct ? "input" : "gathered"};
          int8_t *const y = output;`;
        const counts = { vectors: String(shape.vectors - (shape.rest > 0 ? 1 : 0)), channels: String(outputDepth) };
        printMveProducts(body, products, counts);
      };
      if (pointwise) {
        if (pixels === 1) {
          if (copy !== undefined) body.print`${copy}(gathered, input);`;
          pixel();
          return;
        }
        body.block("for (int32_t pixel = 0; pixel < pixels; ++pixel)", () => {
          if (copy !== undefined) body.print`${copy}(gathered, input);`;
          pixel();
          body.print`
            input += ${inputDepth};
            output += ${outputDepth};`;
        });
        return;
      }
      const image = (): void => {
        const { padTop, padLeft, strideHeight, strideWidth } = geometry;
        body.block(
          `for (int32_t top = ${-padTop}; top < ${outputHeight * strideHeight - padTop}; top += ${strideHeight})`,
          () => {
            body.block(
              `for (int32_t left = ${-padLeft}; left < ${outputWidth * strideWidth - padLeft}; left += ${strideWidth})`,
              () => {
                body.print`${gather ?? ""}(input, gathered, top, left${padded ? ", input_zero_point" : ""});`;
                pixel();
                body.print`output += ${outputDepth};`;
              },
            );
          },
        );
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
  });
  const scratch = shape.direct ? [] : [`(int8_t *)${kernel.scratch(0)}`];
  const zeroPoint = padded ? [cInteger(quantization.inputZeroPoint)] : [];
  const count = pointwise && pixels > 1 ? [cInteger(pixels)] : [];
  const operands = [kernel.input(0), kernel.output(0), weights, scaling];
  kernel.print`${name}(${[...operands, ...scratch, ...zeroPoint, ...count, ...requantize.arguments].join(", ")});`;
}

function describe(geometry: ConvGeometry): string {
  const { kernelHeight, kernelWidth, batches, outputHeight, outputWidth, inputDepth, outputDepth } = geometry;
  if (isPointwise(geometry))
    return `${inputDepth} inputs and ${outputDepth} outputs${pointwisePixels(geometry) > 1 ? " of each pixel" : ""}.`;
  const times = batches === 1 ? "" : `${batches} times `;
  return `Convolution ${kernelHeight}x${kernelWidth} of ${times}${outputHeight}x${outputWidth} pixels, ${inputDepth} to ${outputDepth} channels.`;
}
