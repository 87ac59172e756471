// SPDX-License-Identifier: Apache-2.0
/** The order search against all topological orders of small random graphs, and whole models whose order matters. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileForTflm, compileModel, loadModel } from "../../src/compile.js";
import { planInBestOrder, reorder } from "../../src/planner/order-model.js";
import { fitsBelow, planArena } from "../../src/planner/plan.js";
import { buildOrderProblem } from "../../src/planner/order-problem.js";
import { type OrderProblem, peakOf, searchOrder } from "../../src/planner/solvers/order-search.js";
import { checkPlacement } from "../../src/planner/verify-placement.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { findOperator } from "../../src/ops/registry.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { branchingModel, residualModel } from "../support/sample-models.js";

/** Random dataflow graphs: every node reads one or two earlier results and writes one of its own. */
function orderProblems(): fc.Arbitrary<OrderProblem> {
  const node = fc.record({
    size: fc.integer({ min: 1, max: 12 }),
    scratch: fc.integer({ min: 0, max: 4 }),
    reads: fc.array(fc.nat({ max: 100 }), { minLength: 1, maxLength: 2 }),
    saved: fc.integer({ min: 0, max: 3 }),
    isOutput: fc.boolean(),
  });
  return fc.array(node, { minLength: 2, maxLength: 7 }).map((drawn) => {
    // Buffer 0 is the input, buffer v + 1 the result of node v.
    const reads = drawn.map(({ reads }, v) => [...new Set(reads.map((read) => read % (v + 1)))]);
    return {
      nodes: drawn.map(({ scratch, saved }, v) => ({
        after: (reads[v] ?? []).filter((b) => b > 0).map((b) => b - 1),
        scratch,
        savings: saved === 0 ? [] : (reads[v] ?? []).slice(0, 1).map((buffer) => ({ buffer, bytes: saved })),
      })),
      buffers: [{ size: 5, isOutput: false }, ...drawn].map(({ size, isOutput }, b) => ({
        size: size + 3,
        nodes: [...(b > 0 ? [b - 1] : []), ...reads.flatMap((list, v) => (list.includes(b) ? [v] : []))],
        fromStart: b === 0,
        toEnd: isOutput,
      })),
    };
  });
}

/** The definition, written down once more: a buffer lives from its first to its last user. */
function leastPeak({ nodes, buffers }: OrderProblem): number {
  let best = Infinity;
  const visit = (order: readonly number[]): void => {
    if (order.length === nodes.length) {
      const at = new Map(order.map((v, position) => [v, position]));
      const spans = buffers.map(({ nodes: users, fromStart, toEnd }) => {
        const times = users.map((v) => at.get(v) ?? NaN);
        const start = fromStart ? 0 : Math.min(...times);
        return { start, end: toEnd ? order.length : Math.max(start - 1, ...times), last: Math.max(...times) };
      });
      const costs = order.map((v, time) => {
        const live = buffers.reduce((sum, { size }, b) => {
          const span = spans[b];
          return span !== undefined && span.start <= time && time <= span.end ? sum + size : sum;
        }, nodes[v]?.scratch ?? 0);
        const saved = (nodes[v]?.savings ?? []).filter(
          ({ buffer }) => spans[buffer]?.last === time && buffers[buffer]?.toEnd === false,
        );
        return live - Math.max(0, ...saved.map(({ bytes }) => bytes));
      });
      best = Math.min(best, Math.max(...costs));
      return;
    }
    nodes.forEach(({ after }, v) => {
      if (!order.includes(v) && after.every((u) => order.includes(u))) visit([...order, v]);
    });
  };
  visit([]);
  return best;
}

/** Planners of these tests: a plan is its number of bytes. */
const PLANNER = {
  bytesOf: (bytes: number) => bytes,
  isProven: () => true,
  takesUnproven: false,
  isWorthPlanning: () => true,
};

describe("searchOrder", () => {
  it("finds the least peak of all topological orders", () => {
    let better = 0;
    fc.assert(
      fc.property(orderProblems(), (problem) => {
        const given = [...problem.nodes.keys()];
        const found = searchOrder(problem, given, 10_000);
        const least = leastPeak(problem);
        expect(found.status).toBe("minimal");
        expect(found.peak).toBe(least);
        expect(peakOf(problem, found.order)).toBe(least);
        expect([...found.order].sort((a, b) => a - b)).toEqual(given);
        if (least < peakOf(problem, given)) better++;
      }),
      { numRuns: 600, seed: 20261120 },
    );
    expect(better).toBeGreaterThan(30);
  });

  it("keeps the given order when the steps end", () => {
    const problem: OrderProblem = {
      nodes: Array.from({ length: 12 }, () => ({ after: [], scratch: 0, savings: [] })),
      buffers: Array.from({ length: 12 }, (_, v) => ({ size: v, nodes: [v, 11 - v], fromStart: false, toEnd: false })),
    };
    const given = [...problem.nodes.keys()];
    expect(searchOrder(problem, given, 2)).toMatchObject({ status: "budget", order: given });
  });
});

