// SPDX-License-Identifier: Apache-2.0
/** Tables of small non-negative numbers in the narrowest type. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";

/** Adds the constant and returns its symbol. */
export function unsignedTable(
  kernel: KernelWriter,
  table: { readonly name: string; readonly values: readonly number[]; readonly comment: string },
): string {
  const largest = Math.max(0, ...table.values);
  return kernel.constant({ ...table, dtype: largest < 2 ** 8 ? "uint8" : largest < 2 ** 16 ? "uint16" : "int32" });
}
