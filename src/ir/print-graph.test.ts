// SPDX-License-Identifier: Apache-2.0
/** The text form of graphs: complete, stable, and different when anything differs. */
import { expect, test } from "vitest";
import { modelBuilder } from "../../test/support/model-builder.js";
import { mainGraph } from "./graph.js";
import { printGraph, printModel } from "./print-graph.js";

function sample(lastWeight: number) {
  const model = modelBuilder();
  const graph = model.graph("main");
  const input = graph.input('in "quoted"', { shape: [1, 2], scale: 0.5, zeroPoint: -128 });
  const many = Array.from({ length: 9 }, (_, i) => (i + 1) / 2);
  const weights = graph.constant("weights", { shape: [9], scales: many }, [1, 2, 3, 4, 5, 6, 7, 8, lastWeight]);
  const output = graph.tensor("out", { shape: [], dtype: "int32", scales: [1, 0.25], axis: 3 });
  graph.operator("FULLY_CONNECTED", {
    inputs: [input, weights, undefined],
    outputs: [output],
    intermediates: [output],
    version: 4,
    options: { type: "FullyConnectedOptions", value: { keepNumDims: true } },
  });
  graph.operator("CUSTOM:x", { inputs: [], outputs: [], customOptions: Uint8Array.of(1) });
  graph.operator("MULTINOMIAL", { inputs: [], outputs: [], options: { type: "RandomOptions", value: { seed: 7n } } });
  graph.output(output);
  model.graph("empty");
  return model.toModel();
}

test("prints tensors and nodes, one a line", () => {
  expect(printModel(sample(9))).toBe(
    `graph "main"(%0) -> (%2)
  %0 "in \\"quoted\\"" int8 1x2 arena scale 0.5 zero -128
  %1 "weights" int8 9 constant 9 B fnv1a32 82eef4cc axis 0 scales [9 values, fnv1a32 741b5d62] zeros [9 values, fnv1a32 6aefde65]
  %2 "out" int32 scalar arena axis 3 scales [1, 0.25] zeros [0, 0]
  node 0: FULLY_CONNECTED v4(%0, %1, none) -> (%2) intermediates (%2) { type: "FullyConnectedOptions", value: { fusedActivationFunction: 0, weightsFormat: 0, keepNumDims: true, asymmetricQuantizeInputs: false, quantizedBiasType: 0 } }
  node 1: CUSTOM:x v1() -> () { type: "NONE", customOptions: <1 B fnv1a32 040c5b8c> }
  node 2: MULTINOMIAL v1() -> () { type: "RandomOptions", value: { seed: 7, seed2: 0 } }

graph "empty"() -> ()
`,
  );
});

test("a change of one weight shows", () => {
  expect(printGraph(mainGraph(sample(9)))).not.toBe(printGraph(mainGraph(sample(8))));
});
