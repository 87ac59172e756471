// SPDX-License-Identifier: Apache-2.0
/** Options of operators by table name, with the schema's defaults where the file has none. */
import { expect, test } from "vitest";
import { isRawAttributes, NO_OPTIONS, optionsAs } from "./raw-attributes.js";

test("absent options are the defaults of the table", () => {
  expect(optionsAs(NO_OPTIONS, "Conv2DOptions")).toEqual({
    padding: 0,
    strideW: 0,
    strideH: 0,
    fusedActivationFunction: 0,
    dilationWFactor: 1,
    dilationHFactor: 1,
    quantizedBiasType: 0,
  });
  expect(optionsAs(NO_OPTIONS, "AddOptions")?.potScaleInt16).toBe(true);
  expect(optionsAs(NO_OPTIONS, "PadOptions")).toEqual({});
});

test("options of the asked table are handed out, those of another are not", () => {
  const softmax = { type: "SoftmaxOptions", value: { beta: 0.5 } } as const;
  expect(optionsAs(softmax, "SoftmaxOptions")).toBe(softmax.value);
  expect(optionsAs(softmax, "Conv2DOptions")).toBeUndefined();
});

test("raw options are told from an operator's own attributes", () => {
  expect(isRawAttributes(NO_OPTIONS)).toBe(true);
  expect(isRawAttributes({ type: "SoftmaxOptions", value: { beta: 1 } })).toBe(true);
  for (const other of [{}, { type: "max" }, { beta: 1 }, null, undefined, "NONE"])
    expect(isRawAttributes(other)).toBe(false);
});
