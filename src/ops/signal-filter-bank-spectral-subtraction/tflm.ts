// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's SignalFilterBankSpectralSubtraction (filter_bank_spectral_subtraction.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { times } from "../struct-layout.js";
import type { SpectralSubtractionAttributes } from "./attributes.js";

export const signalFilterBankSpectralSubtractionTflm = tflmKernel<SpectralSubtractionAttributes>({
  data: [...times(8, "word"), "byte", "word", "word"],
  // The estimate of the noise, one word a channel.
  state: ({ node }) => [4 * node.attributes.channels],
  temporaries: [input(0), output(0), output(1)],
});
