// SPDX-License-Identifier: Apache-2.0
/** Names of classes: lines of a text file, and the output that they belong to. */
import type { Checked, Diagnostic } from "../diagnostics/diagnostic.js";
import { mainGraph, type Model, tensorAt } from "../ir/graph.js";
import { elementCount, shapeText } from "../ir/shape.js";
import type { Tensor } from "../ir/tensor.js";

export interface ModelLabels {
  /** Position among the model's outputs. */
  readonly output: number;
  /** One for each element, as the bytes of the file. */
  readonly texts: readonly Uint8Array[];
}

/** Where a list of labels comes from. */
export interface LabelSource {
  /** In messages. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** The output that the model itself says they are for; otherwise the first one of their number. */
  readonly output?: number;
  /** What it is when they do not fit. */
  readonly severity: "error" | "warning";
}

/** The labels of a model, or nothing and why they do not fit. */
export function matchLabels(
  model: Model,
  { file, bytes, output, severity }: LabelSource,
): Checked<ModelLabels | undefined> {
  const graph = mainGraph(model);
  const outputs = graph.outputs.map((id) => tensorAt(graph, id));
  const refuse = (message: string): Checked<undefined> => {
    const hint = "one line for each class, in the order of the output's elements";
    const diagnostic: Diagnostic = { code: "TG7009", severity, message: `${file} ${message}`, hint };
    return { value: undefined, diagnostics: [diagnostic] };
  };
  const texts = splitLabels(bytes);
  if (texts.length === 0) return refuse("holds no labels");
  const nul = texts.findIndex((text) => text.includes(0));
  if (nul !== -1) return refuse(`has a zero byte in line ${nul + 1}, which would end a text in C`);
  const at = output ?? outputs.findIndex((tensor) => classes(tensor) === texts.length);
  const found = outputs[at];
  if (found !== undefined && classes(found) === texts.length) return { value: { output: at, texts }, diagnostics: [] };
  const sizes = outputs.map((tensor, i) => {
    const count = classes(tensor);
    const what = count === undefined ? "no list of classes" : `${count} classes`;
    return `output ${i} (${shapeText(tensor.shape)}) has ${what}`;
  });
  return refuse(`has ${texts.length} labels; ${sizes.join(", ")}`);
}

/** Elements of a tensor that is one list of scores; undefined for anything else. */
function classes({ shape }: Tensor): number | undefined {
  const count = elementCount(shape);
  return count > 1 && shape.at(-1) === count ? count : undefined;
}

/** Lines without their ends and without a byte-order mark; empty ones at the end of the file do not count. */
export function splitLabels(bytes: Uint8Array): readonly Uint8Array[] {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const lines: Uint8Array[] = [];
  let start = hasMark ? 3 : 0;
  for (let at = start; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== 0x0a) continue;
    const end = at > start && bytes[at - 1] === 0x0d ? at - 1 : at;
    lines.push(bytes.subarray(start, end));
    start = at + 1;
  }
  while (lines.length > 0 && lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** For people: UTF-8, or one character for each byte where it is not. */
export function labelText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
