// SPDX-License-Identifier: Apache-2.0
/** The FlexBuffers map of a file for the typed attributes of a custom operator's case. */
import { encode } from "flatbuffers/js/flexbuffers.js";
import { TensorType } from "../../src/tflite-schema/generated/enums.js";
import { NO_OPTIONS, type RawAttributes } from "../../src/tflite-schema/raw-attributes.js";
import type { FftAttributes } from "../../src/ops/shared/fft-attributes.js";
import type { SignalDelayAttributes } from "../../src/ops/signal-delay/attributes.js";
import type { SignalEnergyAttributes } from "../../src/ops/signal-energy/attributes.js";
import type { SignalFilterBankAttributes } from "../../src/ops/signal-filter-bank/attributes.js";
import type { SignalFilterBankLogAttributes } from "../../src/ops/signal-filter-bank-log/attributes.js";
import type { SpectralSubtractionAttributes } from "../../src/ops/signal-filter-bank-spectral-subtraction/attributes.js";
import type { SignalFramerAttributes } from "../../src/ops/signal-framer/attributes.js";
import type { SignalOverlapAddAttributes } from "../../src/ops/signal-overlap-add/attributes.js";
import type { SignalPcanAttributes } from "../../src/ops/signal-pcan/attributes.js";
import type { SignalStackerAttributes } from "../../src/ops/signal-stacker/attributes.js";
import type { SignalWindowAttributes } from "../../src/ops/signal-window/attributes.js";
import type { DetectionAttributes } from "../../src/ops/tflite-detection-post-process/attributes.js";
import type { OpCase } from "../support/op-case.js";

/** Whatever an operator of the list below has among its attributes, by name. */
type Attributes = SignalDelayAttributes &
  SignalEnergyAttributes &
  SignalFilterBankAttributes &
  SignalFilterBankLogAttributes &
  SpectralSubtractionAttributes &
  SignalFramerAttributes &
  SignalOverlapAddAttributes &
  SignalPcanAttributes &
  FftAttributes &
  SignalStackerAttributes &
  SignalWindowAttributes &
  DetectionAttributes;

type Options = Readonly<Record<string, number | boolean>>;

/** TFLM reads uint32 options as int32 and casts them. */
const unsigned = (value: number): number => value | 0;

const inputType = ({ inputs }: OpCase): number => {
  const dtype = inputs[0]?.dtype;
  if (dtype === "float32") return TensorType.FLOAT32;
  return dtype === "int32" ? TensorType.INT32 : TensorType.INT16;
};

const fft = (a: Attributes, opCase: OpCase): Options => ({ T: inputType(opCase), fft_length: a.fftLength });

const OPTIONS: Readonly<Record<string, (attributes: Attributes, opCase: OpCase) => Options>> = {
  "CUSTOM:SignalDelay": (a) => ({ delay_length: a.delay }),
  "CUSTOM:SignalEnergy": (a) => ({ start_index: a.start, end_index: a.end }),
  "CUSTOM:SignalFilterBank": (a) => ({ num_channels: a.channels }),
  "CUSTOM:SignalFilterBankLog": (a) => ({
    input_correction_bits: a.correctionBits,
    output_scale: unsigned(a.outputScale),
  }),
  "CUSTOM:SignalFilterBankSpectralSubtraction": (a) => ({
    num_channels: a.channels,
    smoothing: unsigned(a.even.factor),
    one_minus_smoothing: unsigned(a.even.rest),
    alternate_smoothing: unsigned(a.odd.factor),
    alternate_one_minus_smoothing: unsigned(a.odd.rest),
    min_signal_remaining: unsigned(a.minimumRemaining),
    smoothing_bits: a.smoothingBits,
    spectral_subtraction_bits: a.bits,
    clamping: a.clamping,
  }),
  "CUSTOM:SignalFramer": (a) => ({ frame_size: a.frameSize, frame_step: a.frameStep, prefill: a.prefill }),
  "CUSTOM:SignalIrfft": fft,
  "CUSTOM:SignalOverlapAdd": (a, opCase) => ({ T: inputType(opCase), frame_step: a.frameStep }),
  "CUSTOM:SignalPCAN": (a) => ({ snr_shift: a.snrShift }),
  "CUSTOM:SignalRfft": fft,
  "CUSTOM:SignalStacker": (a) => ({
    num_channels: a.channels,
    stacker_left_context: a.leftContext,
    stacker_right_context: a.rightContext,
    stacker_step: a.step,
  }),
  "CUSTOM:SignalWindow": (a) => ({ shift: a.shift }),
  "CUSTOM:TFLite_Detection_PostProcess": (a) => ({
    max_detections: a.maxDetections,
    max_classes_per_detection: a.maxClassesPerDetection,
    detections_per_class: a.detectionsPerClass,
    use_regular_nms: a.regular,
    nms_score_threshold: a.scoreThreshold,
    nms_iou_threshold: a.overlapThreshold,
    num_classes: a.classes,
    y_scale: a.scales.y,
    x_scale: a.scales.x,
    h_scale: a.scales.height,
    w_scale: a.scales.width,
  }),
};

/** An empty map for operators that are missing above. */
export function customRawOptions(op: string, opCase: OpCase): RawAttributes {
  return { ...NO_OPTIONS, customOptions: encode(OPTIONS[op]?.(opCase.attributes as Attributes, opCase) ?? {}) };
}
