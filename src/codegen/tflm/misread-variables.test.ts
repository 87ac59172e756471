// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { loadModel } from "../../compile.js";
import { type GraphBuilder, modelBuilder } from "../../../test/support/model-builder.js";
import { misreadVariables } from "./misread-variables.js";

const FOUR = { shape: [1, 4], scale: 0.5 } as const;

/** IF with a variable as first tensor of each branch; `first` makes tensor 0 of the main graph. */
function model(first: (main: GraphBuilder) => void) {
  const builder = modelBuilder();
  const main = builder.graph();
  first(main);
  const condition = main.input("condition", { shape: [1], dtype: "bool" });
  const value = main.input("value", FOUR);
  const result = main.tensor("result", FOUR);
  const branches = { thenSubgraphIndex: 1, elseSubgraphIndex: 2 };
  main.operator("IF", {
    inputs: [condition, value],
    outputs: [result],
    options: { type: "IfOptions", value: branches },
  });
  main.output(result);
  for (let subgraph = 1; subgraph <= 2; subgraph++) {
    const branch = builder.graph();
    const kept = branch.variable("kept", FOUR);
    const given = branch.input("given", FOUR);
    const sum = branch.tensor("sum", FOUR);
    branch.operator("ADD", { inputs: [given, kept], outputs: [sum] });
    branch.output(sum);
  }
  return builder;
}

const placed = model((main) => void main.input("in the arena", FOUR));
const constant = model((main) => void main.constant("weights", FOUR, [1, 2, 3, 4]));

describe("variables beyond the first subgraph", () => {
  it("are refused where TFLM would read the offset of another tensor", () => {
    const found = misreadVariables(placed.toModel());
    expect(found.map(({ code, location }) => [code, location?.subgraph, location?.tensor])).toEqual([
      ["TG2002", 1, 0],
      ["TG2002", 2, 0],
    ]);
    expect(found[0]?.message).toContain('"kept"');
  });

  it("pass where that row holds no offset", () => {
    expect(misreadVariables(constant.toModel())).toEqual([]);
  });

  it("are read aright in the first subgraph", () => {
    const builder = modelBuilder();
    const main = builder.graph();
    main.input("value", FOUR);
    main.variable("kept", FOUR);
    builder.graph().input("other", FOUR);
    expect(misreadVariables(builder.toModel())).toEqual([]);
  });

  it("stop the runtime tflm only", () => {
    const bytes = placed.toBytes();
    const withCode = loadModel(bytes, { for: "code" });
    expect(withCode.value, JSON.stringify(withCode.diagnostics)).toBeDefined();
    const file = loadModel(bytes, { for: "file" });
    expect(file.value).toBeUndefined();
    expect(file.diagnostics.filter(({ severity }) => severity === "error")).toHaveLength(2);
  });
});
