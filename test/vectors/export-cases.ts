// SPDX-License-Identifier: Apache-2.0
/**
 * Writes random cases as models and inputs for TFLM: `tsx export-cases.ts <folder> <cases per operator> <largest bytes
 * of tensors> OPERATOR…`, called by make.py. Cases of types that are not there yet come first.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { mainGraph } from "../../src/ir/graph.js";
import { byteSize } from "../../src/ir/tensor.js";
import { writeModel } from "../../src/tflite/write.js";
import { asSupported, caseModel, type OpCase, type OpCases, runTimeInputs } from "../support/op-case.js";
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
  const file = `../../src/ops/${op.toLowerCase().replaceAll("_", "-")}/cases.ts`;
  const { cases } = (await import(file)) as { readonly cases: OpCases };
  index.push(...choose(draw(cases)).map(exportCase));
}
writeFileSync(join(folder, "index.json"), JSON.stringify(index));

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
  const name = `${op}-${number}`;
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
  return { op, name, inputs, outputs: opCase.outputs.length, invocations };
}
