// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalRfft accepts (RfftPrepare) and what keeps it within its tensors. */
import type { Constraint } from "../definition.js";
import { type FftAttributes, fftLengthIsComposite } from "../shared/fft-attributes.js";
import { rowsAre } from "../shared/row-constraints.js";

export const signalRfftConstraints: readonly Constraint<FftAttributes>[] = [
  fftLengthIsComposite,
  rowsAre({
    says: "input rows must have at most fft_length samples, and as many output rows fft_length + 2 values",
    fits: ({ node: { attributes } }, input, output) =>
      input <= attributes.fftLength && output === attributes.fftLength + 2,
  }),
];
