// SPDX-License-Identifier: Apache-2.0
/** Windows, weights, biases and scales for random cases of convolution-like operators. */
import fc from "fast-check";
import type { Quantization } from "../../src/ir/quantization.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import { activation, activationAffine, affine, extent, perTensor, seed } from "./op-case-arbitraries.js";
import type { FusedActivation } from "../../src/quant/activation.js";
import type { CaseTensor } from "./op-case.js";
import { constantValues } from "./op-case-data.js";
import { mix, seededRandom } from "./random.js";

/** One axis of a window over an input; `input` is chosen so that VALID windows fit. */
export interface CaseAxis {
  readonly input: number;
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
}

export interface CaseWindow {
  readonly padding: "SAME" | "VALID";
  readonly height: CaseAxis;
  readonly width: CaseAxis;
}

export interface WindowLimits {
  readonly maxKernel: number;
  readonly maxDilation: number;
}

/** Windows with every mix of padding, strides and dilations; kernels larger than the input occur with SAME. */
export function windows({ maxKernel, maxDilation }: WindowLimits): fc.Arbitrary<CaseWindow> {
  const dilation = fc.oneof(
    { weight: 4, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: maxDilation }) },
  );
  const axis = fc.record({ extra: extent(9), kernel: extent(maxKernel), stride: extent(3), dilation });
  return fc
    .record({ padding: fc.constantFrom("SAME" as const, "VALID" as const), height: axis, width: axis })
    .map(({ padding, height, width }): CaseWindow => {
      const fitted = ({ extra, ...rest }: typeof height): CaseAxis => ({
        ...rest,
        input: padding === "SAME" ? extra : (rest.kernel - 1) * rest.dilation + extra,
      });
      return { padding, height: fitted(height), width: fitted(width) };
    });
}

/** Output extent of one axis (TFLite's rule). */
export function windowOutput(padding: "SAME" | "VALID", axis: CaseAxis): number {
  const span = padding === "SAME" ? 1 : (axis.kernel - 1) * axis.dilation + 1;
  return Math.floor((axis.input - span) / axis.stride) + 1;
}

/** The attributes that all windowed operators share. */
export function windowAttributes({ padding, height, width }: CaseWindow) {
  return {
    padding,
    strideHeight: height.stride,
    strideWidth: width.stride,
    dilationHeight: height.dilation,
    dilationWidth: width.dilation,
  };
}

/** A pair of types that the operator's signatures allow. */
export interface ConvTypes {
  readonly element: "int8" | "int16";
  readonly bias: "int32" | "int64" | undefined;
  /** Width of the sums, which bounds the scales and the bias. */
  readonly sums: "int32" | "int64";
}

export interface ConvNumbers {
  readonly input: Quantization;
  readonly output: Quantization;
  readonly activation: FusedActivation;
  /**
   * The exponent of input scale · weight scale / output scale: given, or chosen so that typical sums become about
   * 2^−below of the output's range.
   */
  readonly factor: { readonly exponent: number } | { readonly below: number };
  /** Each channel has its own scale. */
  readonly perChannel: boolean;
  /** With `perChannel`, exponents differ by up to this much. */
  readonly spread: number;
  /** How large biases get: compared with typical sums, or up to what the operators accept. */
  readonly bias: "small" | "typical" | "large" | "extreme";
  readonly seed: number;
}

/** Mostly scales at which outputs use the whole range of the type; also shifts up to TFLM's limits. */
export function convNumbers({ element, sums }: ConvTypes): fc.Arbitrary<ConvNumbers> {
  const highest = sums === "int64" ? 5 : 28;
  const below = fc.integer({ min: -1, max: 4 }).map((bits) => ({ below: bits }));
  const given = fc.integer({ min: -45, max: highest });
  const limits = fc.constantFrom(-34, -33, -32, -31, -30, -1, 0, 1, highest);
  return activation.chain((fused) =>
    fc.record({
      input: affine(element),
      output: activationAffine(element, fused),
      activation: fc.constant(fused),
      factor: fc.oneof(
        { weight: 10, arbitrary: below },
        { weight: 1, arbitrary: given.map((exponent) => ({ exponent })) },
        { weight: 1, arbitrary: limits.map((exponent) => ({ exponent })) },
      ),
      perChannel: fc.boolean(),
      spread: fc.constantFrom(0, 1, 3),
      bias: fc.oneof(
        { weight: 8, arbitrary: fc.constantFrom("small" as const, "typical" as const) },
        { weight: 1, arbitrary: fc.constantFrom("large" as const, "extreme" as const) },
      ),
      seed,
    }),
  );
}

