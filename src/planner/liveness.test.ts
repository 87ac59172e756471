// SPDX-License-Identifier: Apache-2.0
/** Which buffers may share bytes: an output may reach into what nobody reads any more, and into nothing else. */
import { describe, expect, it } from "vitest";
import { modelBuilder } from "../../test/support/model-builder.js";
import type { NodeMemory } from "../ops/node-memory.js";
import { buildProblem } from "./liveness.js";

const settings = { shape: [1, 8], scale: 0.5 };
const IN_PLACE: NodeMemory = { scratch: [], overlaps: [{ input: 0, output: 0, outputBelow: 0, outputAbove: 0 }] };

/** Overlaps of input → RELU → hidden → LOGISTIC → result, with these of the three as the model's outputs. */
function overlapsOf(outputs: readonly ("input" | "hidden" | "result")[]): string[] {
  const builder = modelBuilder();
  const graph = builder.graph();
  const input = graph.input("input", settings);
  const [hidden, result] = [graph.tensor("hidden", settings), graph.tensor("result", settings)];
  graph.operator("RELU", { inputs: [input], outputs: [hidden] });
  graph.operator("LOGISTIC", { inputs: [hidden], outputs: [result] });
  graph.output(...outputs.map((name) => ({ input, hidden, result })[name]));
  const { overlapNodes } = buildProblem(builder.toModel(), {
    lookup: () => undefined,
    memoryOf: () => IN_PLACE,
    alignment: 1,
    capacity: Infinity,
    views: true,
    overlap: true,
  });
  const names = ["input", "hidden", "result"];
  return [...new Set(overlapNodes.map(({ input: from, output: to }) => `${names[from] ?? ""} ${names[to] ?? ""}`))];
}

describe("overlap", () => {
  it("is offered to every last reader", () => {
    expect(overlapsOf(["result"])).toEqual(["input hidden", "hidden result"]);
  });

  // The last node ends when the model does, so that the live range of its input alone does not tell.
  it("never takes a tensor that the caller reads, not even at the last node", () => {
    expect(overlapsOf(["hidden", "result"])).toEqual(["input hidden"]);
    expect(overlapsOf(["result", "input"])).toEqual(["hidden result"]);
  });
});
