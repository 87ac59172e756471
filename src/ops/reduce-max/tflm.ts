// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of REDUCE_MAX (reduce.cc, reduce_common.cc). */
import { reduceTflm } from "../shared/reduce-tflm.js";

export const reduceMaxTflm = reduceTflm("compare");
