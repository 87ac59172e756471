// SPDX-License-Identifier: Apache-2.0
/** A network for a smaller image has the shapes that its operators demand, or is not made at all. */
import { describe, expect, it } from "vitest";
import { branchingModel, residualModel, sumModel } from "../../test/support/sample-models.js";
import { compileModel, loadModel } from "../compile.js";
import type { Model } from "../ir/graph.js";
import { loadBoard } from "../targets/load-board.js";
import { graphForSmallerImage } from "../ops/smaller-image.js";
import { withSmallerInput } from "./smaller-input.js";

const board = loadBoard("esp32").value;

function loaded(bytes: Uint8Array) {
  const { value } = loadModel(bytes);
  if (value === undefined || board === undefined) throw new Error("the test model does not load");
  return value;
}

const shapes = ({ graphs }: Model) =>
  graphs[0]?.nodes.map(({ outputs }) => outputs.map((id) => graphs[0]?.tensors[id]?.shape));

describe("withSmallerInput", () => {
  it("works out every shape again, global pooling included", () => {
    const given = loaded(residualModel());
    const smaller = withSmallerInput(given, 3 / 4);
    expect(smaller?.extents).toEqual([4, 4]);
    // 4 x 4 with one row and column more, and a stride of 2: 2 x 2, pooled over all of it.
    expect(JSON.stringify(smaller === undefined ? [] : shapes(smaller.model))).toBe(
      JSON.stringify(shapes(given)).replaceAll("[1,3,3,4]", "[1,2,2,4]"),
    );
    if (smaller === undefined || board === undefined) return;
    const bytes = (model: typeof given) => compileModel(model, board, { name: "m" }).plan.bytes;
    expect(bytes(smaller.model)).toBeLessThan(bytes(given));
  });

  it("leaves the given model alone", () => {
    const given = loaded(residualModel());
    const before = JSON.stringify(shapes(given));
    withSmallerInput(given, 1 / 2);
    expect(JSON.stringify(shapes(given))).toBe(before);
  });

  it("makes nothing where the input is no image, or nothing would be left of it", () => {
    expect(withSmallerInput(loaded(sumModel(64)), 1 / 2)).toBeUndefined();
    expect(withSmallerInput(loaded(branchingModel()), 1 / 2)).toBeUndefined();
    expect(withSmallerInput(loaded(residualModel()), 1 / 12)).toBeUndefined();
  });

  it("makes nothing where an operator is tied to the size of the image", () => {
    const given = loaded(residualModel());
    const [graph] = given.graphs;
    if (graph === undefined) throw new Error("no graph");
    const tied = graph.nodes.map((node, i) => (i === 2 ? { ...node, op: "UNHEARD_OF" } : node));
    expect(graphForSmallerImage({ ...graph, nodes: tied }, 3 / 4)).toBeUndefined();
  });
});
