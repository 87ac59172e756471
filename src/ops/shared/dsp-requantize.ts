// SPDX-License-Identifier: Apache-2.0
/** Requantisation of the kernels for Arm's DSP extension: which form a layer may use and the words that it needs. */
import { cInteger } from "../../codegen/c/literals.js";
import { type Accumulation, isUniform } from "./conv-accumulation.js";
import type { ConvolutionNumbers } from "./convolution.js";

/**
 * `up`: sums below 2³⁰, right shifts, outputs clamped to the zero point or more, so that the direction of ties of
 * negative sums does not matter; `away`: the same with any clamp; `general`: any sum and shift.
 */
export type DspRescaleForm = "up" | "away" | "general";

export interface DspRequantize {
  readonly form: DspRescaleForm;
  /** Words that follow the weights of a channel; none when all channels agree and they are arguments instead. */
  readonly channelWords: readonly (readonly number[])[];
  readonly parameters: readonly string[];
  readonly arguments: readonly string[];
  /** Declarations of a channel's constants from the stream at `from`, `first` words further on. */
  declare(from: string, first: number): readonly string[];
  /** The stored value of a sum; `sum` spells it as it is or doubled, which some forms start from. */
  store(sum: (doubled: boolean) => string): string;
}

/** The addend of the short forms must stay below 2³⁰ for every zero point of 8 bits. */
const LARGEST_SHORT_SHIFT = 22;

export function dspRequantize(convolution: ConvolutionNumbers, accumulation: Accumulation): DspRequantize {
  const { min, max, outputZeroPoint } = convolution.quantization;
  const { multipliers, shifts } = accumulation;
  const short =
    accumulation.form === "rescale" && shifts.every((shift) => shift <= LARGEST_SHORT_SHIFT) && isByte(outputZeroPoint);
  const form = short ? (min >= outputZeroPoint ? "up" : "away") : "general";
  // The short form of the portable kernels counts right shifts, the general form left ones.
  const signed = accumulation.form === "rescale" && !short ? shifts.map((shift) => -shift) : shifts;
  const words = multipliers.map((multiplier, channel) => {
    const shift = signed[channel] ?? 0;
    return short ? [multiplier, outputZeroPoint * 2 ** shift + 2 ** (shift - 1), shift] : [multiplier, shift];
  });
  const uniform = isUniform(accumulation);
  const names = short ? ["multiplier", "addend", "shift"] : ["multiplier", "shift"];
  const types = names.map((name) => (name === "shift" ? "int" : "int32_t"));
  return {
    form,
    channelWords: uniform ? multipliers.map(() => []) : words,
    parameters: uniform ? names.map((name, i) => `${types[i] ?? ""} ${name}`) : [],
    arguments: uniform ? (words[0] ?? []).map(cInteger) : [],
    declare: (from, first) =>
      uniform
        ? []
        : names.map((name, i) => `const ${types[i] ?? ""} ${name} = (${types[i] ?? ""})${from}[${first + i}];`),
    store(sum) {
      const parts = names.join(", ");
      const value =
        form === "general"
          ? `tinygen_add_wrapping(tinygen_multiply_by_quantized_multiplier(${sum(false)}, ${parts}), ${cInteger(outputZeroPoint)})`
          : `tinygen_rescale_twice${form === "up" ? "_up" : ""}(${sum(true)}, ${parts})`;
      return `tinygen_clamp_int8(${value}, ${cInteger(min)}, ${cInteger(max)})`;
    },
  };
}

/** What a function passes on to another one with the same parameters. */
export function parameterNames({ parameters }: DspRequantize): readonly string[] {
  return parameters.map((parameter) => parameter.split(" ").at(-1) ?? "");
}

function isByte(value: number): boolean {
  return value >= -128 && value <= 127;
}
