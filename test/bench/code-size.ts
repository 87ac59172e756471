// SPDX-License-Identifier: Apache-2.0
/**
 * Code size of each operator's emitted C on mps2-an386: the node's function, the functions that it shares with others,
 * and its constants. Of the first 20 random cases of the operator (int8 ones if there are any), the one with the
 * largest output stands for a typical layer. Prints a table.
 * usage: npx tsx test/bench/code-size.ts [OPERATOR…]
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { kernelMemory } from "../../src/codegen/aot/kernel-choice.js";
import { elementCount, shapeText } from "../../src/ir/shape.js";
import type { NodeView } from "../../src/ir/graph.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { DEFAULT_GOAL } from "../../src/targets/optimization-goal.js";
import { table } from "../../src/util/text.js";
import { batchSources, makeBatch } from "../differential/batch.js";
import { layOut } from "../differential/layout.js";
import { type DrawnCase, loadCases, sampleCases, viewOfCase } from "../differential/sample.js";

const DRAWS = 20;
const { value: board } = loadBoard("mps2-an386");
if (board === undefined) throw new Error("the board exists");
const context = { isa: board.target.isa, optimize: DEFAULT_GOAL };
const FLAGS = ["-std=c99", "-O2", "-ffunction-sections", "-fdata-sections", "-fno-delete-null-pointer-checks"];

interface Sizes {
  readonly code: number;
  readonly constants: number;
}

function typicalCase(cases: readonly DrawnCase[]): DrawnCase | undefined {
  const isInt8 = (drawn: DrawnCase): boolean => viewOfCase(drawn).outputs.some(({ dtype }) => dtype === "int8");
  const candidates = cases.some(isInt8) ? cases.filter(isInt8) : cases;
  const size = (drawn: DrawnCase): number =>
    viewOfCase(drawn).outputs.reduce((sum, { shape }) => sum + elementCount(shape), 0);
  return candidates.toSorted((a, b) => size(b) - size(a))[0];
}

/** Sizes of the symbols that only this node brings: everything static in the library's objects. */
function measure(drawn: DrawnCase): Sizes {
  const folder = mkdtempSync(join(tmpdir(), "tinygen-size-"));
  try {
    const layout = layOut(viewOfCase(drawn), kernelMemory(viewOfCase(drawn), context));
    const tree = batchSources(makeBatch([{ drawn, layout }], { context, board: board! }), board!);
    for (const [path, contents] of tree) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), contents);
    }
    const sources = [...tree.keys()].filter((path) => path.endsWith(".c"));
    const includes = [...new Set([...tree.keys()].map((path) => `-I${join(folder, dirname(path))}`))];
    const objects = sources.map((path, i) => {
      const object = join(folder, `${i}.o`);
      run("arm-none-eabi-gcc", [...board!.target.flags, ...FLAGS, ...includes, "-c", join(folder, path), "-o", object]);
      return object;
    });
    const symbols = run("arm-none-eabi-nm", ["-S", "--defined-only", ...objects]).split("\n");
    const total = (types: RegExp): number =>
      symbols.reduce((sum, line) => {
        const [, size, type, name = ""] = line.split(" ");
        const own = types.test(type ?? "") && !/^cases_(init|input|output|invoke|reset|state)/.test(name);
        return own ? sum + Number.parseInt(size ?? "0", 16) : sum;
      }, 0);
    return { code: total(/^t$/), constants: total(/^[rR]$/) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(file: string, args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${file} failed: ${error?.message ?? stderr}`);
  return stdout;
}

function layerText({ inputs, outputs }: NodeView): string {
  const [input] = inputs;
  const [output] = outputs;
  const text = (tensor: typeof output): string =>
    tensor === undefined ? "-" : `${tensor.dtype} ${shapeText(tensor.shape)}`;
  return `${text(input)} to ${text(output)}`;
}

const wanted = process.argv.slice(2);
const rows: string[][] = [];
for (const [op, cases] of await loadCases()) {
  if (wanted.length > 0 && !wanted.includes(op)) continue;
  const drawn = typicalCase(sampleCases(cases, DRAWS).cases);
  if (drawn === undefined) throw new Error(`${op} has no supported case`);
  const { code, constants } = measure(drawn);
  rows.push([op, layerText(viewOfCase(drawn)), String(code), String(constants)]);
}
console.log(table([["operator", "layer", "code B", "constants B"], ...rows], [2, 3]).join("\n"));
