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
