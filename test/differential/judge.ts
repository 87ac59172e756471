// SPDX-License-Identifier: Apache-2.0
/** Expected bytes from the reference interpreter, and the words for the first element that differs. */
import { mainGraph, tensorAt } from "../../src/ir/graph.js";
import { shapeText } from "../../src/ir/shape.js";
import { fromBytes } from "../../src/ir/tensor-data.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { invocationBytes } from "../support/op-case-data.js";
import { mix } from "../support/random.js";
import type { DrawnModel } from "./sample.js";

/** Inputs and outputs of one case for every invocation, as raw bytes. */
export interface Expectation {
  readonly inputs: readonly (readonly Uint8Array[])[];
  readonly outputs: readonly (readonly Uint8Array[])[];
}

const known = new WeakMap<DrawnModel, Expectation>();

/** Runs the case in the interpreter, once per case. */
export function expectationOf(drawn: DrawnModel, invocations: number): Expectation {
  const present = known.get(drawn);
  if (present?.inputs.length === invocations) return present;
  const interpreter = createInterpreter(drawn.model);
  const graph = mainGraph(drawn.model);
  const tensors = graph.inputs.map((id, i) => ({ ...tensorAt(graph, id), telling: drawn.telling[i] }));
  const inputs = Array.from({ length: invocations }, (_, k) =>
    tensors.map((tensor, t) => invocationBytes(tensor, mix(drawn.seed + t), k)),
  );
  const expectation = { inputs, outputs: inputs.map((bytes) => interpreter.invoke(bytes)) };
  known.set(drawn, expectation);
  return expectation;
}

/** The first difference between expected and actual outputs, or undefined when every byte agrees. */
export function firstDifference(
  drawn: DrawnModel,
  expected: Expectation["outputs"],
  actual: Expectation["outputs"],
): string | undefined {
  for (const [k, outputs] of expected.entries()) {
    for (const [t, bytes] of outputs.entries()) {
      const got = actual[k]?.[t];
      if (got !== undefined && Buffer.from(got).equals(Buffer.from(bytes))) continue;
      const text = describe(drawn, t, `invocation ${k + 1}, output ${t}`, bytes, got);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}

// Undefined when only the bits of values that are not a number differ, which IEEE 754 leaves open.
function describe(
  drawn: DrawnModel,
  t: number,
  where: string,
  bytes: Uint8Array,
  got: Uint8Array | undefined,
): string | undefined {
  const graph = mainGraph(drawn.model);
  const tensor = graph.tensors[graph.outputs[t] ?? -1];
  if (tensor === undefined || got?.length !== bytes.length) return `${where}: ${got?.length ?? 0} B came back`;
  const expected = Array.from<number | bigint>(fromBytes(tensor, bytes).data);
  const actual = Array.from<number | bigint>(fromBytes(tensor, got.slice()).data);
  const wrong = expected.flatMap((value, i) => (Object.is(value, actual[i]) ? [] : [i]));
  const [index] = wrong;
  if (index === undefined) return undefined;
  return [
    `${where}, ${tensor.dtype} ${shapeText(tensor.shape)}:`,
    `element ${index} is ${String(actual[index])}, expected ${String(expected[index])}`,
    `(${wrong.length} of ${expected.length} elements differ)`,
  ].join(" ");
}
