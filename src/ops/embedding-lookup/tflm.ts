// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of EMBEDDING_LOOKUP (embedding_lookup.cc). */
import { copiedDims } from "../shared/copied-dims.js";
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";
import { structBytes, times } from "../struct-layout.js";

const DATA = times(2, "word");

export const embeddingLookupTflm = tflmKernel({
  temporaries: [input(0), input(1), output(0)],
  persistent: (view, { abi }) => [copiedDims(view), structBytes(DATA, abi)],
});
