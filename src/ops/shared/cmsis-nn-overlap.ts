// SPDX-License-Identifier: Apache-2.0
/**
 * How far the outputs of CMSIS-NN's 8-bit kernels may reach into their inputs, by the order of their loops in the
 * version that TFLM 90b983c2 names (4ab83cc3). Derived for the code with and without the DSP extension, which goes
 * through the pixels in the same order; that for MVE works in other blocks, and nothing is said about it.
 * test/tflm-arena/overlap.ts runs all of them at these distances, and closer.
 */
import type { DType } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { OverlapCapability } from "../node-memory.js";
import type { TflmTarget } from "../tflm-memory.js";
import { type CmsisNnLevel, cmsisNnLevel } from "./cmsis-nn.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { inputTensor, outputTensor } from "./operands.js";
import { paddings } from "./pad-layout.js";
import type { PoolGeometry } from "./pool-geometry.js";
import { binaryOverlap, channelDistance, convSweep, neededFrom, poolSweep, type WindowSweep } from "./tflm-overlap.js";

const NONE: readonly OverlapCapability[] = [];

/** The overlap where every listed type is int8 and the code for MVE is not in use. */
function onScalarLevels(
  { target, types }: { readonly target: TflmTarget; readonly types: readonly (DType | undefined)[] },
  distance: (level: CmsisNnLevel) => number | undefined,
): readonly OverlapCapability[] {
  const level = cmsisNnLevel(target);
  const outputBelow = level === "mve" || types.some((type) => type !== "int8") ? undefined : distance(level);
  return outputBelow === undefined ? NONE : [{ input: 0, output: 0, outputBelow }];
}

/** Whole pixels are computed from copies of their windows, then written, so many at a time within each batch. */
export function wholePixelDistance(sweep: WindowSweep, pixelsAtATime = 1): number {
  const { batches, inputDepth, outputDepth } = sweep;
  const needed = neededFrom(sweep);
  const perBatch = (needed.length - 1) / batches;
  let distance = -Infinity;
  for (let pixel = 0; pixel + 1 < needed.length; pixel++) {
    const position = pixel % perBatch;
    if ((position + 1) % pixelsAtATime !== 0 && position + 1 < perBatch) continue;
    distance = Math.max(distance, (pixel + 1) * outputDepth - (needed[pixel + 1] ?? 0) * inputDepth);
  }
  return distance;
}

/**
 * arm_convolve_wrapper_s8. The 1×1 kernels have the output channels in their outermost loop and read the whole input for
 * each pair of them: all of it, or with strides a row at a time, so that a row may be written when the next ones are
 * still whole. The others copy the windows of two pixels, then write both; groups are an outer loop around that.
 */
export function convolutionOverlap(
  geometry: ConvGeometry,
  types: readonly (DType | undefined)[],
  target: TflmTarget,
): readonly OverlapCapability[] {
  return onScalarLevels({ target, types }, () => {
    if (geometry.groups !== 1) return undefined;
    const sweep = convSweep(geometry);
    if (!isPointwise(geometry)) return wholePixelDistance(sweep, 2);
    return geometry.strideHeight === 1 && geometry.strideWidth === 1 ? undefined : wholeRowDistance(geometry);
  });
}

function isPointwise(geometry: ConvGeometry): boolean {
  const { kernelHeight, kernelWidth, padTop, padLeft, dilationHeight, dilationWidth } = geometry;
  return [kernelHeight, kernelWidth, dilationHeight, dilationWidth].every((one) => one === 1) && padTop + padLeft === 0;
}

// While a row is written all of its input row is read again and again.
function wholeRowDistance(geometry: ConvGeometry): number {
  const { batches, inputHeight, inputWidth, inputDepth, outputHeight, outputWidth, outputDepth, strideHeight } =
    geometry;
  let distance = -Infinity;
  for (let row = 0; row < batches * outputHeight; row++) {
    const inputRow = Math.floor(row / outputHeight) * inputHeight + (row % outputHeight) * strideHeight;
    distance = Math.max(distance, (row + 1) * outputWidth * outputDepth - inputRow * inputWidth * inputDepth);
  }
  return distance;
}

