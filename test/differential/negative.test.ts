// SPDX-License-Identifier: Apache-2.0
/** The differential suite itself: kernels that are wrong on purpose must not pass it. */
import { afterAll, describe, expect, it } from "vitest";
import { kernelMemory } from "../../src/codegen/aot/kernel-choice.js";
import { elementCount } from "../../src/ir/shape.js";
import type { KernelContext } from "../../src/ops/definition.js";
import { operators } from "../../src/ops/registry.js";
import type { PlacedCase } from "./batch.js";
import { layOut } from "./layout.js";
import { hostLevels, isMissing, type Level } from "./levels.js";
import { changeSource, lowerLiterals, replaceFunction } from "./mutate.js";
import { runCases } from "./run-cases.js";
import { caseName, loadCases, sampleCases, viewOfCase } from "./sample.js";
import { BOARDS, INVOCATIONS } from "./settings.js";

const CASES_PER_OPERATOR = 2;
/** Of the mutants that change one literal by one; some of them are equivalent to the original. */
const LEAST_CAUGHT = 0.7;

const [plain, , sanitized] = hostLevels(BOARDS[0]!);
if (plain === undefined || sanitized === undefined) throw new Error("the host has two levels");
/** The kernels that need the least memory, which is what the cases are laid out for. */
const context: KernelContext = { isa: ["scalar"], optimize: "ram" };
const gcc: Level = { ...plain, context };
const guarded: Level = { ...sanitized, context };

const registered = await loadCases();

function placedCases(op: string, count: number, of: KernelContext = context): readonly PlacedCase[] {
  const cases = registered.get(op);
  if (cases === undefined) return [];
  return sampleCases(cases, count).cases.map((drawn) => {
    const view = viewOfCase(drawn);
    return { drawn, layout: layOut(view, kernelMemory(view, of)) };
  });
}

const table: string[] = [];
afterAll(() => console.log(["", "mutants caught", ...table].join("\n")));

interface Replacement {
  readonly what: string;
  readonly op: string;
  readonly call: string;
  readonly expression: string;
}

// Near misses of rounding and clamping: each is right for nearly all values.
const REPLACEMENTS: readonly Replacement[] = [
  {
    what: "rounds ties of int8 sums upwards",
    op: "CONV_2D",
    call: "tinygen_rescale(x, m, r)",
    expression: "(int32_t)(((int64_t)(x) * (m) + (INT64_C(1) << (30 + (r)))) >> (31 + (r)))",
  },
  {
    what: "rounds sums down",
    op: "FULLY_CONNECTED",
    call: "tinygen_rescale(x, m, r)",
    expression: "(int32_t)(((int64_t)(x) * (m)) >> (31 + (r)))",
  },
  {
    what: "forgets to round sums",
    op: "ADD",
    call: "tinygen_rescale_add(x, m, r, a)",
    expression: "(tinygen_rescale_add)(x, m, r, (a) - (1 << ((r) - 1)))",
  },
  {
    what: "does not round 64-bit sums",
    op: "DEPTHWISE_CONV_2D",
    call: "tinygen_rescale_int64(x, m, t)",
    expression: "(int32_t)(((int64_t)(x) * (m)) >> (t))",
  },
  {
    what: "clamps one too low",
    op: "CONV_2D",
    call: "tinygen_clamp_int8(x, low, high)",
    expression: "(int8_t)tinygen_clamp(x, low, (high) - 1)",
  },
  {
    what: "rounds half away from zero only above zero",
    op: "QUANTIZE",
    call: "tinygen_quantize(x, s, z, low, high)",
    expression: "tinygen_clamp((int32_t)((x) / (s) + ((x) < 0.0f ? 0.0f : 0.5f)) + (z), low, high)",
  },
];

