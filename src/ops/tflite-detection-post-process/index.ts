// SPDX-License-Identifier: Apache-2.0
/** CUSTOM:TFLite_Detection_PostProcess: decodes boxes and suppresses overlapping ones. */
import { defineOp } from "../definition.js";
import { detectionScalar } from "./aot/scalar.js";
import { readDetectionAttributes } from "./attributes.js";
import { detectionConstraints } from "./constraints.js";
import { evaluateDetection } from "./reference.js";
import { detectionPostProcessTflm } from "./tflm.js";

export const detectionPostProcess = defineOp({
  op: "CUSTOM:TFLite_Detection_PostProcess",
  resolverCall: "AddDetectionPostprocess",
  summary:
    "Decodes boxes and suppresses overlapping ones; float32 only, as in TFLM. Places without a detection are 0; a box " +
    "without area, at which TFLM's invocation fails, gives no detections.",
  maxVersion: 1,
  signatures: [{ inputs: ["float32", "float32", "float32"], outputs: ["float32", "float32", "float32", "float32"] }],
  leavesUnwritten: ({ node: { attributes } }) => !attributes.regular,
  readAttributes: readDetectionAttributes,
  constraints: detectionConstraints,
  evaluate: evaluateDetection,
  work: () => ({ macs: 0 }),
  aot: [detectionScalar],
  tflm: detectionPostProcessTflm,
});
