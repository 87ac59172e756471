// SPDX-License-Identifier: Apache-2.0
/** Attributes of UNIDIRECTIONAL_SEQUENCE_LSTM. */
import type { FusedActivation } from "../../quant/activation.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { activationName, requireOptions } from "../shared/builtin-enums.js";

export interface LstmAttributes {
  /** Nonlinearity of the cell gate and the cell. */
  readonly activation: FusedActivation;
  /** Bound of the cell state's magnitude; none when 0 or less. */
  readonly cellClip: number;
  /** The first dimension of input and output is time, not batch. */
  readonly timeMajor: boolean;
}

export function readLstmAttributes(raw: RawAttributes): LstmAttributes {
  const { fusedActivationFunction, cellClip, timeMajor } = requireOptions(raw, "UnidirectionalSequenceLSTMOptions");
  return { activation: activationName(fusedActivationFunction), cellClip, timeMajor };
}
