// SPDX-License-Identifier: Apache-2.0
/** Operators that reach beyond their node: calls, branches, loops, variables, and the rules between graphs. */
import { describe, expect, test } from "vitest";
import { modelBuilder, type GraphBuilder, type TensorSettings } from "../../../test/support/model-builder.js";
import { loadModel } from "../../compile.js";
import { buildTimeline } from "../../planner/timeline.js";
import { createInterpreter } from "../../reference/interpret.js";
import type { TensorId } from "../../util/branded.js";
import { findOperator } from "../registry.js";

const number: TensorSettings = { shape: [1], dtype: "int32" };
const truth: TensorSettings = { shape: [1], dtype: "bool" };

function add(graph: GraphBuilder, a: TensorId, b: TensorId): TensorId {
  return graph.operator("ADD", { inputs: [a, b], outputs: [graph.tensor("sum", number)] })[0] as TensorId;
}

function handle(graph: GraphBuilder, sharedName: string): TensorId {
  const output = graph.tensor("handle", { shape: [], dtype: "resource" });
  graph.operator("VAR_HANDLE", {
    inputs: [],
    outputs: [output],
    options: { type: "VarHandleOptions", value: { sharedName } },
  });
  return output;
}

const bytesOf = (value: number): Uint8Array => new Uint8Array(Int32Array.of(value).buffer);

function runner(bytes: Uint8Array): (...inputs: readonly Uint8Array[]) => number[] {
  const { value, diagnostics } = loadModel(bytes);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const interpreter = createInterpreter(value);
  return (...inputs) => interpreter.invoke(inputs).map((output) => new Int32Array(output.slice().buffer)[0] ?? 0);
}

const refusals = (bytes: Uint8Array): string[] => loadModel(bytes).diagnostics.map(({ message }) => message);

function branching(elseOutput: TensorSettings = number): Uint8Array {
  const model = modelBuilder();
  const main = model.graph();
  const [condition, x] = [main.input("condition", truth), main.input("x", number)];
  const options = { type: "IfOptions", value: { thenSubgraphIndex: 1, elseSubgraphIndex: 2 } } as const;
  main.output(...main.operator("IF", { inputs: [condition, x], outputs: [main.tensor("y", number)], options }));
  const doubled = model.graph("then");
  const a = doubled.input("a", number);
  doubled.output(add(doubled, a, a));
  const fixed = model.graph("else");
  fixed.input("a", number);
  fixed.output(fixed.constant("seven", elseOutput, [7]));
  return model.toBytes();
}

describe("IF", () => {
  test("runs the chosen branch", () => {
    const run = runner(branching());
    expect(run(Uint8Array.of(1), bytesOf(21))).toEqual([42]);
    expect(run(Uint8Array.of(0), bytesOf(21))).toEqual([7]);
  });

  test("refuses branches with other tensors", () => {
    expect(refusals(branching({ shape: [1], dtype: "int8" }))).toEqual([
      "node 0 IF: runs subgraph 2, whose output 0 is int8 1 where the node has int32 1",
    ]);
  });
});

function counting(limit: number): Uint8Array {
  const model = modelBuilder();
  const main = model.graph();
  const options = { type: "WhileOptions", value: { condSubgraphIndex: 1, bodySubgraphIndex: 2 } } as const;
  const outputs = [main.tensor("i", number), main.tensor("y", number)];
  const inputs = [main.constant("zero", number, [0]), main.input("x", number)];
  main.output(...main.operator("WHILE", { inputs, outputs, options }));
  const condition = model.graph("condition");
  const i = condition.input("i", number);
  condition.input("x", number);
  const bound = condition.constant("limit", number, [limit]);
  condition.output(...condition.operator("LESS", { inputs: [i, bound], outputs: [condition.tensor("more", truth)] }));
  const body = model.graph("body");
  const [j, x] = [body.input("i", number), body.input("x", number)];
  body.output(add(body, j, body.constant("one", number, [1])), add(body, x, x));
  return model.toBytes();
}

describe("WHILE", () => {
  test("runs the body as often as the condition holds, also never", () => {
    expect(runner(counting(5))(bytesOf(3))).toEqual([5, 96]);
    expect(runner(counting(0))(bytesOf(3))).toEqual([0, 3]);
  });

  test("lasts as long as the graphs that it runs", () => {
    const { value } = loadModel(counting(5));
    if (value === undefined) throw new Error("the model is supported");
    const timeline = buildTimeline(value, findOperator);
    const loop = timeline.get(0)?.nodes[0];
    for (const graph of [1, 2]) {
      const span = timeline.get(graph)?.span;
      expect(span?.start).toBeGreaterThan(loop?.start ?? Infinity);
      expect(span?.end).toBeLessThanOrEqual(loop?.end ?? -Infinity);
    }
  });
});

function counter(options: { readonly size?: number; readonly written?: boolean } = {}): Uint8Array {
  const model = modelBuilder();
  const main = model.graph();
  const step = main.input("step", number);
  main.operator("CALL_ONCE", {
    inputs: [],
    outputs: [],
    options: { type: "CallOnceOptions", value: { initSubgraphIndex: 1 } },
  });
  const variable = handle(main, "count");
  const [old] = main.operator("READ_VARIABLE", { inputs: [variable], outputs: [main.tensor("old", number)] });
  const next = add(main, old as TensorId, step);
  if (options.written ?? true) main.operator("ASSIGN_VARIABLE", { inputs: [variable, next], outputs: [] });
  main.output(next);
  const start = model.graph("start");
  const size = options.size ?? 1;
  const first = start.constant("first", { shape: [size], dtype: "int32" }, Array<number>(size).fill(100));
  if (options.written ?? true)
    start.operator("ASSIGN_VARIABLE", { inputs: [handle(start, "count"), first], outputs: [] });
  return model.toBytes();
}

describe("variables", () => {
  test("are set once and keep their value", () => {
    const run = runner(counter());
    expect([5, 1, 0, -3].map((step) => run(bytesOf(step))[0])).toEqual([105, 106, 106, 103]);
  });

  test("refuses users that disagree, and variables that nobody writes", () => {
    expect(refusals(counter({ size: 2 }))).toEqual([
      'node 0 ASSIGN_VARIABLE: uses the resource variable "/count", with 8 B, but it has 4 B'.replace(
        "node 0",
        "node 1",
      ),
    ]);
    expect(refusals(counter({ written: false }))).toEqual([
      'node 2 READ_VARIABLE: uses the resource variable "/count", which no ASSIGN_VARIABLE writes',
    ]);
  });

  test("start at the zero point of the first writer", () => {
    const model = modelBuilder();
    const main = model.graph();
    const settings: TensorSettings = { shape: [2], dtype: "int8", scale: 1, zeroPoint: -7 };
    const input = main.input("x", settings);
    const variable = handle(main, "kept");
    main.output(...main.operator("READ_VARIABLE", { inputs: [variable], outputs: [main.tensor("old", settings)] }));
    main.operator("ASSIGN_VARIABLE", { inputs: [variable, input], outputs: [] });
    const { value } = loadModel(model.toBytes());
    if (value === undefined) throw new Error("the model is supported");
    const interpreter = createInterpreter(value);
    expect(Array.from(new Int8Array(interpreter.invoke([Uint8Array.of(1, 2)])[0]?.slice().buffer ?? []))).toEqual([
      -7, -7,
    ]);
    expect(Array.from(new Int8Array(interpreter.invoke([Uint8Array.of(3, 4)])[0]?.slice().buffer ?? []))).toEqual([
      1, 2,
    ]);
  });
});
