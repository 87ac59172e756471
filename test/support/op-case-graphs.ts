// SPDX-License-Identifier: Apache-2.0
/** Random models with subgraphs and resource variables, for operators that cannot be tested in a graph of one node. */
import fc from "fast-check";
import type { DType } from "../../src/ir/dtype.js";
import { elementCount, type Shape } from "../../src/ir/shape.js";
import type { TensorId } from "../../src/util/branded.js";
import { type GraphBuilder, modelBuilder, type TensorSettings } from "./model-builder.js";
import { seed, shapes, zeroPoint } from "./op-case-arbitraries.js";
import { constantValues } from "./op-case-data.js";
import { mix } from "./random.js";

const handleSettings: TensorSettings = { shape: [], dtype: "resource" };

function handle(graph: GraphBuilder, sharedName: string): TensorId {
  const output = graph.tensor(`handle of ${sharedName}`, handleSettings);
  const options = { type: "VarHandleOptions", value: { container: "", sharedName } } as const;
  graph.operator("VAR_HANDLE", { inputs: [], outputs: [output], options });
  return output;
}

function read(graph: GraphBuilder, variable: TensorId, settings: TensorSettings): TensorId {
  const output = graph.tensor("read", settings);
  graph.operator("READ_VARIABLE", { inputs: [variable], outputs: [output] });
  return output;
}

function assign(graph: GraphBuilder, variable: TensorId, value: TensorId): void {
  graph.operator("ASSIGN_VARIABLE", { inputs: [variable, value], outputs: [] });
}

function add(graph: GraphBuilder, a: TensorId, b: TensorId, settings: TensorSettings): TensorId {
  const output = graph.tensor("sum", settings);
  graph.operator("ADD", { inputs: [a, b], outputs: [output] });
  return output;
}

/** Reads a variable before and after it is written; its value comes from the reset, a call or the invocation before. */
export const variableModels: fc.Arbitrary<Uint8Array> = fc
  .record({
    dtype: fc.constantFrom<DType[]>("int8", "int16", "int32", "uint8", "float32"),
    shape: shapes({ minRank: 0, maxRank: 4, maxElements: 60 }),
    zero: zeroPoint("int8"),
    quantized: fc.boolean(),
    initialised: fc.boolean(),
    seed,
  })
  .map((draw) => {
    const settings: TensorSettings = {
      shape: draw.shape,
      dtype: draw.dtype,
      ...(draw.quantized && draw.dtype === "int8" ? { scale: 0.5, zeroPoint: draw.zero } : {}),
    };
    const model = modelBuilder();
    const main = model.graph();
    const input = main.input("value", settings);
    if (draw.initialised) {
      main.operator("CALL_ONCE", {
        inputs: [],
        outputs: [],
        options: { type: "CallOnceOptions", value: { initSubgraphIndex: 1 } },
      });
    }
    const variable = handle(main, "kept");
    const before = read(main, variable, settings);
    assign(main, variable, input);
    const after = read(main, variable, settings);
    main.output(before, after);
    if (draw.initialised) {
      const start = model.graph("initial values");
      const values = constantValues(draw.dtype, elementCount(draw.shape), draw.seed);
      assign(start, handle(start, "kept"), start.constant("initial", settings, values));
    }
    return model.toBytes();
  });

/** Counts invocations in a variable that one or two calls set once. */
export const callOnceModels: fc.Arbitrary<Uint8Array> = fc
  .record({ shape: shapes({ minRank: 1, maxRank: 3, maxElements: 20 }), twice: fc.boolean(), seed })
  .map((draw) => {
    const settings: TensorSettings = { shape: draw.shape, dtype: "int32" };
    const count = elementCount(draw.shape);
    const model = modelBuilder();
    const main = model.graph();
    const step = main.input("step", settings);
    const calls = draw.twice ? [1, 2] : [1];
    for (const initSubgraphIndex of calls) {
      main.operator("CALL_ONCE", {
        inputs: [],
        outputs: [],
        options: { type: "CallOnceOptions", value: { initSubgraphIndex } },
      });
    }
    const variable = handle(main, "counter");
    const next = add(main, read(main, variable, settings), step, settings);
    assign(main, variable, next);
    main.output(next);
    for (const call of calls) {
      const start = model.graph(`call ${call}`);
      const values = constantValues("int32", count, mix(draw.seed + call));
      const first = start.constant("first", settings, values);
      assign(start, handle(start, "counter"), add(start, first, first, settings));
    }
    return model.toBytes();
  });

const scalar = (dtype: DType): TensorSettings => ({ shape: [1], dtype });

