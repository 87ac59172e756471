// SPDX-License-Identifier: Apache-2.0
/** Runs any number of placed cases at one level in programs of bounded size and compares every byte. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SourceTree } from "../../src/codegen/source-tree.js";
import { TinygenError } from "../../src/diagnostics/tinygen-error.js";
import { mainGraph } from "../../src/ir/graph.js";
import { printGraph } from "../../src/ir/print-graph.js";
import { makeBatch, type PlacedCase } from "./batch.js";
import { type Expectation, expectationOf, firstDifference } from "./judge.js";
import type { CaseResult } from "./job.js";
import type { Level } from "./levels.js";
import { caseName } from "./sample.js";

/** What is written of a constant in flash; the generator turns to another file format far above this. */
const CONSTANT_BYTES = 48 * 1024;
const CASES_PER_PROGRAM = 80;
const SHOWN = 4;
const UNBUILT = 10;

export interface RunSettings {
  readonly invocations: number;
  readonly secondsPerNode?: number;
  readonly tamper?: (tree: SourceTree) => SourceTree;
}

/** A case whose bytes, or whose program, are wrong, in words. */
export interface Mismatch {
  readonly placed: PlacedCase;
  /** Wrong bytes, or a program that cannot be built or does not end well. */
  readonly kind: "bytes" | "program";
  readonly text: string;
}

/**
 * The cases that differ from the reference. When a program cannot be built or crashes, the case that the message names
 * is set aside, or the program is halved until the culprit is alone; it counts as a mismatch with the tool's words.
 */
export async function runCases(
  level: Level,
  cases: readonly PlacedCase[],
  settings: RunSettings,
): Promise<readonly Mismatch[]> {
  const mismatches: Mismatch[] = [];
  for (const chunk of chunks(cases)) mismatches.push(...(await runProgram(level, chunk, settings)));
  return mismatches;
}

async function runProgram(
  level: Level,
  cases: readonly PlacedCase[],
  settings: RunSettings,
): Promise<readonly Mismatch[]> {
  const expectations = cases.map(({ drawn }) => expectationOf(drawn, settings.invocations));
  const folder = mkdtempSync(join(tmpdir(), "tinygen-cases-"));
  let failure: unknown;
  try {
    const inputs = expectations.map((expectation) => expectation.inputs);
    const results = await level.run(makeBatch(cases, level), { ...settings, folder, inputs });
    return cases.flatMap((placed, i) => judge(placed, expectations[i]?.outputs ?? [], results[i]));
  } catch (error) {
    failure = error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const reason = failure instanceof Error ? failure.message : String(failure);
  const [first, ...more] = cases;
  if (first === undefined) return [];
  const culprits = culpritsOf(cases, reason, level);
  const built = failure instanceof TinygenError && failure.diagnostics.every(({ code }) => code.startsWith("TG6"));
  // What cannot be built by a fault in shared code need not be told for every single case.
  if (culprits.length === 0 && cases.length <= (built ? 1 : UNBUILT)) {
    return [
      {
        placed: first,
        kind: "program",
        text: `${more.length === 0 ? "" : `with the next ${more.length} cases: `}${reason}`,
      },
    ];
  }
  const middle = Math.ceil(cases.length / 2);
  const halves = [cases.slice(0, middle), cases.slice(middle)];
  const parts = culprits.length === 0 ? halves : [cases.filter((one) => !culprits.includes(one))];
  const found = culprits.map((placed): Mismatch => ({ placed, kind: "program", text: reason }));
  for (const part of parts) found.push(...(await runProgram(level, part, settings)));
  // A fault that needs several cases at once would otherwise be lost.
  return found.length > 0
    ? found
    : [{ placed: first, kind: "program", text: `with the next ${more.length} cases: ${reason}` }];
}

function judge(
  placed: PlacedCase,
  expected: Expectation["outputs"],
  result: CaseResult | undefined,
): readonly Mismatch[] {
  if (result === undefined || "problem" in result) {
    return [{ placed, kind: "program", text: result?.problem ?? "it was not run" }];
  }
  const text = firstDifference(placed.drawn, expected, result.outputs);
  return text === undefined ? [] : [{ placed, kind: "bytes", text }];
}

// Compilers name the functions of the nodes; a crash of the generator is looked for one by one.
function culpritsOf(cases: readonly PlacedCase[], reason: string, level: Level): readonly PlacedCase[] {
  const named = new Set([...reason.matchAll(/\bnode_([0-9]+)_/g)].map(([, node]) => Number(node)));
  const found = cases.filter((_, node) => named.has(node));
  return found.length > 0 ? found : cases.filter((placed) => generationFails(placed, level));
}

function generationFails(placed: PlacedCase, level: Level): boolean {
  try {
    makeBatch([placed], level);
    return false;
  } catch {
    return true;
  }
}

/** The first mismatches in full and the names of the others. */
export function mismatchReport(mismatches: readonly Mismatch[]): string {
  const names = mismatches.map(({ placed }) => nameOf(placed));
  const texts = mismatches.slice(0, SHOWN).map(({ placed, text }) => {
    const { drawn } = placed;
    return `${nameOf(placed)} (seed ${drawn.seed}): ${text}\n${printGraph(mainGraph(drawn.model))}`;
  });
  return [...texts, `in all ${names.length}: ${names.join(", ")}`].join("\n");
}

function nameOf({ drawn, label }: PlacedCase): string {
  return `${caseName(drawn)}${label === undefined ? "" : ` ${label}`}`;
}

function chunks(cases: readonly PlacedCase[]): readonly (readonly PlacedCase[])[] {
  const result: PlacedCase[][] = [];
  let bytes = Infinity;
  for (const placed of cases) {
    const size = placed.layout === undefined ? Infinity : constantBytes(placed);
    if (bytes + size > CONSTANT_BYTES || (result.at(-1)?.length ?? 0) >= CASES_PER_PROGRAM) {
      result.push([]);
      bytes = 0;
    }
    result.at(-1)?.push(placed);
    bytes += size;
  }
  return result;
}

function constantBytes({ drawn }: PlacedCase): number {
  return mainGraph(drawn.model).tensors.reduce(
    (sum, { storage }) => sum + (storage.kind === "constant" ? storage.data.length : 0),
    0,
  );
}
