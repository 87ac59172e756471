// SPDX-License-Identifier: Apache-2.0
/** Draws the cases of an operator by number: the same number is the same case everywhere and always. */
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { mainGraph, nodeAt, type NodeView, type SupportedModel, viewOf } from "../../src/ir/graph.js";
import { nodeId } from "../../src/util/branded.js";
import { asSupported, caseModel, type OpCase, type OpCases } from "../support/op-case.js";
import { mix } from "../support/random.js";

const OPERATORS = fileURLToPath(new URL("../../src/ops/", import.meta.url));

export interface DrawnCase {
  readonly op: string;
  /** Number of the draw; unsupported draws leave gaps. */
  readonly index: number;
  readonly seed: number;
  readonly opCase: OpCase;
  /** A graph of this node alone. */
  readonly model: SupportedModel;
}

export interface Sample {
  readonly cases: readonly DrawnCase[];
  /** Draws that were needed to get them. */
  readonly drawn: number;
  /** Why draws were refused, by rule, with their number. */
  readonly refusals: ReadonlyMap<string, number>;
}

/** Every `src/ops/<op>/cases.ts`, by operator. */
export async function loadCases(): Promise<ReadonlyMap<string, OpCases>> {
  const found = new Map<string, OpCases>();
  for (const folder of readdirSync(OPERATORS).sort()) {
    const file = `${OPERATORS}${folder}/cases.ts`;
    if (!existsSync(file)) continue;
    const { cases } = (await import(file)) as { readonly cases: OpCases };
    found.set(cases.op, cases);
  }
  return found;
}

/** "CONV_2D#17" */
export function caseName({ op, index }: Pick<DrawnCase, "op" | "index">): string {
  return `${op}#${index}`;
}

export function viewOfCase({ model }: Pick<DrawnCase, "model">): NodeView {
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
    if ("graphs" in model) cases.push({ op, index: drawn, seed, opCase, model });
    else for (const { message } of model) refusals.set(message, (refusals.get(message) ?? 0) + 1);
  }
  return { cases, drawn, refusals };
}

function seedOf(op: string, index: number): number {
  const name = [...op].reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 7);
  return mix(name + Math.imul(index, 0x9e3779b9));
}
