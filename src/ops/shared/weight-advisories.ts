// SPDX-License-Identifier: Apache-2.0
/** What users of operators with weights should know although the model is accepted. */
import type { Advisory } from "../definition.js";

/** Convolution kernels do not read it, in TFLM as here: a converter that relies on it gives wrong results silently. */
export const ignoredWeightZeroPoint: Advisory<unknown> = {
  id: "ignored-weight-zero-point",
  severity: "warning",
  says: "the zero point of the weights is ignored, in TFLM as here",
  applies(view) {
    const zeroPoints = view.inputs[1]?.quantization?.zeroPoints ?? [];
    const wrong = zeroPoints.find((zeroPoint) => zeroPoint !== 0);
    return wrong === undefined ? undefined : `it is ${wrong}`;
  },
};

/** TFLM read only the first scale until its FULLY_CONNECTED learnt weights with a scale per channel. */
export const perChannelDense: Advisory<unknown> = {
  id: "per-channel-weights",
  severity: "note",
  says: "weights quantised per channel are computed wrongly, without an error, by copies of TFLM from before its pull request 2673",
  applies(view) {
    const scales = view.inputs[1]?.quantization?.scales.length ?? 0;
    return scales > 1 ? `there are ${scales} scales` : undefined;
  },
};

/** DEPTHWISE_CONV_2D got its dilation with version 2 (TensorFlow Lite's op_version.cc); TFLM does not ask for it. */
export const dilationBeforeVersion2: Advisory<{
  readonly dilationHeight: number;
  readonly dilationWidth: number;
}> = {
  id: "dilation-before-version-2",
  severity: "warning",
  says: "dilation came with version 2 of the operator; readers that go by the version compute without it",
  applies({ node: { version, attributes } }) {
    const { dilationHeight, dilationWidth } = attributes;
    if (version >= 2 || (dilationHeight === 1 && dilationWidth === 1)) return undefined;
    return `version ${version} has dilation ${dilationHeight}x${dilationWidth}`;
  },
};

/** Relative difference of scales that rounding to 32-bit floats in a converter cannot explain. */
const SCALE_TOLERANCE = 0.01;

/** Kernels with a scale per channel add the bias as it is (tflite::PopulateConvolutionQuantizationParams). */
export const ignoredBiasScale: Advisory<unknown> = {
  id: "ignored-bias-scale",
  severity: "warning",
  says: "the bias is added as if its scale were input scale times weight scale, in TFLM as here",
  applies({ inputs: [input, filter, bias] }) {
    const inputScale = input?.quantization?.scales[0];
    const weightScales = filter?.quantization?.scales ?? [];
    const biasScales = bias?.quantization?.scales ?? [];
    if (inputScale === undefined || weightScales.length === 0) return undefined;
    for (const [channel, actual] of biasScales.entries()) {
      const product = inputScale * (weightScales[weightScales.length === 1 ? 0 : channel] ?? 0);
      if (Math.abs(actual - product) <= SCALE_TOLERANCE * product) continue;
      return `channel ${channel} has bias scale ${actual}, the product is ${product}`;
    }
    return undefined;
  },
};
