// SPDX-License-Identifier: Apache-2.0
/** Models whose names are made to break out of terminals, pages, comments, strings and build files. */
import type { Graph } from "../../src/ir/graph.js";
import { readModel } from "../../src/tflite/read.js";
import { writeModel } from "../../src/tflite/write.js";

/** Each of them, and two at a time where a cut could make one out of its halves. */
export const HOSTILE_NAMES = [
  "\u001b]0;title\u0007\u001b[2J\u001b[31m\u009b5m",
  "line\r\nerror TG0001: forged\n#error forged\n$(error forged)",
  "*/ int forged; /*",
  "/* // */*/ #error forged",
  "<script>alert(1)</script>",
  `" onmouseover="alert(1)' x='&lt;`,
  "</title></text></svg><img src=x>",
  '"; int forged; char s[] = "%s%n',
  "ends in a backslash \\",
  "trigraph ??/",
  "${ENV{HOME}} $(touch forged) `touch forged` {{name}} {{{name}}}",
  "\u202eturned\u2066\u2028\u200b\ufeff",
  "| a | [b](c) | `d` ]]> -->",
  `${"x".repeat(59)}*/ int forged;`,
  `${"y".repeat(57)}??/`,
  "",
] as const;

/** The same model with other names of tensors, graphs and of itself. */
export function renamed(bytes: Uint8Array, nameOf: (index: number) => string): Uint8Array {
  const { value } = readModel(bytes);
  if (value === undefined) throw new Error("the model cannot be read");
  let count = 0;
  const next = (): string => nameOf(count++);
  const graphs = value.graphs.map((graph): Graph => ({
    ...graph,
    name: next(),
    tensors: graph.tensors.map((tensor) => ({ ...tensor, name: next() })),
  }));
  return writeModel({ ...value, description: next(), graphs });
}

export const hostile = (bytes: Uint8Array, from = 0): Uint8Array =>
  renamed(bytes, (index) => HOSTILE_NAMES[(index + from) % HOSTILE_NAMES.length] ?? "");
