// SPDX-License-Identifier: Apache-2.0
/** Overlap that kernels declare: with outputs at exactly the declared gap the bytes stay right, a step closer they do not. */
import { afterAll, describe, expect, it } from "vitest";
import { chooseKernel, kernelMemory } from "../../src/codegen/aot/kernel-choice.js";
import { elementBytes } from "../../src/ir/dtype.js";
import type { NodeView } from "../../src/ir/graph.js";
import { byteSize } from "../../src/ir/tensor.js";
import { operators } from "../../src/ops/registry.js";
import type { PlacedCase } from "./batch.js";
import { layOut, type Overlap } from "./layout.js";
import { boardLevel, hostLevels, isMissing, type Level } from "./levels.js";
import { type Mismatch, mismatchReport, runCases } from "./run-cases.js";
import { type DrawnCase, loadCases, sampleCases, viewOfCase } from "./sample.js";
import { BOARDS, CASES, INVOCATIONS, ONLY } from "./settings.js";

/** Every case has several gaps and layouts, so half as many as elsewhere will do. */
const COUNT = { host: Math.ceil(CASES.host / 2), board: Math.ceil(CASES.board / 2) } as const;

/** Cases of each operator with kernels that exist for the sake of RAM alone. */
const THRIFTY_CASES = 24;

/** Cases of each operator with kernels for vectors on the board that has them, where C on the host proves nothing. */
const VECTOR_CASES = 16;

/** What the planner rounds offsets to. */
const QUANTUM = 16;

interface Claim {
  readonly drawn: DrawnCase;
  readonly view: NodeView;
  readonly input: number;
  readonly output: number;
  /** The output may start at least this far above the input (1) or below it (−1). */
  readonly side: 1 | -1;
  readonly gap: number;
  /** Offsets are multiples of this. */
  readonly step: number;
}

const registered = await loadCases();
const drawnCases = operators.flatMap(({ op }) => {
  const cases = registered.get(op);
  return cases === undefined || (ONLY !== undefined && !ONLY.includes(op)) ? [] : sampleCases(cases, COUNT.host).cases;
});

const table: string[] = [];
afterAll(() => console.log(["", "overlap: declared gaps that were run, by level and operator", ...table].join("\n")));

// Sanitizers would report what the layout intends.
const hosts = hostLevels(BOARDS[0]!).filter(({ id }) => !id.includes("asan"));
const usual = [...hosts, ...BOARDS.map((board) => boardLevel(board))].map((level) => ({
  level,
  id: level.id,
  claims: level.kind === "board" ? [...claimsFor(level).filter(isPlain), ...vectorClaims(level)] : claimsFor(level),
}));
// Some kernels declare less where RAM is all that counts: more cases of them on one host, so that all show sharp gaps.
const thrifty = hosts.slice(0, 1).map((host) => {
  const level: Level = { ...host, id: `${host.id}, ram`, context: { ...host.context, optimize: "ram" } };
  const memory = (view: NodeView, { context }: Level): string => JSON.stringify(kernelMemory(view, context));
  const differs = ({ view }: Claim): boolean => memory(view, level) !== memory(view, host);
  const names = new Set(
    claimsFor(level)
      .filter(differs)
      .map(({ drawn }) => drawn.op),
  );
  const more = [...names].flatMap((op) => sampleCases(registered.get(op)!, THRIFTY_CASES).cases);
  return { level, id: level.id, claims: claimsFor(level, more, THRIFTY_CASES).filter(differs) };
});
const levels = [...usual, ...thrifty];
// Portable kernels are the same C at every level, so the host shows how sharp their gaps are.
const sharpened = levels
  .map(({ id, level, claims }) => {
    const own = ({ view }: Claim) => level.kind === "host" || chooseKernel(view, level.context).isa !== "scalar";
    return { id, level, claims: claims.filter(own) };
  })
  .filter(({ claims }) => claims.length > 0);

describe.each(levels)("$id", ({ level, claims }) => {
  it("keeps every byte at the declared gap and beyond", async (context) => {
    if (await isMissing(level)) return context.skip(`${level.id}: a tool is missing`);
    if (claims.length === 0) {
      console.warn(`${level.id}: no kernel declares an overlap, so nothing was tested`);
      return;
    }
    const placed = claims.flatMap((claim, i) => [
      place(claim, level, 0),
      place(claim, level, -claim.step * (1 + (i % 7))),
      // Anywhere beyond, too: a kernel may depend on the distance itself.
      place(claim, level, -claim.step * Math.floor((rangeOf(claim) * ((i * 7 + 3) % 23)) / 23)),
      place(claim, level, -claim.step * Math.floor((rangeOf(claim) * ((i * 5 + 11) % 19)) / 19)),
    ]);
    const mismatches = await runCases(level, placed, { invocations: INVOCATIONS });
    table.push(`  ${level.id}: ${claims.length} gaps (${countByOperator(claims)})`);
    if (mismatches.length > 0) expect.fail(mismatchReport(mismatches));
  });
});

