// SPDX-License-Identifier: Apache-2.0
/** Requantisation of the kernels for Arm's MVE: four sums at a time, their constants as vectors. */
import { cInteger } from "../../codegen/c/literals.js";
import { type Accumulation, isUniform } from "./conv-accumulation.js";
import type { ConvolutionNumbers } from "./convolution.js";

/**
 * `up`: sums below 2³⁰, right shifts, outputs clamped to the zero point or more, so that the direction of ties of
 * negative sums does not matter; `away`: the same with any clamp; `general`: any sum and shift.
 */
export type MveRescaleForm = "up" | "away" | "general";

export interface MveRequantize {
  readonly form: MveRescaleForm;
  /** All channels agree, so that multiplier and shift are arguments instead of words of each channel. */
  readonly uniform: boolean;
  readonly parameters: readonly string[];
  readonly arguments: readonly string[];
  /** Declarations before the loops. */
  readonly prologue: readonly string[];
  /** Words of a group of four lanes in the table of `mveScaling`. */
  readonly wordsPerFour: number;
  /** The scaled value of the vector `sum`, which includes its start values, without the zero point. */
  scale(sum: string, from: string): string;
}

const FUNCTIONS: Readonly<Record<MveRescaleForm, string>> = {
  up: "tinygen_rescale_words_up",
  away: "tinygen_rescale_words",
  general: "tinygen_scale_words",
};

export function mveRequantize({ quantization }: ConvolutionNumbers, accumulation: Accumulation): MveRequantize {
  const form =
    accumulation.form === "rescale" ? (quantization.min >= quantization.outputZeroPoint ? "up" : "away") : "general";
  const uniform = isUniform(accumulation);
  const [shift = 0] = signedShifts(accumulation);
  const zeroPoint = cInteger(quantization.outputZeroPoint);
  return {
    form,
    uniform,
    parameters: [...(uniform ? ["int32_t multiplier", "int32_t shift"] : []), "int32_t zero_point"],
    arguments: [...(uniform ? [cInteger(accumulation.multipliers[0] ?? 0), cInteger(shift)] : []), zeroPoint],
    prologue: uniform
      ? [
          "const tinygen_words multipliers = tinygen_all_words(multiplier);",
          "const tinygen_words shifts = tinygen_all_words(shift);",
        ]
      : [],
    wordsPerFour: uniform ? 4 : 12,
    scale(sum, from) {
      const at = (offset: number): string => `tinygen_load_words(${from} + ${offset})`;
      const constants = uniform ? "multipliers, shifts" : `${at(4)}, ${at(8)}`;
      return `${FUNCTIONS[form]}(${sum}, ${constants})`;
    },
  };
}

/**
 * Groups of four lanes: start values, then multipliers and shifts unless they are arguments. `order` says which channel
 * a lane is; −1 is none.
 */
export function mveScaling(accumulation: Accumulation, order: readonly number[], uniform: boolean): number[] {
  const shifts = signedShifts(accumulation);
  const words: number[] = [];
  for (let lane = 0; lane < order.length; lane += 4) {
    const channels = order.slice(lane, lane + 4);
    const of = (values: readonly number[], none: number): number[] =>
      channels.map((channel) => (channel < 0 ? none : (values[channel] ?? none)));
    words.push(...channels.map((channel) => Number(BigInt.asIntN(32, accumulation.foldedBias[channel] ?? 0n))));
    if (!uniform) words.push(...of(accumulation.multipliers, 0), ...of(shifts, -1));
  }
  return words;
}

// To the left, as the instructions count; the short form of the portable kernels counts right shifts.
function signedShifts({ form, shifts }: Accumulation): readonly number[] {
  return form === "rescale" ? shifts.map((shift) => -shift) : shifts;
}
