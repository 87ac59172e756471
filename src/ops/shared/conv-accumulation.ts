// SPDX-License-Identifier: Apache-2.0
/** Proves from the weights how wide sums can get, and so which C types and which rescaling function are safe. */
import { INT32_MAX, reduceMultiplier } from "../../quant/fixed-point.js";
import { integerRange } from "../../quant/activation.js";
import type { ConvolutionNumbers } from "./convolution.js";

/**
 * `rescale`: every sum stays below 2³⁰ and every channel shifts right, the short form;
 * `general`: any 32-bit sum and shift; `int64`: the single-rounding form of int16 layers with 64-bit sums.
 */
export type RescaleForm = "rescale" | "general" | "int64";

export interface Accumulation {
  /** uint32_t where a 32-bit sum may wrap, as it does in TFLM, and int64_t where it needs the bits. */
  readonly sumType: "int32_t" | "uint32_t" | "int64_t";
  readonly form: RescaleForm;
  /** Bias with the input zero point folded in, for windows that lie wholly inside the input. */
  readonly foldedBias: readonly bigint[];
  /** The bias of the model, zeros when it has none. */
  readonly bias: readonly bigint[];
  /** Arguments of the rescaling function, one per output channel. */
  readonly multipliers: readonly number[];
  readonly shifts: readonly number[];
}

export function analyseAccumulation(convolution: ConvolutionNumbers): Accumulation {
  const { quantization, filter, element } = convolution;
  const channels = quantization.multipliers.length;
  const taps = filter.length / channels;
  const { min, max } = integerRange(element);
  const zeroPoint = quantization.inputZeroPoint;
  const centred = Math.max(max - zeroPoint, zeroPoint - min);
  const bias: bigint[] = [];
  const foldedBias: bigint[] = [];
  let largestSum = 0;
  let largestPartial = 0;
  for (let channel = 0; channel < channels; channel++) {
    let sum = 0;
    let magnitude = 0;
    for (let tap = channel * taps; tap < (channel + 1) * taps; tap++) {
      const weight = filter[tap] as number;
      sum += weight;
      magnitude += Math.abs(weight);
    }
    const own = BigInt(convolution.bias?.[channel] ?? 0);
    const folded = own - BigInt(zeroPoint) * BigInt(sum);
    bias.push(own);
    foldedBias.push(folded);
    largestSum = Math.max(largestSum, Math.abs(Number(own)) + magnitude * centred);
    // Loops over whole windows add raw inputs to the folded bias; loops at the edges add centred ones to the bias.
    largestPartial = Math.max(largestPartial, largestSum, Math.abs(Number(folded)) + magnitude * -min);
  }
  const fits = largestPartial <= INT32_MAX;
  if (convolution.accumulator === "int64") {
    return {
      sumType: fits ? "int32_t" : "int64_t",
      form: "int64",
      bias,
      foldedBias,
      multipliers: quantization.multipliers.map(({ multiplier }) => reduceMultiplier(multiplier)),
      shifts: quantization.multipliers.map(({ shift }) => 15 - shift),
    };
  }
  const short =
    largestSum < 2 ** 30 && quantization.multipliers.every(({ multiplier, shift }) => multiplier === 0 || shift < 0);
  return {
    sumType: fits ? "int32_t" : "uint32_t",
    form: short ? "rescale" : "general",
    bias: fits ? bias : bias.map((value) => BigInt.asIntN(32, value)),
    foldedBias: fits ? foldedBias : foldedBias.map((value) => BigInt.asIntN(32, value)),
    multipliers: quantization.multipliers.map(({ multiplier }) => multiplier),
    // A multiplier of zero has shift 0, which the short form cannot take; any other gives zero too.
    shifts: quantization.multipliers.map(({ shift }) => (short ? Math.max(1, -shift) : shift)),
  };
}

/** True when all channels share multiplier and shift, which then become arguments instead of tables. */
export function isUniform(accumulation: Accumulation): boolean {
  const { multipliers, shifts } = accumulation;
  return multipliers.every((value) => value === multipliers[0]) && shifts.every((value) => value === shifts[0]);
}
