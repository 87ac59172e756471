// SPDX-License-Identifier: Apache-2.0
/** An indenting printer for C statements; printing a symbol records the header that declares it. */
import { cInteger } from "./literals.js";

/** A function or macro of a shipped header; printing it adds the include and ships the header. */
export interface CSymbol {
  readonly name: string;
  readonly header: string;
}

export type Printable = string | number | bigint | CSymbol;

export interface CBody {
  /** Prints lines; text spanning several lines is dedented and re-indented to the current block. */
  print(strings: TemplateStringsArray, ...values: readonly Printable[]): void;
  /** `open {`, the body one level deeper, `}` followed by `close`. */
  block(open: string, body: () => void, close?: string): void;
  /** Headers of the symbols printed so far, in first-use order. */
  readonly headers: ReadonlySet<string>;
  toString(): string;
}

const INDENT = "    ";

export function createCBody(depth = 0): CBody {
  const lines: string[] = [];
  const headers = new Set<string>();
  let level = depth;
  const emit = (text: string): void => {
    for (const line of dedent(text)) lines.push(line === "" ? "" : INDENT.repeat(level) + line);
  };
  return {
    headers,
    print(strings, ...values) {
      emit(String.raw({ raw: strings.raw }, ...values.map((value) => printable(value, headers))));
    },
    block(open, body, close = "") {
      emit(`${open} {`);
      level++;
      body();
      level--;
      emit(`}${close}`);
    },
    toString: () => lines.map((line) => `${line}\n`).join(""),
  };
}

function printable(value: Printable, headers: Set<string>): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return cInteger(value);
  headers.add(value.header);
  return value.name;
}

// Removes a leading and a trailing blank line and the common indentation.
function dedent(text: string): string[] {
  if (!text.includes("\n")) return [text.trim()];
  const lines = text.split("\n");
  if (lines.length > 1 && lines[0]?.trim() === "") lines.shift();
  if (lines.length > 1 && lines.at(-1)?.trim() === "") lines.pop();
  let margin = Infinity;
  const trimmed = lines.map((line) => {
    const end = line.trimEnd();
    if (end !== "") margin = Math.min(margin, end.length - end.trimStart().length);
    return end;
  });
  return trimmed.map((line) => line.slice(margin));
}
