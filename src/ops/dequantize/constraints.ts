// SPDX-License-Identifier: Apache-2.0
/** What TFLM's DEQUANTIZE accepts (DequantizePrepare). */
import type { Constraint } from "../definition.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";

export const dequantizeConstraints: readonly Constraint<unknown>[] = [
  sameElementCount,
  perTensorQuantized({ inputs: [0] }),
];
