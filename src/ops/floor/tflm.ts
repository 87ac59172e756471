// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of FLOOR (floor.cc). */
import { unaryOverlap } from "../shared/tflm-overlap.js";
import { tflmKernel } from "../shared/tflm-kernel.js";

export const floorTflm = tflmKernel({ overlaps: unaryOverlap });
