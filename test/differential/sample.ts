// SPDX-License-Identifier: Apache-2.0
/** Draws the cases of an operator by number: the same number is the same case everywhere and always. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { loadModel } from "../../src/compile.js";
import { mainGraph, nodeAt, type NodeView, type SupportedModel, viewOf } from "../../src/ir/graph.js";
import { nodeId } from "../../src/util/branded.js";
import {
  asSupported,
  caseModel,
  type ModelCases,
  type OpCase,
  type OpCases,
  runTimeInputs,
} from "../support/op-case.js";
import { mix } from "../support/random.js";

const OPERATORS = fileURLToPath(new URL("../../src/ops/", import.meta.url));

/** A model to run, and where it comes from. */
export interface DrawnModel {
  readonly op: string;
  /** Number of the draw; unsupported draws leave gaps. */
  readonly index: number;
  readonly seed: number;
  /** A graph of this node alone, or a whole model. */
  readonly model: SupportedModel;
  /** For each input of the model, elements that its data should contain beside random ones. */
  readonly telling: readonly (readonly number[] | undefined)[];
}

export interface DrawnCase extends DrawnModel {
  readonly opCase: OpCase;
}

export interface Sample {
  readonly cases: readonly DrawnCase[];
  /** Draws that were needed to get them. */
  readonly drawn: number;
  /** Why draws were refused, by rule, with their number. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** The cases of every `src/ops/<op>/cases.ts`, by operator. */
export async function loadCases(): Promise<ReadonlyMap<string, OpCases>> {
  const all = await loadFiles();
  return new Map(all.flatMap((cases) => ("arbitrary" in cases ? [[cases.op, cases]] : [])));
}

/** Whole models of operators that reach beyond their own node, by operator. */
export async function loadModelCases(): Promise<ReadonlyMap<string, ModelCases>> {
  const all = await loadFiles();
  return new Map(all.flatMap((cases) => ("models" in cases ? [[cases.op, cases]] : [])));
}

function loadFiles(): Promise<readonly (OpCases | ModelCases)[]> {
  const files = readdirSync(OPERATORS)
    .sort()
    .map((folder) => `${OPERATORS}${folder}/cases.ts`)
    .filter((file) => existsSync(file));
  return Promise.all(
    files.map(async (file) => ((await import(file)) as { readonly cases: OpCases | ModelCases }).cases),
  );
}

/** "CONV_2D#17" */
export function caseName({ op, index }: Pick<DrawnModel, "op" | "index">): string {
  return `${op}#${index}`;
}

export function viewOfCase({ model }: Pick<DrawnModel, "model">): NodeView {
  const graph = mainGraph(model);
  return viewOf(graph, nodeAt(graph, nodeId(0)));
}

/** The first `count` supported cases of an operator; gives up after three times as many draws. */
export function sampleCases({ op, arbitrary }: OpCases, count: number): Sample {
  const cases: DrawnCase[] = [];
  const refusals = new Map<string, number>();
  let drawn = 0;
  for (; cases.length < count && drawn < 3 * count + 10; drawn++) {
    const seed = seedOf(op, drawn);
    const [opCase] = fc.sample(fc.noBias(arbitrary), { seed, numRuns: 1 });
    if (opCase === undefined) continue;
    const model = asSupported(caseModel(op, opCase));
    if ("graphs" in model) {
      cases.push({
        op,
        index: drawn,
        seed,
        opCase,
        model,
        telling: runTimeInputs(opCase).map(({ telling }) => telling),
      });
    } else for (const { message } of model) refusals.set(message, (refusals.get(message) ?? 0) + 1);
  }
  return { cases, drawn, refusals };
}

/** Whole models for an operator; a refusal is an error, because they are few and made by hand. */
export function sampleModels({ op, models }: ModelCases, count: number): readonly DrawnModel[] {
  return Array.from({ length: count }, (_, index) => {
    const seed = seedOf(op, index);
    const [bytes] = fc.sample(fc.noBias(models), { seed, numRuns: 1 });
    const { value: model, diagnostics } = loadModel(bytes ?? new Uint8Array());
    if (model === undefined) throw new Error(`${op}#${index}: ${diagnostics.map(({ message }) => message).join("; ")}`);
    return { op, index, seed, model, telling: [] };
  });
}

function seedOf(op: string, index: number): number {
  const name = Buffer.from(op).reduce((hash, byte) => Math.imul(hash, 31) + byte, 7);
  return mix(name + Math.imul(index, 0x9e3779b9));
}
