// SPDX-License-Identifier: Apache-2.0
/** Expected bytes from the reference interpreter, and the words for the first element that differs. */
import { mainGraph } from "../../src/ir/graph.js";
import { printGraph } from "../../src/ir/print-graph.js";
import { shapeText } from "../../src/ir/shape.js";
import { fromBytes } from "../../src/ir/tensor-data.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { invocationBytes } from "../support/op-case-data.js";
import { mix } from "../support/random.js";
import { caseName, type DrawnCase } from "./sample.js";

/** Inputs and outputs of one case for every invocation, as raw bytes. */
export interface Expectation {
  readonly inputs: readonly (readonly Uint8Array[])[];
  readonly outputs: readonly (readonly Uint8Array[])[];
}

const known = new WeakMap<DrawnCase, Expectation>();

/** Runs the case in the interpreter, once per case. */
export function expectationOf(drawn: DrawnCase, invocations: number): Expectation {
  const present = known.get(drawn);
  if (present?.inputs.length === invocations) return present;
  const interpreter = createInterpreter(drawn.model);
  const tensors = drawn.opCase.inputs.filter(
    (tensor) => tensor !== undefined && tensor.values === undefined && !tensor.variable,
  );
  const inputs = Array.from({ length: invocations }, (_, k) =>
    tensors.map((tensor, t) => invocationBytes(tensor as NonNullable<typeof tensor>, mix(drawn.seed + t), k)),
  );
  const expectation = { inputs, outputs: inputs.map((bytes) => interpreter.invoke(bytes)) };
  known.set(drawn, expectation);
  return expectation;
}

const SHOWN = 4;

export interface Mismatch {
  readonly name: string;
  readonly op: string;
  readonly text: string;
}

/** The first difference between expected and actual outputs, or undefined when every byte agrees. */
export function firstMismatch(
  drawn: DrawnCase,
  expected: Expectation["outputs"],
  actual: Expectation["outputs"],
): Mismatch | undefined {
  for (const [k, outputs] of expected.entries()) {
    for (const [t, bytes] of outputs.entries()) {
      const got = actual[k]?.[t];
      if (got !== undefined && Buffer.from(got).equals(Buffer.from(bytes))) continue;
      const where = `invocation ${k + 1}, output ${t}`;
      return { name: caseName(drawn), op: drawn.op, text: describe(drawn, t, where, bytes, got) };
    }
  }
  return undefined;
}

function describe(drawn: DrawnCase, t: number, where: string, bytes: Uint8Array, got: Uint8Array | undefined): string {
  const graph = mainGraph(drawn.model);
  const tensor = graph.tensors[graph.outputs[t] ?? -1];
  const heading = `${caseName(drawn)} (seed ${drawn.seed}), ${where}`;
  if (tensor === undefined || got?.length !== bytes.length) return `${heading}: ${got?.length ?? 0} B came back`;
  const expected = Array.from<number | bigint>(fromBytes(tensor, bytes).data);
  const actual = Array.from<number | bigint>(fromBytes(tensor, got.slice()).data);
  const wrong = expected.flatMap((value, i) => (Object.is(value, actual[i]) ? [] : [i]));
  const [index = 0] = wrong;
  return [
    `${heading}, ${tensor.dtype} ${shapeText(tensor.shape)}:`,
    `element ${index} is ${String(actual[index])}, expected ${String(expected[index])}`,
    `(${wrong.length} of ${expected.length} elements differ)\n${printGraph(graph)}`,
  ].join(" ");
}

/** The first mismatches in full and the names of the others. */
export function mismatchReport(mismatches: readonly Mismatch[]): string {
  const names = mismatches.map(({ name }) => name);
  return [...mismatches.slice(0, SHOWN).map(({ text }) => text), `in all ${names.length}: ${names.join(", ")}`].join("\n");
}