/** Branches that swap their values, add them, or give constants back. */
function branch(graph: GraphBuilder, kind: "swap" | "add" | "constant", shape: Shape, data: number): void {
  const settings: TensorSettings = { shape, dtype: "int32" };
  const a = graph.input("a", settings);
  const b = graph.input("b", settings);
  if (kind === "swap") graph.output(b, a);
  else if (kind === "add") graph.output(add(graph, a, b, settings), b);
  else graph.output(graph.constant("fixed", settings, constantValues("int32", elementCount(shape), data)), a);
}

const kinds = fc.constantFrom("swap" as const, "add" as const, "constant" as const);

/** One or two IFs over the same branches, with work before and after. */
export const ifModels: fc.Arbitrary<Uint8Array> = fc
  .record({
    shape: shapes({ minRank: 0, maxRank: 3, maxElements: 30 }),
    kinds: fc.tuple(kinds, kinds),
    again: fc.boolean(),
    seed,
  })
  .map((draw) => {
    const settings: TensorSettings = { shape: draw.shape, dtype: "int32" };
    const model = modelBuilder();
    const main = model.graph();
    const condition = main.input("condition", scalar("bool"));
    let a = main.input("a", settings);
    let b = main.input("b", settings);
    const options = { type: "IfOptions", value: { thenSubgraphIndex: 1, elseSubgraphIndex: 2 } } as const;
    for (let i = 0; i < (draw.again ? 2 : 1); i++) {
      const sum = add(main, a, b, settings);
      const outputs = [main.tensor("chosen a", settings), main.tensor("chosen b", settings)];
      main.operator("IF", { inputs: [condition, sum, b], outputs, options });
      [a, b] = outputs as [TensorId, TensorId];
    }
    main.output(a, b, add(main, a, b, settings));
    draw.kinds.forEach((kind, i) => branch(model.graph(), kind, draw.shape, mix(draw.seed + i)));
    return model.toBytes();
  });

/** A counted loop that doubles its data; a branch inside, or a second loop over the same graphs, now and then. */
export const whileModels: fc.Arbitrary<Uint8Array> = fc
  .record({
    shape: shapes({ minRank: 0, maxRank: 3, maxElements: 30 }),
    limit: fc.nat({ max: 5 }),
    inner: fc.option(kinds, { nil: undefined }),
    again: fc.boolean(),
    seed,
  })
  .map((draw) => {
    const settings: TensorSettings = { shape: draw.shape, dtype: "int32" };
    const model = modelBuilder();
    const main = model.graph();
    const data = main.input("data", settings);
    const options = { type: "WhileOptions", value: { condSubgraphIndex: 1, bodySubgraphIndex: 2 } } as const;
    const loop = (from: TensorId): readonly TensorId[] => {
      const start = main.constant("start", scalar("int32"), [0]);
      const outputs = [main.tensor("count", scalar("int32")), main.tensor("result", settings)];
      return main.operator("WHILE", { inputs: [start, from], outputs, options });
    };
    const [count, result] = loop(data) as [TensorId, TensorId];
    const last = draw.again ? (loop(add(main, result, data, settings))[1] as TensorId) : result;
    main.output(count, last, add(main, result, data, settings));
    const condition = model.graph("condition");
    const counter = condition.input("count", scalar("int32"));
    condition.input("data", settings);
    const more = condition.tensor("more", scalar("bool"));
    condition.operator("LESS", {
      inputs: [counter, condition.constant("limit", scalar("int32"), [draw.limit])],
      outputs: [more],
    });
    condition.output(more);
    const body = model.graph("body");
    const passed = body.input("count", scalar("int32"));
    let value = body.input("data", settings);
    if (draw.inner !== undefined) {
      const even = body.tensor("early", scalar("bool"));
      body.operator("LESS", { inputs: [passed, body.constant("two", scalar("int32"), [2])], outputs: [even] });
      const outputs = [body.tensor("chosen", settings), body.tensor("other", settings)];
      const choice = { type: "IfOptions", value: { thenSubgraphIndex: 3, elseSubgraphIndex: 4 } } as const;
      body.operator("IF", { inputs: [even, value, value], outputs, options: choice });
      value = outputs[0] as TensorId;
    }
    const one = body.constant("one", scalar("int32"), [1]);
    body.output(add(body, passed, one, scalar("int32")), add(body, value, value, settings));
    if (draw.inner !== undefined) {
      branch(model.graph(), draw.inner, draw.shape, draw.seed);
      branch(model.graph(), "add", draw.shape, draw.seed);
    }
    return model.toBytes();
  });
