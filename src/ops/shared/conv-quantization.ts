// SPDX-License-Identifier: Apache-2.0
/** Quantisation of convolution-like operators: zero points, clamps and one multiplier per output channel. */
import { firstScale, firstZeroPoint } from "../../ir/quantization.js";
import type { Tensor } from "../../ir/tensor.js";
import { activationRange, type FusedActivation } from "../../quant/activation.js";
import { quantizeMultiplier, type QuantizedMultiplier } from "../../quant/multiplier.js";

/** Rescaling of accumulators into stored outputs. */
export interface ConvQuantization {
  readonly inputZeroPoint: number;
  readonly outputZeroPoint: number;
  readonly min: number;
  readonly max: number;
  /** One per output channel, also when all are equal. */
  readonly multipliers: readonly QuantizedMultiplier[];
}

export interface ConvQuantizationOptions {
  readonly input: Tensor;
  readonly filter: Tensor;
  readonly output: Tensor;
  readonly activation: FusedActivation;
  /** Output channels. */
  readonly channels: number;
  /** Real multiplier per channel; by default in double as for convolutions. */
  readonly realMultipliers?: readonly number[];
}

interface Known {
  readonly options: ConvQuantizationOptions;
  readonly quantization: ConvQuantization;
}

// By output: a model of thousands of channels is asked for them a dozen times between reading and code.
const known = new WeakMap<Tensor, Known>();

/** Mirrors tflite::PopulateConvolutionQuantizationParams (kernels/kernel_util.cc); the products are doubles. */
export function convQuantization(options: ConvQuantizationOptions): ConvQuantization {
  const before = known.get(options.output);
  if (before !== undefined && isSame(before.options, options)) return before.quantization;
  const quantization = compute(options);
  known.set(options.output, { options, quantization });
  return quantization;
}

function isSame(a: ConvQuantizationOptions, b: ConvQuantizationOptions): boolean {
  return (
    a.input === b.input &&
    a.filter === b.filter &&
    a.activation === b.activation &&
    a.channels === b.channels &&
    a.realMultipliers === undefined &&
    b.realMultipliers === undefined
  );
}

function compute(options: ConvQuantizationOptions): ConvQuantization {
  const { input, filter, output, activation, channels } = options;
  const real = options.realMultipliers ?? effectiveScales({ input, filter, output, channels });
  const scale = output.quantization === undefined ? 0 : firstScale(output.quantization);
  const zeroPoint = output.quantization === undefined ? 0 : firstZeroPoint(output.quantization);
  const { min, max } = activationRange({ activation, dtype: output.dtype, scale, zeroPoint });
  return {
    inputZeroPoint: input.quantization === undefined ? 0 : firstZeroPoint(input.quantization),
    outputZeroPoint: zeroPoint,
    // TFLM clamps to max last, which decides when an absurd zero point makes the range empty.
    min: Math.min(min, max),
    max,
    multipliers: real.map((scale) => quantizeMultiplier(scale)),
  };
}

/** input scale · filter scale / output scale in double, for every channel. */
export function effectiveScales(
  options: Pick<ConvQuantizationOptions, "input" | "filter" | "output" | "channels">,
): number[] {
  const { input, filter, output, channels } = options;
  const inputScale = input.quantization?.scales[0] ?? 0;
  const outputScale = output.quantization?.scales[0] ?? 0;
  const filterScales = filter.quantization?.scales ?? [];
  return Array.from({ length: channels }, (_, channel) => {
    const filterScale = filterScales.length > 1 ? filterScales[channel] : filterScales[0];
    return (inputScale * (filterScale ?? 0)) / outputScale;
  });
}
