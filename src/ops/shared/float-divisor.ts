// SPDX-License-Identifier: Apache-2.0
/** A rule on divisors that are known at compile time. */
import { fromBytes } from "../../ir/tensor-data.js";
import type { Constraint } from "../definition.js";
import { inputTensor } from "./operands.js";

/** TFLM ends the invocation with an error when a divisor is 0. */
export const constantDivisorNotZero: Constraint<unknown> = {
  id: "constant-divisor",
  says: "a constant divisor must not contain 0",
  violation(view) {
    const divisor = inputTensor(view, 1);
    if (divisor.storage.kind !== "constant") return undefined;
    const index = Array.from(fromBytes(divisor, divisor.storage.data).data, Number).findIndex((x) => x === 0);
    return index < 0 ? undefined : `element ${index} is 0`;
  },
};
