// SPDX-License-Identifier: Apache-2.0
/** Makes generated C wrong on purpose: one literal a function, or one shipped function replaced by a near miss. */
import type { SourceTree } from "../../src/codegen/source-tree.js";
import { mix, seededRandom } from "../support/random.js";

const NODE_FUNCTION = /(TINYGEN_NODE void node_([0-9]+)_\w+\(uint8_t \*arena\)\n\{\n)([\s\S]*?\n)(\}\n)/g;
// A number that may be one less without an endless loop, a division by zero or an array of no elements.
const LITERAL = /(?<![\w.\]%/[-] ?|\+= |x)\b([1-9][0-9]*)\b(?![\w.]|\]? *=)/g;

/** Lowers one random integer literal of every node function by one; `mutated` receives node and line. */
export function lowerLiterals(tree: SourceTree, seed: number, mutated: Map<number, string>): SourceTree {
  return changeSource(tree, (text) =>
    text.replace(NODE_FUNCTION, (whole: string, head: string, node: string, body: string, end: string) => {
      // Operand pointers are not arithmetic, and comments are not code.
      const start = body.includes("\n\n") ? body.indexOf("\n\n") : 0;
      const code = body.slice(start).replace(/\/\*[\s\S]*?\*\//g, (comment) => " ".repeat(comment.length));
      const literals = [...code.matchAll(LITERAL)];
      const random = seededRandom(mix(seed + Number(node)));
      const [first, ...rest] = literals;
      if (first === undefined) return whole;
      const chosen = random.pick([first, ...rest]);
      const at = start + chosen.index;
      const changed = body.slice(0, at) + String(BigInt(chosen[0]) - 1n) + body.slice(at + chosen[0].length);
      const lineStart = changed.lastIndexOf("\n", at) + 1;
      mutated.set(Number(node), `${changed.slice(lineStart, changed.indexOf("\n", at)).trim()} (was ${chosen[0]})`);
      return head + changed + end;
    }),
  );
}

/** Replaces every call of a shipped function by an expression of its arguments; the function itself stays. */
export function replaceFunction(tree: SourceTree, call: string, expression: string): SourceTree {
  const name = call.slice(0, call.indexOf("("));
  changeSource(tree, (text) => {
    if (!text.includes(`${name}(`)) throw new Error(`no node calls ${name}`);
    return text;
  });
  return changeFile(tree, "cases_internal.h", (text) => {
    const at = text.lastIndexOf("#endif");
    return `${text.slice(0, at)}#define ${call} (${expression})\n\n${text.slice(at)}`;
  });
}

/** The library's C file, changed. */
export function changeSource(tree: SourceTree, change: (text: string) => string): SourceTree {
  return changeFile(tree, "cases.c", change);
}

function changeFile(tree: SourceTree, path: string, change: (text: string) => string): SourceTree {
  const text = tree.get(path);
  if (typeof text !== "string") throw new Error(`the library has no file ${path}`);
  return new Map([...tree, [path, change(text)]]);
}