/**
 * arm_depthwise_conv_wrapper_s8. The kernel for 3×3 windows goes on to the next four channels when it has written the
 * ones before, and the general one does so channel by channel; the one for other windows, which needs the DSP
 * extension, copies a window whole.
 */
export function depthwiseOverlap(
  geometry: ConvGeometry,
  types: readonly (DType | undefined)[],
  target: TflmTarget,
): readonly OverlapCapability[] {
  const { batches, inputDepth, outputDepth, kernelHeight, kernelWidth, padTop, padLeft } = geometry;
  return onScalarLevels({ target, types }, (level) => {
    const isPlain = geometry.dilationHeight === 1 && geometry.dilationWidth === 1 && batches === 1;
    const isSmall = kernelHeight === 3 && kernelWidth === 3 && padTop <= 1 && padLeft <= 1;
    const copies = level === "dsp" && isPlain && inputDepth === outputDepth && !isSmall;
    return (copies ? wholePixelDistance : channelDistance)(convSweep(geometry));
  });
}

/** arm_avgpool_s8 adds up a whole window before it writes; without the DSP extension it goes channel by channel. */
export function averagePoolOverlap(
  geometry: PoolGeometry,
  types: readonly (DType | undefined)[],
  target: TflmTarget,
): readonly OverlapCapability[] {
  return onScalarLevels({ target, types }, (level) =>
    (level === "dsp" ? wholePixelDistance : channelDistance)(poolSweep(geometry)),
  );
}

/**
 * arm_max_pool_s8 copies the first pixel of a window to the output with memcpy, which must not overlap, and compares the
 * others with what it finds there: the output of a pixel has to lie before its whole window.
 */
export function maxPoolOverlap(
  geometry: PoolGeometry,
  types: readonly (DType | undefined)[],
  target: TflmTarget,
): readonly OverlapCapability[] {
  return onScalarLevels({ target, types }, () => {
    const sweep = poolSweep(geometry);
    const needed = neededFrom(sweep);
    let distance = -Infinity;
    for (let pixel = 0; pixel + 1 < needed.length; pixel++) {
      distance = Math.max(distance, (pixel + 1) * sweep.outputDepth - (needed[pixel] ?? 0) * sweep.inputDepth);
    }
    return distance;
  });
}

/**
 * arm_pad_s8 copies rows, or single pixels when channels are added, with memcpy, which must not overlap, and writes the
 * padding in between. The further it gets, the more the output is ahead: the last copy decides.
 */
export function padCopiesOverlap(view: NodeView, target: TflmTarget): readonly OverlapCapability[] {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  const before = paddings(view);
  return onScalarLevels({ target, types: [input.dtype] }, () => {
    if (before === undefined) return undefined;
    const last = input.shape.reduce((index, extent, axis) => {
      return index * (output.shape[axis] ?? 1) + (before[axis]?.[0] ?? 0) + extent - 1;
    }, 0);
    const depth = input.shape.at(-1) ?? 1;
    const copied = depth === output.shape.at(-1) ? (input.shape.at(-2) ?? 1) * depth : depth;
    return last + 1 - (elementCount(input.shape) - copied);
  });
}

/** arm_nn_softmax_common_s8 reads a row twice before it writes, then each element right before it writes it. */
export function softmaxOverlap(view: NodeView, target: TflmTarget): readonly OverlapCapability[] {
  return onScalarLevels({ target, types: [inputTensor(view, 0).dtype, outputTensor(view).dtype] }, () => 0);
}

/** Four elements are read, four written (arm_elementwise_add_s8, arm_elementwise_mul_s8). */
export function elementwisePairOverlap(view: NodeView, target: TflmTarget): readonly OverlapCapability[] {
  const isScalar = cmsisNnLevel(target) !== "mve" && outputTensor(view).dtype === "int8";
  return isScalar ? binaryOverlap(view) : NONE;
}
