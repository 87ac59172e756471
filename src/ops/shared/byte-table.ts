// SPDX-License-Identifier: Apache-2.0
/** Functions of one 8-bit value as tables of 256 entries, indexed by the value's bit pattern. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { Tensor } from "../../ir/tensor.js";
import { emitElementLoop } from "./elementwise-c.js";

/** The values of `f` for every stored value of an int8 or uint8 tensor, ordered by bit pattern. */
export function byteTable(dtype: "int8" | "uint8", f: (stored: number) => number): number[] {
  return Array.from({ length: 256 }, (_, pattern) => f(dtype === "int8" && pattern > 127 ? pattern - 256 : pattern));
}

export interface ByteTableOptions {
  readonly input: Tensor;
  readonly output: Tensor;
  readonly count: number;
  readonly table: readonly number[];
  /** What the table holds, for the reader of the C file. */
  readonly comment: string;
  /** Which input of the node `input` is; 0 unless given. */
  readonly index?: number;
}

/** Prints output[i] = table[input[i]] for one input and output 0. */
export function emitByteTable(kernel: KernelWriter, options: ByteTableOptions): void {
  const { count, table, comment, index = 0 } = options;
  const input = kernel.input(index);
  const output = kernel.output(0);
  const symbol = kernel.constant({ name: "table", dtype: options.output.dtype, values: table, comment });
  const cast = options.input.dtype === "int8" ? "(uint8_t)" : "";
  kernel.print`/* ${comment} */`;
  emitElementLoop(kernel, {
    count,
    unroll: 4,
    statement: (i) => `${output}[${i}] = ${symbol}[${cast}${input}[${i}]];`,
  });
}
