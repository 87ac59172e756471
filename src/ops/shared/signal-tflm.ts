// SPDX-License-Identifier: Apache-2.0
/** Memory of TFLM's signal operators: circular buffers (signal/src/circular_buffer.cc) and kissfft's tables. */
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import type { Bytes } from "../../util/branded.js";
import type { StructLayout } from "../struct-layout.js";
import { times } from "../struct-layout.js";
import type { FftAttributes } from "./fft-attributes.js";
import { inputTensor } from "./operands.js";
import { rowCount } from "./row-constraints.js";

/** CircularBufferGetNeededMemory: six words, then each sample twice. */
export function circularBufferBytes(samples: number): Bytes {
  return 24 + 2 * 2 * samples;
}

/** Two arrays of pointers and a circular buffer for every row of the input. */
export function circularBuffers(view: NodeView, samples: number): readonly Bytes[] {
  const rows = rowCount(inputTensor(view, 0));
  return [4 * rows, 4 * rows, ...Array.from({ length: rows }, () => circularBufferBytes(samples))];
}

/** kiss_fft_state has room for 32 factors and their remainders, besides the length and the direction. */
const FFT_STATE: Bytes = 4 + 4 + 2 * 32 * 4;
/** Three pointers. */
const REAL_FFT_STATE: Bytes = 12;

/** What kiss_fftr_alloc asks for: both states, the twiddle factors, a buffer and the super twiddle factors. */
export function realFftBytes(view: NodeView<FftAttributes>): Bytes {
  const points = view.node.attributes.fftLength / 2;
  const complex = 2 * elementBytes(inputTensor(view, 0).dtype);
  return REAL_FFT_STATE + FFT_STATE + complex * points + complex * Math.floor((points * 3) / 2);
}

/** Four lengths, element type, and `pointers` words. */
export function fftData(pointers: number): StructLayout {
  return [...times(4, "word"), "enum", ...times(pointers, "word")];
}
