// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of NEG (neg.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { tflmKernel } from "../shared/tflm-kernel.js";

export const negTflm = tflmKernel({ overlaps: unaryOverlap });
