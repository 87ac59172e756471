// SPDX-License-Identifier: Apache-2.0
/** What TFLM's RESHAPE accepts (ReshapeOutput); it takes the shape from the output tensor, not from input 1. */
import type { Constraint } from "../definition.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";

export const reshapeConstraints: readonly Constraint<unknown>[] = [sameElementCount];
