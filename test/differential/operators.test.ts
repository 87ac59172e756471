// SPDX-License-Identifier: Apache-2.0
/** Random cases of every operator: emitted C on this machine and on simulated boards equals the TypeScript reference. */
import { afterAll, describe, expect, it } from "vitest";
import { chooseKernel, kernelMemory } from "../../src/codegen/aot/kernel-choice.js";
import type { KernelEmitter } from "../../src/ops/definition.js";
import { operators } from "../../src/ops/registry.js";
import type { PlacedCase } from "./batch.js";
import { layOut } from "./layout.js";
import { boardLevel, hostLevels, isMissing, type Level } from "./levels.js";
import { mismatchReport, runCases } from "./run-cases.js";
import { caseName, type DrawnCase, loadCases, loadModelCases, type Sample, sampleCases, viewOfCase } from "./sample.js";
import { BOARDS, CASES, INVOCATIONS, ONLY } from "./settings.js";

const LEAST_YIELD = 0.8;

const registered = await loadCases();
const wholeModels = await loadModelCases();
const samples = new Map<string, Sample>();
for (const { op } of operators) {
  const cases = registered.get(op);
  if (cases !== undefined) samples.set(op, sampleCases(cases, CASES.host));
}

describe("cases", () => {
  it.each(operators.map(({ op }) => op))("%s has cases, and nearly all of them are supported", (op) => {
    if (wholeModels.has(op)) return;
    const sample = samples.get(op);
    if (sample === undefined) {
      throw new Error(`${op} has no cases.ts in its folder: src/ops/conv-2d/cases.ts is an example`);
    }
    const refused = [...sample.refusals].map(([message, count]) => `${count} times ${message}`).join("\n");
    expect(sample.cases.length, refused).toBe(CASES.host);
    expect(sample.cases.length / sample.drawn, refused).toBeGreaterThanOrEqual(LEAST_YIELD);
  });

  it("are whole models only for operators that reach beyond their node", () => {
    const reaching = operators.filter(({ callees, resources, resourceKey }) => callees ?? resources ?? resourceKey);
    expect([...wholeModels.keys()].sort()).toEqual(reaching.map(({ op }) => op).sort());
  });

  it("belong to operators that exist", () => {
    const names = operators.map(({ op }) => op);
    expect([...registered.keys(), ...wholeModels.keys()].filter((op) => !names.includes(op))).toEqual([]);
  });
});

const table: string[] = [];
afterAll(() => console.log(["", "differential: cases by operator and level", ...table].join("\n")));

const everyOperator = [...hostLevels(BOARDS[0]!), ...BOARDS.map((board) => boardLevel(board))];
// Vectors have no second board, so the other ways to unroll them run here, for the operators that have kernels with them.
const vectors = BOARDS.filter(({ target }) => target.isa.includes("arm-mve")).flatMap((board) =>
  (["speed", "size"] as const).map((goal) => boardLevel(board, goal)),
);
const vectorised = new Set(operators.flatMap(({ op, aot }) => (aot.some(({ isa }) => isa === "arm-mve") ? [op] : [])));

describe.each([...everyOperator, ...vectors])("$id", (level) => {
  it("computes the bytes of the reference", async (context) => {
    if (await isMissing(level)) return context.skip(`${level.id}: a tool is missing`);
    const drawn = selectCases(level);
    const start = performance.now();
    const mismatches = await runCases(
      level,
      drawn.map((one) => place(one, level)),
      { invocations: INVOCATIONS },
    );
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const byOperator = countByOperator(drawn);
    table.push(
      `  ${level.id}: ${drawn.length} cases x ${INVOCATIONS} in ${seconds} s, ${mismatches.length} wrong (${byOperator})`,
    );
    if (mismatches.length > 0) expect.fail(mismatchReport(mismatches));
  });

  it("runs every kernel that is meant for it", () => {
    if (ONLY !== undefined) return;
    const used = new Set(selectCases(level).map((one) => chooseKernel(viewOfCase(one), level.context)));
    const idle = meantFor(level).filter(({ kernel }) => !used.has(kernel));
    expect(idle.map(({ op, kernel }) => `${op} ${kernel.isa}`)).toEqual([]);
  });
});

describe("every kernel for certain processors", () => {
  const special = operators.flatMap(({ op, aot }) =>
    aot.filter(({ isa }) => isa !== "scalar").map((k) => [op, k] as const),
  );

  it.each(["host", "board"])("is meant for some level of kind %s", (kind) => {
    const levels = [...everyOperator, ...vectors].filter((level) => level.kind === kind);
    const meant = new Set(levels.flatMap((level) => meantFor(level).map(({ kernel }) => kernel)));
    expect(special.filter(([, kernel]) => !meant.has(kernel)).map(([op, { isa }]) => `${op} ${isa}`)).toEqual([]);
  });
});

interface Meant {
  readonly op: string;
  readonly kernel: KernelEmitter<unknown>;
}

/** Kernels that must run on a level. Where there are vectors, their kernels are asked first and leave the others nothing. */
function meantFor(level: Level): readonly Meant[] {
  const { isa } = level.context;
  return operators.flatMap(({ op, aot }) => {
    if (vectors.includes(level) && !vectorised.has(op)) return [];
    const shadowed = isa.includes("arm-mve") && vectorised.has(op);
    return aot
      .filter((kernel) => kernel.isa !== "scalar" && isa.includes(kernel.isa))
      .filter((kernel) => kernel.isa === "arm-mve" || !shadowed)
      .map((kernel) => ({ op, kernel }));
  });
}

function countByOperator(drawn: readonly DrawnCase[]): string {
  const counts = new Map<string, number>();
  for (const { op } of drawn) counts.set(op, (counts.get(op) ?? 0) + 1);
  return [...counts].map(([op, count]) => `${op} ${count}`).join(", ");
}

/** The first cases of each operator, and those that kernels need to run at all. */
function selectCases(level: Level): readonly DrawnCase[] {
  const meant = meantFor(level);
  return [...samples].flatMap(([op, { cases }]) => {
    if (vectors.includes(level) && !vectorised.has(op)) return [];
    if (!(ONLY?.includes(op) ?? true)) return cases.filter((one) => ONLY?.includes(caseName(one)));
    const first = cases.slice(0, CASES[level.kind]);
    const chosenFor = (one: DrawnCase) => chooseKernel(viewOfCase(one), level.context);
    const used = new Set(first.map(chosenFor));
    const more = meant
      .filter((entry) => entry.op === op && !used.has(entry.kernel))
      .flatMap(({ kernel }) => cases.find((one) => chosenFor(one) === kernel) ?? []);
    return [...first, ...more];
  });
}

function place(drawn: DrawnCase, { context }: Level): PlacedCase {
  const view = viewOfCase(drawn);
  return { drawn, layout: layOut(view, kernelMemory(view, context)) };
}