/** As of the output of a RELU: its zero point is the smallest value. */
export const afterReluQuantization = (quantization: Quantization): Quantization => ({
  ...quantization,
  zeroPoints: [-128],
});

export interface ConvTensors {
  readonly filter: CaseTensor;
  readonly bias: CaseTensor | undefined;
}

/** Weights and bias as constants; `axis` is the filter's output channel axis. */
export function convTensors(options: {
  readonly types: ConvTypes;
  readonly numbers: ConvNumbers;
  readonly shape: Shape;
  readonly axis: number;
  /** Zero point of the weights; only operators that subtract it get one. */
  readonly zeroPoint?: number;
}): ConvTensors {
  const { types, numbers, shape, axis } = options;
  const channels = shape[axis] ?? 0;
  const zero = numbers.perChannel && channels > 1 ? 0 : (options.zeroPoint ?? 0);
  const values = constantValues("int8", elementCount(shape), mix(numbers.seed + 1));
  const magnitude = typicalSum({ types, numbers, values, taps: elementCount(shape) / channels, zero });
  const scales = weightScales(types, numbers, { count: numbers.perChannel && channels > 1 ? channels : 1, magnitude });
  const filter: CaseTensor = {
    shape,
    dtype: "int8",
    quantization: { scales, zeroPoints: scales.map(() => zero), axis },
    values,
  };
  if (types.bias === undefined) return { filter, bias: undefined };
  const inputScale = numbers.input.scales[0] ?? 0;
  const largest = types.bias === "int64" ? 2 ** 46 - 1 : 2 ** 31 - 1;
  const bounds = { small: 16, typical: magnitude, large: magnitude * 8, extreme: largest };
  const bias: CaseTensor = {
    shape: [channels],
    dtype: types.bias,
    quantization:
      scales.length === 1
        ? perTensor(inputScale * (scales[0] ?? 0), 0)
        : { scales: scales.map((s) => Math.fround(inputScale * s)), zeroPoints: scales.map(() => 0), axis: 0 },
    values: constantValues(
      types.bias,
      channels,
      mix(numbers.seed + 2),
      Math.min(largest, Math.ceil(bounds[numbers.bias])),
    ),
  };
  return { filter, bias };
}

interface SumEstimate {
  readonly types: ConvTypes;
  readonly numbers: ConvNumbers;
  readonly values: readonly number[];
  /** Weights of one output. */
  readonly taps: number;
  readonly zero: number;
}

/** The size of a sum of products with random inputs: the part that all inputs share, and the spread around it. */
function typicalSum({ types, numbers, values, taps, zero }: SumEstimate): number {
  const spread = types.element === "int8" ? 74 : 18918;
  const offset = types.element === "int8" ? Math.abs(numbers.input.zeroPoints[0] ?? 0) : 0;
  const weights = values.map((value) => value - zero);
  const mean = weights.reduce((sum, value) => sum + value, 0) / weights.length;
  const square = weights.reduce((sum, value) => sum + value * value, 0) / weights.length;
  return Math.max(1, Math.sqrt(taps * square) * spread + Math.abs(mean) * taps * offset);
}

function weightScales(
  types: ConvTypes,
  numbers: ConvNumbers,
  { count, magnitude }: { readonly count: number; readonly magnitude: number },
): number[] {
  const random = seededRandom(numbers.seed);
  const ratio = (numbers.output.scales[0] ?? 1) / (numbers.input.scales[0] ?? 1);
  const { factor } = numbers;
  const range = types.element === "int8" ? 7 : 15;
  const largest = "exponent" in factor ? factor.exponent : range - factor.below - Math.ceil(Math.log2(magnitude));
  // A power of two keeps the quotient exact, so that roundings meet ties.
  const exact = random.chance(0.3);
  return Array.from({ length: count }, () => {
    const exponent = largest - random.integer(0, numbers.spread);
    const mantissa = exact ? 1 : 1 + random.integer(0, 0x7fffff) / 2 ** 23;
    return Math.fround(ratio * mantissa * 2 ** exponent);
  });
}
