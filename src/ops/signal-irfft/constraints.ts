// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalIrfft accepts (IrfftPrepare) and what keeps it within its tensors. */
import type { Constraint } from "../definition.js";
import { type FftAttributes, fftLengthIsComposite } from "../shared/fft-attributes.js";
import { rowsAre } from "../shared/row-constraints.js";

export const signalIrfftConstraints: readonly Constraint<FftAttributes>[] = [
  fftLengthIsComposite,
  rowsAre({
    says: "input rows must have fft_length + 2 values, and as many output rows fft_length samples",
    fits: ({ node: { attributes } }, input, output) =>
      input === attributes.fftLength + 2 && output === attributes.fftLength,
  }),
];
