// SPDX-License-Identifier: Apache-2.0
/** Random whole models for operators that run other graphs or share variables: branches, loops, counters. */
import fc from "fast-check";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import type { TensorId } from "../../src/util/branded.js";
import { seed, shapes } from "./op-case-arbitraries.js";
import { constantValues } from "./op-case-data.js";
import { type GraphBuilder, type ModelBuilder, modelBuilder, type TensorSettings } from "./model-builder.js";

type Type = "int8" | "int32" | "float32";

interface Draw {
  readonly shape: Shape;
  readonly dtype: Type;
  readonly count: number;
  readonly variant: number;
  readonly seed: number;
}

const draw: fc.Arbitrary<Draw> = fc.record({
  shape: shapes({ minRank: 1, maxRank: 3, maxElements: 60 }),
  dtype: fc.constantFrom<Type[]>("int8", "int8", "int32", "float32"),
  count: fc.nat({ max: 4 }),
  variant: fc.nat({ max: 3 }),
  seed,
});

function settings({ shape, dtype }: Draw): TensorSettings {
  return { shape, dtype, ...(dtype === "int8" ? { scale: 0.5, zeroPoint: -3 } : {}) };
}

function addition(graph: GraphBuilder, name: string, a: TensorId, b: TensorId, of: TensorSettings): TensorId {
  const sum = graph.tensor(name, of);
  graph.operator("ADD", { inputs: [a, b], outputs: [sum], options: { type: "AddOptions" } });
  return sum;
}

function values(one: Draw, graph: GraphBuilder, name: string): TensorId {
  const all = constantValues(one.dtype, elementCount(one.shape), one.seed, one.dtype === "int32" ? 1000 : undefined);
  return graph.constant(name, settings(one), all);
}

function built(make: (model: ModelBuilder, one: Draw) => void): fc.Arbitrary<Uint8Array> {
  return draw.map((one) => {
    const model = modelBuilder();
    make(model, one);
    return model.toBytes();
  });
}

/** IF on a run-time flag; a branch computes, hands its input on, or returns a constant; the input is used again. */
export const branches: fc.Arbitrary<Uint8Array> = built((model, one) => {
  const of = settings(one);
  const main = model.graph();
  const flag = main.input("flag", { shape: [1], dtype: "bool" });
  const x = main.input("x", of);
  const before = addition(main, "before", x, values(one, main, "offset"), of);
  const y = main.tensor("y", of);
  const indices = { thenSubgraphIndex: 1, elseSubgraphIndex: 2 };
  main.operator("IF", { inputs: [flag, before], outputs: [y], options: { type: "IfOptions", value: indices } });
  main.output(addition(main, "after", y, before, of), y);
  branch(model, one, 1);
  branch(model, one, one.variant);
});

function branch(model: ModelBuilder, one: Draw, variant: number): void {
  const graph = model.graph();
  const a = graph.input("a", settings(one));
  if (variant === 0) graph.output(a);
  else if (variant === 1) graph.output(addition(graph, "twice", a, a, settings(one)));
  else graph.output(addition(graph, "moved", a, values(one, graph, "step"), settings(one)));
}

/** WHILE that counts to a limit which depends on a run-time flag, and changes the other variables on its way. */
export const loops: fc.Arbitrary<Uint8Array> = built((model, one) => {
  const of = settings(one);
  const counter: TensorSettings = { shape: [1], dtype: "int32" };
  const main = model.graph();
  const flag = main.input("flag", { shape: [1], dtype: "bool" });
  const x = main.input("x", of);
  const extra = main.tensor("extra", counter);
  main.operator("CAST", { inputs: [flag], outputs: [extra], options: { type: "CastOptions" } });
  const limit = addition(main, "limit", extra, main.constant("least", counter, [one.count]), counter);
  const start = main.constant("start", counter, [0]);
  const results = [main.tensor("count", counter), main.tensor("same limit", counter), main.tensor("y", of)];
  const indices = { condSubgraphIndex: 1, bodySubgraphIndex: 2 };
  main.operator("WHILE", {
    inputs: [start, limit, x],
    outputs: results,
    options: { type: "WhileOptions", value: indices },
  });
  main.output(...results);

  const condition = model.graph();
  const [i, end] = [condition.input("i", counter), condition.input("end", counter)];
  condition.input("state", of);
  const goesOn = condition.tensor("goes on", { shape: [1], dtype: "bool" });
  condition.operator("LESS", { inputs: [i, end], outputs: [goesOn], options: { type: "LessOptions" } });
  condition.output(goesOn);

  const body = model.graph();
  const [j, last, state] = [body.input("i", counter), body.input("end", counter), body.input("state", of)];
  const next = addition(body, "next", j, body.constant("one", counter, [1]), counter);
  const changed = one.variant === 0 ? state : addition(body, "changed", state, values(one, body, "step"), of);
  body.output(next, last, changed);
});

/** A variable that is read, added to and written in every invocation, with and without a first value by CALL_ONCE. */
export const variables: fc.Arbitrary<Uint8Array> = built((model, one) => {
  const of = settings(one);
  const main = model.graph();
  const x = main.input("x", of);
  const begins = one.variant !== 0;
  if (begins) {
    main.operator("CALL_ONCE", {
      inputs: [],
      outputs: [],
      options: { type: "CallOnceOptions", value: { initSubgraphIndex: 1 } },
    });
  }
  const total = handle(main, "total");
  const old = main.tensor("old", of);
  main.operator("READ_VARIABLE", { inputs: [total], outputs: [old], options: { type: "ReadVariableOptions" } });
  const sum = addition(main, "sum", x, old, of);
  main.operator("ASSIGN_VARIABLE", { inputs: [total, sum], outputs: [], options: { type: "AssignVariableOptions" } });
  main.output(sum);
  if (one.variant === 2) {
    // A second variable that is written before it is read.
    const last = handle(main, "last");
    main.operator("ASSIGN_VARIABLE", { inputs: [last, x], outputs: [], options: { type: "AssignVariableOptions" } });
    const copy = main.tensor("copy", of);
    main.operator("READ_VARIABLE", { inputs: [last], outputs: [copy], options: { type: "ReadVariableOptions" } });
    main.output(addition(main, "both", copy, old, of));
  }
  if (!begins) return;
  const first = model.graph();
  const assigned = handle(first, "total");
  const value = values(one, first, "first");
  first.operator("ASSIGN_VARIABLE", {
    inputs: [assigned, value],
    outputs: [],
    options: { type: "AssignVariableOptions" },
  });
});

function handle(graph: GraphBuilder, sharedName: string): TensorId {
  const id = graph.tensor(`handle of ${sharedName}`, { shape: [1], dtype: "resource" });
  const options = { type: "VarHandleOptions", value: { container: "", sharedName } } as const;
  graph.operator("VAR_HANDLE", { inputs: [], outputs: [id], options });
  return id;
}
