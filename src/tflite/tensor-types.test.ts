// SPDX-License-Identifier: Apache-2.0
/** The IR's element types stand in the order of the file's enum. */
import { expect, test } from "vitest";
import { DTYPES } from "../ir/dtype.js";
import { tensorTypeNames } from "../tflite-schema/generated/enums.js";
import { dtypeOf, typeNameOf } from "./tensor-types.js";

test("both lists name the same types in the same order", () => {
  expect(tensorTypeNames.map((name) => name.toLowerCase().replace("_", ""))).toEqual(DTYPES);
});

test("conversion is one to one", () => {
  expect(DTYPES.map(typeNameOf)).toEqual(tensorTypeNames);
  expect(dtypeOf(9)).toBe("int8");
  expect(dtypeOf(DTYPES.length)).toBeUndefined();
});
