// SPDX-License-Identifier: Apache-2.0
/** Goals of single nodes: the arena is as small as if all nodes saved memory, and only those do that have to. */
import { describe, expect, test } from "vitest";
import { exampleModel, residualModel } from "../../../test/support/sample-models.js";
import { loadModel } from "../../compile.js";
import { viewOf } from "../../ir/graph.js";
import type { KernelContext } from "../../ops/definition.js";
import { findOperator } from "../../ops/registry.js";
import { planArena } from "../../planner/plan.js";
import { kernelMemory } from "./kernel-choice.js";
import { createKernelTable } from "./kernel-table.js";
import type { ContextOf } from "./goal-planner.js";
import { chooseNodeGoals } from "./node-goals.js";

const ALIGNMENT = 16;
const context = (optimize: KernelContext["optimize"]): KernelContext => ({ isa: ["arm-dsp", "scalar"], optimize });

function load(bytes: Uint8Array) {
  const { value } = loadModel(bytes);
  if (value === undefined) throw new Error("the sample model is refused");
  return value;
}

describe.each([
  ["digits", () => exampleModel("digits")],
  ["residual", residualModel],
])("%s", (_, bytes) => {
  const model = load(bytes());
  const [graph] = model.graphs;
  if (graph === undefined) throw new Error("a model has a graph");
  const goals = (optimize: KernelContext["optimize"]): ContextOf =>
    chooseNodeGoals({ model, context: context(optimize), alignment: ALIGNMENT, kernels: createKernelTable(model) });
  const arena = (contextOf: ContextOf): number =>
    planArena(model, {
      lookup: findOperator,
      memoryOf: (subgraph, node) => kernelMemory(viewOf(graph, node), contextOf(subgraph, node)),
      alignment: ALIGNMENT,
      overlap: true,
    }).bytes;
  const all = (optimize: KernelContext["optimize"]): number => arena(() => context(optimize));
  const asked = (contextOf: ContextOf): string[] => graph.nodes.map((node) => contextOf(0, node).optimize);

  test.each(["speed", "size"] as const)("%s is the goal of every node", (optimize) => {
    expect(new Set(asked(goals(optimize)))).toEqual(new Set([optimize]));
  });

  test("ram costs no node its speed in vain", () => {
    const contextOf = goals("ram");
    expect(arena(contextOf)).toBe(all("ram"));
    const thrifty = graph.nodes.filter((node) => contextOf(0, node).optimize === "ram");
    expect(thrifty.length).toBeLessThan(graph.nodes.length);
    for (const spared of thrifty) {
      const without: ContextOf = (subgraph, node) =>
        node === spared ? context("balanced") : contextOf(subgraph, node);
      expect(arena(without), `node ${spared.origin.index} could do without`).toBeGreaterThan(all("ram"));
    }
  });

  test("balanced lies between", () => {
    const balanced = arena(goals("balanced"));
    expect(balanced).toBeGreaterThanOrEqual(all("ram"));
    expect(balanced).toBeLessThanOrEqual(all("balanced"));
  });
});

test("ram is no reason for slower kernels where no kernel needs less memory", () => {
  const model = load(exampleModel("sine"));
  const contextOf = chooseNodeGoals({
    model,
    context: context("ram"),
    alignment: ALIGNMENT,
    kernels: createKernelTable(model),
  });
  const nodes = model.graphs.flatMap((graph, subgraph) => graph.nodes.map((node) => ({ graph, subgraph, node })));
  for (const { graph, subgraph, node } of nodes) {
    const [small, usual] = (["ram", "balanced"] as const).map((goal) =>
      kernelMemory(viewOf(graph, node), context(goal)),
    );
    expect(small).toEqual(usual);
    expect(contextOf(subgraph, node).optimize).toBe("balanced");
  }
});
