// SPDX-License-Identifier: Apache-2.0
/** C for turning sums into stored outputs: constants, parameters and the expression, alike in all conv kernels. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { type Accumulation, isUniform } from "./conv-accumulation.js";
import type { ConvolutionNumbers } from "./convolution.js";

const FIXED_POINT_HEADER = "tinygen_fixed_point.h";
const COMPILER_HEADER = "tinygen_compiler.h";

/** The requantisation of one kernel as C text. */
export interface RequantizeC {
  /** Parameters that the shared function declares, in the order of `arguments`. */
  readonly parameters: readonly string[];
  readonly arguments: readonly string[];
  /** Declarations of the channel's constants, for the channel with this index expression. */
  channelConstants(index: string): readonly string[];
  /** The stored value of a sum; the channel's constants are in scope. */
  store(sum: string): string;
}

/**
 * Adds the multiplier and shift tables (padded to `paddedChannels`) and describes how to use them. Zero points are
 * arguments so that layers that differ only in them share code; the clamp is text because most layers agree on it.
 */
export function requantizeC(
  kernel: KernelWriter,
  convolution: ConvolutionNumbers,
  accumulation: Accumulation,
  paddedChannels: number,
): RequantizeC {
  kernel.include(FIXED_POINT_HEADER);
  kernel.include(COMPILER_HEADER);
  const uniform = isUniform(accumulation);
  const zeroPoint = cInteger(convolution.quantization.outputZeroPoint);
  const pad = (values: readonly number[]): number[] => [
    ...values,
    ...Array<number>(paddedChannels - values.length).fill(values[0] ?? 0),
  ];
  if (uniform) {
    return {
      parameters: ["int32_t multiplier", "int shift", "int32_t output_zero_point"],
      arguments: [cInteger(accumulation.multipliers[0] ?? 0), cInteger(accumulation.shifts[0] ?? 0), zeroPoint],
      channelConstants: () => [],
      store: (sum) => storeExpression(convolution, accumulation, sum),
    };
  }
  const multipliers = kernel.constant({
    name: "multipliers",
    dtype: "int32",
    values: pad(accumulation.multipliers),
    comment: "scale of each output channel as a fixed-point fraction",
  });
  const signedShifts = accumulation.form === "general";
  const shifts = kernel.constant({
    name: "shifts",
    dtype: signedShifts ? "int8" : "uint8",
    values: pad(accumulation.shifts),
    comment: signedShifts ? "shift of each output channel, positive to the left" : "right shift of each output channel",
  });
  return {
    parameters: [
      "const int32_t *multipliers",
      `const ${signedShifts ? "int8_t" : "uint8_t"} *shifts`,
      "int32_t output_zero_point",
    ],
    arguments: [multipliers, shifts, zeroPoint],
    channelConstants: (index) => [
      `const int32_t multiplier = multipliers[${index}];`,
      `const int shift = shifts[${index}];`,
    ],
    store: (sum) => storeExpression(convolution, accumulation, sum),
  };
}

function storeExpression(convolution: ConvolutionNumbers, accumulation: Accumulation, sum: string): string {
  const { min, max } = convolution.quantization;
  const scaled = scaledExpression(accumulation, sum);
  const clampName = `tinygen_clamp_${convolution.element}`;
  return `${clampName}(${scaled}, ${cInteger(min)}, ${cInteger(max)})`;
}

function scaledExpression({ form, sumType }: Accumulation, sum: string): string {
  switch (form) {
    case "rescale":
      return `tinygen_rescale(${sum}, multiplier, shift) + output_zero_point`;
    case "general": {
      const signed = sumType === "int32_t" ? sum : `(int32_t)${sum}`;
      return `tinygen_add_wrapping(tinygen_multiply_by_quantized_multiplier(${signed}, multiplier, shift), output_zero_point)`;
    }
    case "int64":
      return `tinygen_add_wrapping(tinygen_rescale_int64(${sum}, multiplier, shift), output_zero_point)`;
  }
}

/** `sum += input * weight` without overflow in the sum's type; `input` and `weight` are int32_t. */
export function accumulateC({ sumType }: Accumulation, sum: string, input: string, weight: string): string {
  switch (sumType) {
    case "int32_t":
      return `${sum} += ${input} * ${weight};`;
    case "uint32_t":
      return `${sum} += (uint32_t)(${input} * ${weight});`;
    case "int64_t":
      return `${sum} += (int64_t)${input} * ${weight};`;
  }
}

/** Adds a bias table in the sum's type, padded with zeros, and returns its symbol. */
export function biasTable(
  kernel: KernelWriter,
  accumulation: Accumulation,
  name: "bias" | "edge_bias",
  paddedChannels: number,
): string {
  const values = name === "bias" ? accumulation.foldedBias : accumulation.bias;
  const padding = Array<bigint>(paddedChannels - values.length).fill(0n);
  const comment = name === "bias" ? "bias minus input zero point times the sum of the weights" : "bias of the model";
  if (accumulation.sumType === "int64_t") {
    return kernel.constant({ name, dtype: "int64", values: [...values, ...padding], comment });
  }
  return kernel.constant({ name, dtype: "int32", values: [...values, ...padding].map(Number), comment });
}

/** The C type of the bias tables; uint32_t sums read their bias through a cast. */
export function biasType({ sumType }: Accumulation): "int32_t" | "int64_t" {
  return sumType === "int64_t" ? "int64_t" : "int32_t";
}

/** The bias of a channel as a start value of a sum. */
export function biasValue({ sumType }: Accumulation, element: string): string {
  return sumType === "uint32_t" ? `(uint32_t)${element}` : element;
}
