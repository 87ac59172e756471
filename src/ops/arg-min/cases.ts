// SPDX-License-Identifier: Apache-2.0
/** Random cases of ARG_MIN for the differential suite. */
import { alongAxis } from "../../../test/support/op-case-reduce.js";
import { defineCases } from "../../../test/support/op-case.js";
import { argMin } from "./index.js";

export const cases = defineCases(
  argMin,
  alongAxis(["int8", "int8", "float32"], "equal").map(({ shape, dtype, axis, written, numbers }) => ({
    inputs: [{ shape, dtype, ...(numbers === undefined ? {} : { quantization: numbers[0] }) }, written],
    outputs: [{ shape: shape.toSpliced(axis, 1), dtype: "int32" as const }],
    attributes: {},
  })),
);