describe("a wrong kernel", () => {
  it.each(REPLACEMENTS)("that $what is caught by $op", async ({ op, call, expression }) => {
    if (await isMissing(gcc)) return;
    const cases = placedCases(op, 25);
    const tamper = (tree: ReadonlyMap<string, string | Uint8Array>) => replaceFunction(tree, call, expression);
    const mismatches = await runCases(gcc, cases, { invocations: INVOCATIONS, tamper });
    expect(mismatches.filter(({ kind }) => kind === "bytes").length).toBeGreaterThan(0);
    expect(mismatches.filter(({ kind }) => kind === "program").map(({ text }) => text)).toEqual([]);
  });

  it("that goes wrong behind a run of skipped zeros is caught by CONV_2D", async () => {
    if (await isMissing(gcc)) return;
    const fast: KernelContext = { isa: ["scalar"], optimize: "speed" };
    const cases = placedCases("CONV_2D", 25, fast);
    let changed = 0;
    const tamper = (tree: ReadonlyMap<string, string | Uint8Array>) =>
      changeSource(tree, (text) =>
        text.replace(/void dense_sparse\w*\([\s\S]*?\n\}\n/g, (body) =>
          body.replace(/\bx \+= ([348]);/, (advance) => {
            changed++;
            return `a0 += x[0] == -128 && x[1] == -128 && x[2] == -128 ? 4096 : 0; ${advance}`;
          }),
        ),
      );
    const mismatches = await runCases({ ...gcc, context: fast }, cases, { invocations: INVOCATIONS, tamper });
    expect(changed).toBeGreaterThan(0);
    expect(mismatches.filter(({ kind }) => kind === "bytes").length).toBeGreaterThan(0);
    expect(mismatches.filter(({ kind }) => kind === "program").map(({ text }) => text)).toEqual([]);
  });

  it("with one literal lowered is caught in most cases of every operator", async () => {
    if (await isMissing(guarded)) return;
    const cases = operators.flatMap(({ op }) => placedCases(op, CASES_PER_OPERATOR));
    const mutants = new Map<PlacedCase, string>();
    const caught = new Set<PlacedCase>();
    for (let first = 0; first < cases.length; first += 80) {
      const some = cases.slice(first, first + 80);
      const nodes = new Map<number, string>();
      const tamper = (tree: ReadonlyMap<string, string | Uint8Array>) => lowerLiterals(tree, 1, nodes);
      const mismatches = await runCases(guarded, some, { invocations: INVOCATIONS, secondsPerNode: 5, tamper });
      some.forEach((placed, node) => mutants.set(placed, nodes.get(node) ?? ""));
      for (const { placed } of mismatches) caught.add(placed);
    }
    const real = [...mutants].filter(([, line]) => line !== "");
    const survivors = real.filter(([placed]) => !caught.has(placed));
    table.push(`  ${real.length - survivors.length} of ${real.length}; survivors:`);
    table.push(...survivors.map(([{ drawn }, line]) => `    ${caseName(drawn)}: ${line}`));
    expect(real.length).toBeGreaterThan(cases.length / 2);
    expect(1 - survivors.length / real.length).toBeGreaterThanOrEqual(LEAST_CAUGHT);
  });

  it("that writes one element too many is caught by the guards, by name", async () => {
    if (await isMissing(guarded)) return;
    const cases = placedCases("RELU", 4);
    const tamper = (tree: ReadonlyMap<string, string | Uint8Array>) =>
      changeSource(tree, (text) => {
        const size = elementCount(viewOfCase(cases[2]!.drawn).outputs[0]!.shape);
        return text.replace(
          /(void node_02_relu\(uint8_t \*arena\)\n\{[\s\S]*?)\n\}\n/,
          `$1\n    output[${size}] = 0;\n}\n`,
        );
      });
    const mismatches = await runCases(guarded, cases, { invocations: 1, tamper });
    expect(mismatches.map(({ placed, kind }) => [placed, kind])).toEqual([[cases[2], "program"]]);
    expect(mismatches[0]?.text).toContain("use-after-poison");
  });
});
