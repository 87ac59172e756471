// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of MAXIMUM (maximum_minimum.cc). */
import { tflmKernel } from "../shared/tflm-kernel.js";

export const maximumTflm = tflmKernel({});
