// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of MINIMUM (maximum_minimum.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const minimumTflm = tflmKernel({});
