// SPDX-License-Identifier: Apache-2.0
/** One record for everything that a convolution-like node computes with; CONV_2D, depthwise and dense layers fill it. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import { type Elements, fromBytes } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { ConvQuantization } from "./conv-quantization.js";
import type { IntegerElements } from "./conv-reference.js";

export interface Convolution extends ConvolutionNumbers {
  readonly geometry: ConvGeometry;
}

/** All of it but the shapes, which TRANSPOSE_CONV has of its own kind. */
export interface ConvolutionNumbers {
  readonly quantization: ConvQuantization;
  /** Type of input and output. */
  readonly element: "int8" | "int16";
  /** Output channel first, then height, width and the channels of one group; the filter's zero point is taken off. */
  readonly filter: IntegerElements;
  readonly bias: Int32Array | BigInt64Array | undefined;
  readonly accumulator: "int32" | "int64";
}

/** Signed bytes throughout with sums of 32 bits; a filter whose zero point was taken off has 16 bits. */
export function isSignedBytes({ element, accumulator, filter }: ConvolutionNumbers): boolean {
  return element === "int8" && accumulator === "int32" && filter instanceof Int8Array;
}

/** True when the padding can be bytes too: it is filled with the zero point. */
export function padsWithBytes({ quantization: { inputZeroPoint } }: ConvolutionNumbers): boolean {
  return inputZeroPoint >= -128 && inputZeroPoint <= 127;
}

/** One output channel per input channel. */
export function isChannelwise({ geometry }: Convolution): boolean {
  return geometry.groups === geometry.inputDepth && geometry.outputDepth === geometry.inputDepth;
}

/** int8 sums are 32 bits wide; int16 sums are as wide as the bias, or as the options say when there is none. */
export function accumulatorOf(
  input: Tensor,
  bias: Tensor | undefined,
  withoutBias: "int32" | "int64",
): "int32" | "int64" {
  if (input.dtype === "int8") return "int32";
  if (bias === undefined) return withoutBias;
  return bias.dtype === "int32" ? "int32" : "int64";
}

/** The elements of a tensor that is stored in the model. */
export function constantElements(tensor: Tensor): Elements {
  invariant(tensor.storage.kind === "constant", `tensor ${tensor.id} is a constant`);
  return fromBytes(tensor, tensor.storage.data).data;
}

/** Weights as integers of at most 16 bits with the zero point taken off. */
export function centredWeights(elements: Elements, zeroPoint: number): IntegerElements {
  const weights = elements as Int8Array;
  return zeroPoint === 0 ? weights : Int16Array.from(weights, (value) => value - zeroPoint);
}
