// SPDX-License-Identifier: Apache-2.0
/** Whatever the bytes are, reading ends in a model that holds its promises or in diagnostics: no throw, no hang. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { hasErrors } from "../../src/diagnostics/diagnostic.js";
import { structureFaults, dataflowFaults } from "../../src/ir/verify-graph.js";
import { printModel } from "../../src/ir/print-graph.js";
import { inspectModel } from "../../src/tflite/inspect.js";
import { readModel } from "../../src/tflite/read.js";
import { writeModel } from "../../src/tflite/write.js";
import { describeWithCorpus } from "../support/corpus.js";
import { modelBuilder } from "../support/model-builder.js";

/** Reads, and uses the model in every way that this layer offers when there is one. */
function check(bytes: Uint8Array): "model" | "refused" {
  const { value, diagnostics } = readModel(bytes);
  if (value === undefined) {
    expect(hasErrors(diagnostics)).toBe(true);
    for (const { message } of diagnostics) expect(message.length).toBeLessThan(1000);
    return "refused";
  }
  expect(hasErrors(diagnostics)).toBe(false);
  for (const graph of value.graphs) expect([...structureFaults(graph), ...dataflowFaults(graph)]).toEqual([]);
  JSON.stringify(inspectModel(value, bytes));
  const written = readModel(writeModel(value));
  if (written.value === undefined) throw new Error(`not read again: ${written.diagnostics[0]?.message ?? ""}`);
  // Text compares faster than values and covers every field that later stages use.
  expect(printModel(written.value)).toBe(printModel(value));
  return "model";
}

/** A network with every form of tensor, two subgraphs and metadata; like a real one, only smaller. */
function networkBytes(): Uint8Array {
  const model = modelBuilder("property test");
  const graph = model.graph("main");
  const input = graph.input("input", {
    shape: [1, 8, 8, 1],
    scale: 0.5,
    zeroPoint: -128,
    shapeSignature: [-1, 8, 8, 1],
  });
  const filter = graph.constant("filter", { shape: [2, 3, 3, 1], scales: [0.1, 0.2] }, new Uint8Array(18).fill(7));
  const bias = graph.constant("bias", { shape: [2], dtype: "int32", scales: [0.05, 0.1] }, [1, 2]);
  const hidden = graph.tensor("hidden", { shape: [1, 6, 6, 2], scale: 0.25, zeroPoint: 3 });
  const shape = graph.constant("shape", { shape: [2], dtype: "int32" }, [1, 72]);
  const flat = graph.tensor("flat", { shape: [1, 72], scale: 0.25, zeroPoint: 3 });
  const state = graph.variable("state", { shape: [1, 72], dtype: "int16" });
  const output = graph.tensor("output", { shape: [1, 72], scale: 1 / 256, zeroPoint: -128 });
  const convolution = { type: "Conv2DOptions", value: { padding: 1, strideW: 1, strideH: 1 } } as const;
  graph.operator("CALL_ONCE", {
    inputs: [],
    outputs: [],
    options: { type: "CallOnceOptions", value: { initSubgraphIndex: 1 } },
  });
  graph.operator("CONV_2D", { inputs: [input, filter, bias], outputs: [hidden], options: convolution, version: 3 });
  graph.operator("RESHAPE", {
    inputs: [hidden, shape],
    outputs: [flat],
    options: { type: "ReshapeOptions", value: { newShape: [1, 72] } },
  });
  graph.operator("CUSTOM:mix", {
    inputs: [flat, undefined, state],
    outputs: [output],
    customOptions: Uint8Array.of(1, 2),
  });
  graph.output(output);
  model.graph("initialise");
  model.metadata("min_runtime_version", new TextEncoder().encode("1.14.0"));
  return model.toBytes();
}

type Mutation =
  | { readonly kind: "truncate"; readonly at: number }
  | { readonly kind: "bits"; readonly flips: readonly (readonly [at: number, bit: number])[] }
  | { readonly kind: "word"; readonly at: number; readonly value: number }
  | { readonly kind: "splice"; readonly from: number; readonly to: number; readonly length: number };

/** Places are fractions of the file, so that one mutation suits files of any size. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("truncate" as const), at: place }),
  fc.record({
    kind: fc.constant("bits" as const),
    flips: fc.array(fc.tuple(place, fc.nat(7)), { minLength: 1, maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant("word" as const), at: place, value: fc.oneof(fc.nat(64), fc.integer()) }),
  fc.record({ kind: fc.constant("splice" as const), from: place, to: place, length: fc.nat(64) }),
);

function apply(bytes: Uint8Array, { ...change }: Mutation): Uint8Array {
  const at = (fraction: number): number => Math.floor(fraction * bytes.length);
  const copy = bytes.slice();
  switch (change.kind) {
    case "truncate":
      return copy.subarray(0, at(change.at));
    case "bits":
      for (const [fraction, bit] of change.flips) copy[at(fraction)]! ^= 1 << bit;
      return copy;
    case "word": {
      const start = Math.min(at(change.at) & ~3, copy.length - 4);
      if (start < 0) return copy;
      new DataView(copy.buffer).setInt32(start, change.value, true);
      return copy;
    }
    case "splice": {
      const source = at(change.from);
      copy.copyWithin(at(change.to), source, source + change.length);
      return copy;
    }
  }
}

const SEED = 20260;

test("mutations of a built model", () => {
  const bytes = networkBytes();
  expect(check(bytes)).toBe("model");
  const ends = { model: 0, refused: 0 };
  fc.assert(
    fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      ends[check(mutations.reduce(apply, bytes))]++;
    }),
    { seed: SEED, numRuns: 3000 },
  );
  // Both ends must occur, or the mutations test nothing.
  expect(ends.model).toBeGreaterThan(100);
  expect(ends.refused).toBeGreaterThan(1000);
});

test("every bit of a small model", () => {
  const model = modelBuilder();
  const graph = model.graph();
  const input = graph.input("x", { shape: [2], scale: 1, zeroPoint: 0 });
  const [output] = graph.operator("SOFTMAX", {
    inputs: [input],
    outputs: [graph.tensor("y", { shape: [2], scale: 1 / 256, zeroPoint: -128 })],
    options: { type: "SoftmaxOptions", value: { beta: 1 } },
  });
  graph.output(output!);
  const bytes = model.toBytes();
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const copy = bytes.slice();
    copy[bit >> 3]! ^= 1 << (bit & 7);
    check(copy);
  }
});

test("random bytes behind the identifier", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(200), (noise, root) => {
      const bytes = new Uint8Array(8 + noise.length);
      bytes.set(noise, 8);
      new DataView(bytes.buffer).setUint32(0, root, true);
      bytes.set(new TextEncoder().encode("TFL3"), 4);
      check(bytes);
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

/** Small enough to be quick, and with many operators, control flow, variables or old writers. */
const SUBJECTS = [
  "mww_v2_alexa",
  "lstm_mnist_int8_tflm",
  "audio_preprocessor_int8_tflm",
  "hello_world_int8_old",
  "micro_speech_tflm",
];
describeWithCorpus("mutations of corpus models", (corpus) => {
  test.each(corpus.models.filter(({ name }) => SUBJECTS.includes(name)))("$name", (model) => {
    const bytes = new Uint8Array(corpus.bytes(model));
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        check(mutations.reduce(apply, bytes));
      }),
      { seed: SEED, numRuns: 150 },
    );
  });
});