describe.each(sharpened)("$id", ({ level, claims }) => {
  it.each([
    { closer: "one element", bytes: (claim: Claim) => claim.step },
    { closer: "one quantum", bytes: () => QUANTUM },
  ])("loses bytes $closer closer", async ({ closer, bytes }) => {
    if (claims.length === 0 || (await isMissing(level))) return;
    const placed = claims.map((claim) => place(claim, level, bytes(claim)));
    const mismatches = await runCases(level, placed, { invocations: INVOCATIONS });
    const broken = mismatches.filter(isLoss);
    if (broken.length < mismatches.length)
      expect.fail(mismatchReport(mismatches.filter((mismatch) => !isLoss(mismatch))));
    const sharp = new Set(broken.map((mismatch) => mismatch.placed.drawn.op));
    const blunt = [...new Set(claims.map(({ drawn }) => drawn.op))].filter((op) => !sharp.has(op));
    const wider = blunt.length === 0 ? "" : `; wider than these cases need: ${blunt.join(", ")}`;
    table.push(`  ${level.id}, ${closer} closer: ${broken.length} of ${claims.length} wrong${wider}`);
    expect(broken.length).toBeGreaterThan(0);
    if (thrifty.some(({ id }) => id === level.id)) expect(blunt, "gaps that no case needs").toEqual([]);
  });
});

/** Wrong bytes; a fault on inputs that are none; or a compiler that sees a memcpy overlap and says so. */
function isLoss({ kind, text }: Mismatch): boolean {
  return kind === "bytes" || text.includes("hit a fault") || text.includes("-Werror=restrict");
}

/** False for operators whose claims `vectorClaims` draws. */
function isPlain({ drawn }: Claim): boolean {
  return !operators.some(({ op, aot }) => op === drawn.op && aot.some(({ isa }) => isa === "arm-mve"));
}

function vectorClaims(level: Level): readonly Claim[] {
  const most = level.context.isa.includes("arm-mve") ? VECTOR_CASES : COUNT.board;
  return operators.flatMap(({ op, aot }) => {
    const cases = registered.get(op);
    if (cases === undefined || (ONLY !== undefined && !ONLY.includes(op))) return [];
    if (!aot.some(({ isa }) => isa === "arm-mve")) return [];
    return claimsFor(level, sampleCases(cases, most).cases, most);
  });
}

/** Every gap that the kernels of the level's cases declare and that makes the two tensors share bytes. */
function claimsFor(
  level: Level,
  cases: readonly DrawnCase[] = drawnCases,
  most: number = COUNT[level.kind],
): readonly Claim[] {
  const perOperator = new Map<string, number>();
  return cases.flatMap((drawn) => {
    const count = (perOperator.get(drawn.op) ?? 0) + 1;
    perOperator.set(drawn.op, count);
    if (count > most) return [];
    const view = viewOfCase(drawn);
    return kernelMemory(view, level.context).overlaps.flatMap(({ input, output, outputBelow, outputAbove }) => {
      const common = { drawn, view, input, output, step: stepOf(view, input, output) };
      return [
        ...(outputBelow === undefined ? [] : [{ ...common, side: -1, gap: outputBelow } as const]),
        ...(outputAbove === undefined ? [] : [{ ...common, side: 1, gap: outputAbove } as const]),
      ].filter(mayOverlap);
    });
  });
}

/** The planner's own conditions, and a gap at which the tensors touch at all. */
function mayOverlap({ view, input, output, side, gap }: Claim): boolean {
  const from = view.inputs[input];
  const to = view.outputs[output];
  if (from?.storage.kind !== "arena" || to === undefined) return false;
  if (view.inputs.filter((tensor) => tensor === from).length > 1) return false;
  return gap < byteSize(side < 0 ? to : from);
}

/** Steps from the declared gap to where the two tensors lie apart on the other side. */
function rangeOf({ view, input, output, side, gap, step }: Claim): number {
  const tensor = side < 0 ? view.outputs[output] : view.inputs[input];
  return tensor === undefined ? 0 : Math.ceil((byteSize(tensor) - gap) / step);
}

function stepOf({ inputs, outputs }: NodeView, input: number, output: number): number {
  return Math.max(elementBytes(inputs[input]?.dtype ?? "int8"), elementBytes(outputs[output]?.dtype ?? "int8"));
}

/** The output `closer` bytes nearer than declared, or farther when negative; on the declared side. */
function place({ drawn, view, input, output, side, gap, step }: Claim, { context }: Level, closer: number): PlacedCase {
  // Typed pointers need aligned offsets, so a gap that is no multiple of the element is rounded up, as planning does.
  const distance = side * (Math.ceil(gap / step) * step - closer);
  const overlap: Overlap = { input, output, distance };
  const label = `output ${output} at input ${input} ${distance < 0 ? "-" : "+"} ${Math.abs(distance)} B (gap ${gap})`;
  return { drawn, layout: layOut(view, kernelMemory(view, context), overlap), label };
}

function countByOperator(claims: readonly Claim[]): string {
  const counts = new Map<string, number>();
  for (const { drawn } of claims) counts.set(drawn.op, (counts.get(drawn.op) ?? 0) + 1);
  return [...counts].map(([op, count]) => `${op} ${count}`).join(", ");
}
