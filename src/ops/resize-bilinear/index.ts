// SPDX-License-Identifier: Apache-2.0
/** RESIZE_BILINEAR: scales images by mixing neighbouring pixels. */
import { defineOp } from "../definition.js";
import { readResizeAttributes } from "../shared/resize.js";
import { resizeBilinearScalar } from "./aot/scalar.js";
import { resizeBilinearConstraints } from "./constraints.js";
import { evaluateResizeBilinear } from "./reference.js";
import { resizeBilinearTflm } from "./tflm.js";

export const resizeBilinear = defineOp({
  op: "RESIZE_BILINEAR",
  resolverCall: "AddResizeBilinear",
  summary: "Scales images by mixing neighbouring pixels.",
  maxVersion: 4,
  signatures: [
    { inputs: ["int8", "int32"], outputs: ["int8"] },
    { inputs: ["float32", "int32"], outputs: ["float32"] },
  ],
  constantInputs: [1],
  readAttributes: (raw) => readResizeAttributes(raw, "ResizeBilinearOptions"),
  constraints: resizeBilinearConstraints,
  evaluate: evaluateResizeBilinear,
  work: () => ({ macs: 0 }),
  aot: [resizeBilinearScalar],
  tflm: resizeBilinearTflm,
});
