// SPDX-License-Identifier: Apache-2.0
/** What TFLM's convolutions share in the arena (conv.h, conv_common.cc, depthwise_conv_common.cc). */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { Bytes } from "../../util/branded.js";
import type { TemporaryTensor } from "../tflm-memory.js";
import { type StructLayout, times } from "../struct-layout.js";
import { inputTensor } from "./operands.js";
import { input, output, type TflmScratch } from "./tflm-kernel.js";

/** OpDataConv: padding, zero points, factor and shift with their arrays, range, buffer index. */
export const CONV_DATA: StructLayout = times(14, "word");

/** Prepare looks at output, input and filter, then computes the factors from all four. */
export const CONV_TEMPORARIES: readonly TemporaryTensor[] = [
  output(0),
  input(0),
  input(1),
  input(0),
  input(1),
  input(2),
  output(0),
];

/** The wrappers of CMSIS-NN and of ESP-NN keep the index of their scratch behind the data. */
export const INDEXED_CONV_DATA: StructLayout = [...CONV_DATA, "word"];

/** Those of CMSIS-NN look at the output once less. */
export const CMSIS_CONV_TEMPORARIES: readonly TemporaryTensor[] = [
  input(0),
  input(1),
  output(0),
  input(0),
  input(1),
  input(2),
  output(0),
];

/** Factors and shifts, as many as the filter has output channels. */
export function perChannelArrays(view: NodeView, channelAxis: number): readonly Bytes[] {
  const channels = inputTensor(view, 1).shape[channelAxis] ?? 0;
  return [4 * channels, 4 * channels];
}

/** Weights of four bits are unpacked before each use. */
export function unpackedFilter(view: NodeView): readonly TflmScratch[] {
  const filter = inputTensor(view, 1);
  return filter.dtype === "int4" ? [{ label: "unpacked filter", size: elementCount(filter.shape) }] : [];
}
