// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of LOGICAL_AND (logical.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const logicalAndTflm = tflmKernel({});
