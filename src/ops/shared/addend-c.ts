// SPDX-License-Identifier: Apache-2.0
/** A rescaled stored value (an addend, a side of a comparison) as a C expression. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { type AddendScaling, scaleAddend } from "./addend.js";
import { byteTable } from "./byte-table.js";
import { signed } from "./rescale-c.js";

/** An addend equals `expression(stored) + offset`. */
export interface AddendTerm {
  readonly expression: (stored: string) => string;
  readonly offset: number;
  /** Bounds of the addend. */
  readonly min: number;
  readonly max: number;
}

export interface AddendOptions {
  readonly addend: AddendScaling;
  readonly leftShift: number;
  /** Smallest and largest stored value. */
  readonly stored: { readonly min: number; readonly max: number };
  /** How often the expression is evaluated; from 4096 on, int8 values are looked up in a table of 1 KB. */
  readonly evaluations?: number;
}

// A table saves about nine instructions an element; below this its flash is worth more.
const TABLE_FROM = 4096;

export function addendTerm(kernel: KernelWriter, options: AddendOptions): AddendTerm {
  const { addend, leftShift, stored } = options;
  const { zeroPoint, multiplier, shift } = addend;
  const min = scaleAddend(stored.min, addend, leftShift);
  const max = scaleAddend(stored.max, addend, leftShift);
  // The input with the larger scale is multiplied by exactly one half, which leaves no rest.
  if (multiplier === 2 ** 30 && shift === 0 && leftShift > 0) {
    const half = 2 ** (leftShift - 1);
    return { expression: (x) => `${x} * ${half}`, offset: -zeroPoint * half, min, max };
  }
  if ((options.evaluations ?? 0) >= TABLE_FROM && stored.min === -128 && stored.max === 127) {
    const values = byteTable("int8", (value) => scaleAddend(value, addend, leftShift));
    const comment = "scaled addend of every stored value";
    const table = kernel.constant({ name: "addend", dtype: "int32", values, comment });
    return { expression: (x) => `${table}[(uint8_t)${x}]`, offset: 0, min, max };
  }
  const folded = roundedOnce(options);
  if (folded !== undefined) {
    kernel.include("tinygen_elementwise.h");
    const { factor, rounding } = folded;
    return {
      expression: (x) => `tinygen_multiply_add_high(${x} * ${factor}, ${multiplier}, ${cInteger(rounding)})`,
      offset: 0,
      min,
      max,
    };
  }
  kernel.include("tinygen_fixed_point.h");
  const raised = (x: string): string => `${zeroPoint === 0 ? x : `(${x} ${signed(-zeroPoint)})`} * ${2 ** leftShift}`;
  // The short form takes -2^30 ... 2^30 - 1 and a shift to the right.
  const bounds = [stored.min, stored.max].map((value) => (value - zeroPoint) * 2 ** leftShift);
  const isShort = shift < 0 && bounds.every((bound) => bound >= -(2 ** 30) && bound < 2 ** 30);
  return {
    expression: (x) =>
      isShort
        ? `tinygen_rescale(${raised(x)}, ${multiplier}, ${-shift})`
        : `tinygen_multiply_by_quantized_multiplier(${raised(x)}, ${multiplier}, ${shift})`,
    offset: 0,
    min,
    max,
  };
}

/**
 * TFLM rounds the high product and then the shift. One rounding of the whole product, with the zero point folded into
 * its constant, costs half as much; it is used when it gives the same for every stored value.
 */
function roundedOnce(options: AddendOptions): { readonly factor: number; readonly rounding: bigint } | undefined {
  const { addend, leftShift, stored } = options;
  const bits = leftShift + 1 + addend.shift;
  const largest = Math.max(Math.abs(stored.min), Math.abs(stored.max));
  if (bits < 0 || largest * 2 ** bits >= 2 ** 31) return undefined;
  const factor = 2 ** bits;
  const multiplier = BigInt(addend.multiplier);
  const rounding = 2n ** 31n - BigInt(addend.zeroPoint * factor) * multiplier;
  for (let value = stored.min; value <= stored.max; value++) {
    const once = (BigInt(value * factor) * multiplier + rounding) >> 32n;
    if (Number(once) !== scaleAddend(value, addend, leftShift)) return undefined;
  }
  return { factor, rounding };
}
