// SPDX-License-Identifier: Apache-2.0
/**
 * Writes random cases as models and inputs for TFLM: `tsx export-cases.ts <folder> <cases per operator> <largest bytes
 * of tensors> OPERATOR…`, called by make.py. Cases of types that are not there yet come first.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { mainGraph, tensorAt } from "../../src/ir/graph.js";
import { byteSize } from "../../src/ir/tensor.js";
import { readModel } from "../../src/tflite/read.js";
import { writeModel } from "../../src/tflite/write.js";
import {
  asSupported,
  caseModel,
  type ModelCases,
  type OpCase,
  type OpCases,
  runTimeInputs,
} from "../support/op-case.js";
import { invocationBytes } from "../support/op-case-data.js";
import { mix } from "../support/random.js";
import { rawOptions } from "./raw-options.js";
import { withValidIndices } from "./valid-indices.js";

const INVOCATIONS = 2;
const DRAWS_PER_CASE = 10;

interface Draw {
  readonly op: string;
  readonly number: number;
  readonly opCase: OpCase;
}

const [folder = "", wanted = "", largest = "", ...names] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const index: unknown[] = [];
for (const op of names) {
  const file = `../../src/ops/${folderOf(op)}/cases.ts`;
  const { cases } = (await import(file)) as { readonly cases: OpCases | ModelCases };
  index.push(...("models" in cases ? modelsOf(cases) : choose(draw(cases)).map(exportCase)));
}
writeFileSync(join(folder, "index.json"), JSON.stringify(index));

/** The operator's folder: its name, or a custom operator's code, in kebab case. */
function folderOf(op: string): string {
  const words = op.replace("CUSTOM:", "").replace(/([a-z])([A-Z])/g, "$1-$2");
  return words.toLowerCase().replaceAll("_", "-");
}

function modelsOf({ op, models }: ModelCases): readonly unknown[] {
  return fc.sample(fc.noBias(models), { seed: 1, numRuns: Number(wanted) }).map((bytes, number) => {
    const { value } = readModel(bytes);
    if (value === undefined) throw new Error(`${op}: the builder's model cannot be read`);
    const graph = mainGraph(value);
    const name = `${op}-${number}`;
    writeFileSync(join(folder, `${name}.tflite`), bytes);
    const tensors = graph.inputs.map((id) => tensorAt(graph, id));
    const invocations = Array.from({ length: INVOCATIONS }, (_, k) =>
      tensors.map((tensor, t) => Buffer.from(invocationBytes(tensor, mix(number + t), k)).toString("base64")),
    );
    const inputs = tensors.map(({ dtype, shape }) => ({ dtype, shape }));
    return { op, folder: folderOf(op), name, inputs, outputs: graph.outputs.length, invocations };
  });
}

function draw({ op, arbitrary }: OpCases): readonly Draw[] {
  const options = { seed: 1, numRuns: DRAWS_PER_CASE * Number(wanted) };
  return fc.sample(fc.noBias(arbitrary), options).map((opCase, number) => ({ op, number, opCase }));
}

/** Small supported cases, as different in their types as possible. */
function choose(draws: readonly Draw[]): readonly Draw[] {
  const seen = new Map<string, number>();
  const ranked = draws.flatMap((one) => {
    const model = caseModel(one.op, one.opCase);
    const { tensors } = mainGraph(model);
    if (!("graphs" in asSupported(model)) || tensors.some((tensor) => byteSize(tensor) > Number(largest))) return [];
    const types = tensors.map(({ dtype }) => dtype).join();
    const rank = seen.get(types) ?? 0;
    seen.set(types, rank + 1);
    return [{ one, rank }];
  });
  return ranked
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, Number(wanted))
    .map(({ one }) => one);
}

function exportCase({ op, number, opCase }: Draw) {
  const name = `${op.replace("CUSTOM:", "")}-${number}`;
  const model = caseModel(op, { ...opCase, attributes: rawOptions(op, opCase) });
  writeFileSync(join(folder, `${name}.tflite`), writeModel(model));
  const tensors = runTimeInputs(opCase);
  const invocations = Array.from({ length: INVOCATIONS }, (_, k) => {
    const bytes = tensors.map((tensor, t) => invocationBytes(tensor, mix(number + t), k));
    return withValidIndices({ op, opCase, bytes, seed: mix(number) + k }).map((one) =>
      Buffer.from(one).toString("base64"),
    );
  });
  const inputs = tensors.map(({ dtype, shape }) => ({ dtype, shape }));
  return { op, folder: folderOf(op), name, inputs, outputs: opCase.outputs.length, invocations };
}
