// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalFilterBankSpectralSubtraction accepts and what keeps it within its tensors. */
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { optionRange } from "../shared/option-range.js";
import { elementsAre } from "../shared/row-constraints.js";
import type { SpectralSubtractionAttributes as Attributes } from "./attributes.js";

const channels = ({ node: { attributes } }: { readonly node: { readonly attributes: Attributes } }): number =>
  attributes.channels;

export const spectralSubtractionConstraints: readonly Constraint<Attributes>[] = [
  rankIs(1, { inputs: [0], outputs: [0, 1] }),
  optionRange({ name: "num_channels", value: (attributes) => attributes.channels, min: 1 }),
  optionRange({ name: "smoothing_bits", value: ({ smoothingBits }) => smoothingBits, min: 0, max: 31 }),
  optionRange({ name: "spectral_subtraction_bits", value: ({ bits }) => bits, min: 0, max: 63 }),
  elementsAre({ name: "the input", count: channels, tensor: (view) => inputTensor(view, 0) }),
  elementsAre({ name: "the output", count: channels, tensor: (view) => outputTensor(view, 0) }),
  elementsAre({ name: "the noise estimate", count: channels, tensor: (view) => outputTensor(view, 1) }),
];
