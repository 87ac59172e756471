// SPDX-License-Identifier: Apache-2.0
/** Indices that a model computes at run time, limited so that no kernel leaves its tensors. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { DType } from "../../ir/dtype.js";

export interface ClampedIndex {
  readonly dtype: DType;
  /** C expression of the index. */
  readonly index: string;
  /** Largest index that is allowed; the smallest is 0. */
  readonly last: number;
}

/** An int32_t expression of the index limited to 0 … last. */
export function clampedIndexC(kernel: KernelWriter, { dtype, index, last }: ClampedIndex): string {
  const type = dtype === "int64" ? "int64_t" : "int32_t";
  const name = kernel.shared("clamp_index", (symbol) =>
    [
      `/* The index limited to 0 ... last, so that a wrong one cannot leave the tensor. */`,
      `static int32_t ${symbol}(${type} index, int32_t last)`,
      "{",
      `    return index < 0 ? 0 : (index > last ? last : ${dtype === "int64" ? "(int32_t)index" : "index"});`,
      "}",
      "",
    ].join("\n"),
  );
  return `${name}(${index}, ${cInteger(last)})`;
}

/** The same for the reference kernels. */
export function clampIndex(index: number, last: number): number {
  return Math.max(0, Math.min(last, index));
}