describe("a model with branches", () => {
  const board = loadBoard("mps2-an386").value;
  const branching = loadModel(branchingModel()).value;
  if (board === undefined || branching === undefined) throw new Error("the test model does not load");

  it("runs one branch after the other when that makes the arena smaller", () => {
    const { plan, order, model } = compileModel(branching, board, { name: "branching" });
    expect(order.status).toBe("applied");
    expect(order.arena).toBe(plan.bytes);
    expect(plan.bytes).toBeLessThan(order.arenaBefore);
    expect(order.minimalLivePeak).toBeLessThan(order.livePeak);
    expect(checkPlacement(plan.problem, plan.placement)).toEqual([]);
    const indices = (model.graphs[0]?.nodes ?? []).map(({ origin }) => origin.index);
    expect(indices).not.toEqual([...indices].sort((a, b) => a - b));
    expect([...indices].sort((a, b) => a - b)).toEqual([...indices.keys()]);
  });

  it("computes the same bytes in the new order", () => {
    const { model } = compileModel(branching, board, { name: "branching" });
    const input = Uint8Array.from({ length: 16 }, (_, i) => (i * 73 + 5) & 0xff);
    expect(createInterpreter(model).invoke([input])).toEqual(createInterpreter(branching).invoke([input]));
  });

  it("is reordered for TFLM as well", () => {
    const loaded = loadModel(branchingModel(2048), { for: "file" }).value;
    if (loaded === undefined) throw new Error("the test model does not load");
    const { order, plan } = compileForTflm(loaded, board, { name: "branching" });
    expect(order.status).toBe("applied");
    expect(plan.arena.bytes).toBeLessThan(order.arenaBefore);
  });

  it("keeps a file's order that is proven", () => {
    const residual = loadModel(residualModel()).value;
    if (residual === undefined) throw new Error("the test model does not load");
    const { order, model } = compileModel(residual, board, { name: "residual" });
    expect(order.status).toBe("proven");
    expect(order.minimalLivePeak).toBe(order.livePeak);
    expect(model.graphs[0]?.nodes.map(({ origin }) => origin)).toEqual(
      residual.graphs[0]?.nodes.map(({ origin }) => origin),
    );
  });

  it("keeps the file's order when no plan is smaller", () => {
    const options = { lookup: findOperator, memoryOf: () => ({ scratch: [], overlaps: [] }), alignment: 4 };
    const planner = { ...PLANNER, plan: () => 100 };
    const { model, order } = planInBestOrder(branching, options, planner);
    expect(model).toBe(branching);
    expect(order).toMatchObject({ status: "no-gain", arena: 100 });
  });

  it("plans another order only where a smaller arena is to be had", () => {
    const options = { lookup: findOperator, memoryOf: () => ({ scratch: [], overlaps: [] }), alignment: 4 };
    for (const isWorth of [false, true]) {
      let plans = 0;
      const plan = () => 100 - plans++;
      const planner = { ...PLANNER, plan, isWorthPlanning: () => isWorth };
      const { model, order } = planInBestOrder(branching, options, planner);
      expect(plans > 1).toBe(isWorth);
      expect(model === branching).toBe(!isWorth);
      expect(order.status).toBe(isWorth ? "applied" : "no-gain");
    }
  });

  it("gives up a proven arena for a smaller one without a proof only when asked to", () => {
    const options = { lookup: findOperator, memoryOf: () => ({ scratch: [], overlaps: [] }), alignment: 4 };
    for (const takesUnproven of [false, true]) {
      let plans = 0;
      const plan = () => 100 - plans++;
      const planner = { ...PLANNER, plan, isProven: (bytes: number) => bytes === 100, takesUnproven };
      const { model, order } = planInBestOrder(branching, options, planner);
      expect(model === branching).toBe(!takesUnproven);
      expect(order.status).toBe(takesUnproven ? "applied" : "unproven");
      expect(order.arena).toBe(takesUnproven ? 100 - plans + 1 : 100);
      expect(order.unprovenArena).toBe(takesUnproven ? undefined : 100 - plans + 1);
    }
  });

  it("is asked whether less would do by a search that finds what the plan then shows", () => {
    const planning = { lookup: findOperator, memoryOf: () => ({ scratch: [], overlaps: [] }), alignment: 4 };
    const { bytes } = planArena(branching, { ...planning, overlap: true });
    expect(fitsBelow(branching, bytes, { ...planning, overlap: true })).toBe(false);
    expect(fitsBelow(branching, bytes + 1, { ...planning, overlap: true })).toBe(true);
  });

  it("never moves a node before what it reads", () => {
    const problem = buildOrderProblem(branching, 0, {
      ...{ lookup: findOperator, memoryOf: () => ({ scratch: [], overlaps: [] }), alignment: 4, savings: false },
    });
    const { order } = searchOrder(problem, [...problem.nodes.keys()], 1000);
    const written = new Set(branching.graphs[0]?.inputs);
    for (const { inputs, outputs } of reorder(branching, [order]).graphs[0]?.nodes ?? []) {
      for (const id of inputs) {
        if (id === undefined || branching.graphs[0]?.tensors[id]?.storage.kind !== "arena") continue;
        expect(written.has(id)).toBe(true);
      }
      for (const id of outputs) written.add(id);
    }
  });
});
