// SPDX-License-Identifier: Apache-2.0
/** Windows, weights, biases and scales for random cases of convolution-like operators. */
import fc from "fast-check";
import type { Quantization } from "../../src/ir/quantization.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import { affine, extent, perTensor, seed } from "./op-case-arbitraries.js";
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
  /** Exponent of input scale · weight scale / output scale; each channel has its own mantissa. */
  readonly exponent: number;
  /** Each channel has its own scale. */
  readonly perChannel: boolean;
  /** With `perChannel`, exponents differ by up to this much. */
  readonly spread: number;
  readonly biasBound: number;
  readonly seed: number;
}

/** Scales such that sums land anywhere from all zero to all saturated, with shifts up to TFLM's limits. */
export function convNumbers({ element, sums }: ConvTypes): fc.Arbitrary<ConvNumbers> {
  const highest = sums === "int64" ? 5 : 28;
  const ordinary = element === "int8" ? { min: -13, max: -4 } : { min: -12, max: -3 };
  const biasBounds = sums === "int64" ? [2 ** 12, 2 ** 30, 2 ** 46 - 1] : [2 ** 10, 2 ** 18, 2 ** 31 - 1];
  return fc.record({
    input: affine(element),
    output: affine(element),
    exponent: fc.oneof(
      { weight: 6, arbitrary: fc.integer(ordinary) },
      { weight: 1, arbitrary: fc.integer({ min: -45, max: highest }) },
      { weight: 1, arbitrary: fc.constantFrom(-34, -33, -32, -31, -30, -1, 0, 1, highest) },
    ),
    perChannel: fc.boolean(),
    spread: fc.constantFrom(0, 1, 3),
    biasBound: fc.constantFrom(...biasBounds),
    seed,
  });
}

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
  const scales = weightScales(numbers, numbers.perChannel && channels > 1 ? channels : 1);
  const zero = scales.length === 1 ? (options.zeroPoint ?? 0) : 0;
  const filter: CaseTensor = {
    shape,
    dtype: "int8",
    quantization: { scales, zeroPoints: scales.map(() => zero), axis },
    values: constantValues("int8", elementCount(shape), mix(numbers.seed + 1)),
  };
  if (types.bias === undefined) return { filter, bias: undefined };
  const inputScale = numbers.input.scales[0] ?? 0;
  const bias: CaseTensor = {
    shape: [channels],
    dtype: types.bias,
    quantization:
      scales.length === 1
        ? perTensor(inputScale * (scales[0] ?? 0), 0)
        : { scales: scales.map((s) => Math.fround(inputScale * s)), zeroPoints: scales.map(() => 0), axis: 0 },
    values: constantValues(types.bias, channels, mix(numbers.seed + 2), numbers.biasBound),
  };
  return { filter, bias };
}

function weightScales(numbers: ConvNumbers, count: number): number[] {
  const random = seededRandom(numbers.seed);
  const ratio = (numbers.output.scales[0] ?? 1) / (numbers.input.scales[0] ?? 1);
  // A power of two keeps the quotient exact, so that roundings meet ties.
  const exact = random.chance(0.3);
  return Array.from({ length: count }, () => {
    const exponent = numbers.exponent - random.integer(0, numbers.spread);
    const mantissa = exact ? 1 : 1 + random.integer(0, 0x7fffff) / 2 ** 23;
    return Math.fround(ratio * mantissa * 2 ** exponent);
  });
}
