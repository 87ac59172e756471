// SPDX-License-Identifier: Apache-2.0
/** The profile of one inference: what each layer has to do, and what it took in the simulator. */
import { mainGraph, type Model, viewOf } from "../ir/graph.js";
import { shapeText } from "../ir/shape.js";
import { byteSize, type Tensor } from "../ir/tensor.js";
import { findOperator } from "../ops/registry.js";
import type { Bytes } from "../util/branded.js";
import type { CostTable, CycleRange } from "./cost-table.js";
import {
  type ExecutedInstruction,
  type FunctionWork,
  functionWork,
  programOf,
  totalCycles,
} from "./estimate-cycles.js";
import { readListing } from "./listing.js";

/** Loads or stores by what they reach; exact counts of accesses, not of bytes. */
export interface ByMemory {
  readonly flash: number;
  readonly ram: number;
  readonly other: number;
}

/** What the simulator counted; null where it could not. */
export interface MeasuredWork {
  readonly instructions: number | null;
  readonly cycles: CycleRange | null;
  readonly loads: ByMemory | null;
  readonly stores: ByMemory | null;
}

export interface LayerProfile extends MeasuredWork {
  /** Index of the operator in the file. */
  readonly node: number;
  readonly op: string;
  /** Shape of the first output. */
  readonly shape: string;
  readonly macs: number;
  readonly bytes: { readonly inputs: Bytes; readonly outputs: Bytes; readonly weights: Bytes };
}

export interface Profile {
  /** One whole inference; more than its layers by the calls between them. */
  readonly total: MeasuredWork & { readonly macs: number };
  readonly layers: readonly LayerProfile[];
  /** Of one whole inference, most instructions first; null where single instructions were not counted. */
  readonly functions: readonly FunctionWork[] | null;
  /** Null where no cycles are estimated. */
  readonly costTable: CostTable | null;
  /** Why something is null. */
  readonly missing: readonly string[];
}

/** Counts of single instructions, by the plugin. */
export interface CountedWork {
  readonly instructions: readonly ExecutedInstruction[];
  readonly loads: ByMemory;
  readonly stores: ByMemory;
}

export interface ProfileInput {
  readonly model: Model;
  /** As the firmware counted them, in the order of execution. */
  readonly layers: readonly { readonly node: number; readonly op: string; readonly instructions: number | null }[];
  readonly instructions: number | null;
  /** One entry for each of `layers`; a text says why there is none. */
  readonly counted: { readonly invoke: CountedWork; readonly nodes: readonly CountedWork[] } | string;
  /** objdump's listing of the program; undefined without objdump. */
  readonly listing: string | undefined;
  readonly cpu: string;
  readonly costTable: CostTable | undefined;
}

export function buildProfile(input: ProfileInput): Profile {
  const problem = problemOf(input);
  const counted = problem === undefined && typeof input.counted !== "string" ? input.counted : undefined;
  const program = input.listing === undefined ? undefined : programOf(readListing(input.listing));
  const workOf = (work: CountedWork | undefined): FunctionWork[] | undefined =>
    work === undefined || program === undefined ? undefined : functionWork(work.instructions, program, input.costTable);
  const measured = (instructions: number | null, work: CountedWork | undefined): MeasuredWork => {
    const functions = workOf(work);
    return {
      instructions,
      cycles: functions === undefined ? null : totalCycles(functions),
      loads: work?.loads ?? null,
      stores: work?.stores ?? null,
    };
  };
  const layers = input.layers.map((layer, index) => ({
    ...staticWork(input.model, layer),
    ...measured(layer.instructions, counted?.nodes[index]),
  }));
  const missing = [
    ...(problem === undefined ? [] : [`estimated cycles, loads and stores: ${problem}`]),
    ...(counted !== undefined && program === undefined ? ["estimated cycles: there is no objdump for the board"] : []),
    ...(counted !== undefined && input.costTable === undefined
      ? [`estimated cycles: there is no checked cost table for ${input.cpu}, instructions are exact`]
      : []),
  ];
  const total = measured(input.instructions, counted?.invoke);
  return {
    total: { ...total, macs: layers.reduce((sum, { macs }) => sum + macs, 0) },
    layers,
    functions: workOf(counted?.invoke) ?? null,
    costTable: total.cycles === null ? null : (input.costTable ?? null),
    missing,
  };
}

/** Counts of two independent counters must agree, else nothing is derived from them. */
function problemOf({ counted, layers, instructions }: ProfileInput): string | undefined {
  if (typeof counted === "string") return counted;
  const sum = (work: CountedWork | undefined): number =>
    work?.instructions.reduce((all, { count }) => all + count, 0) ?? Number.NaN;
  const differs =
    counted.nodes.length !== layers.length ||
    (instructions !== null && sum(counted.invoke) !== instructions) ||
    layers.some((layer, index) => layer.instructions !== null && sum(counted.nodes[index]) !== layer.instructions);
  return differs ? "the counting plugin and the firmware disagree about the instructions" : undefined;
}

function staticWork(
  model: Model,
  { node, op }: { readonly node: number; readonly op: string },
): Pick<LayerProfile, "node" | "op" | "shape" | "macs" | "bytes"> {
  const graph = mainGraph(model);
  const found = graph.nodes.find(({ origin }) => origin.index === node);
  if (found === undefined) return { node, op, shape: "", macs: 0, bytes: { inputs: 0, outputs: 0, weights: 0 } };
  const view = viewOf(graph, found);
  const present = view.inputs.filter((tensor) => tensor !== undefined);
  const bytesOf = (tensors: readonly Tensor[]): Bytes => tensors.reduce((sum, tensor) => sum + byteSize(tensor), 0);
  const isConstant = ({ storage }: Tensor): boolean => storage.kind === "constant";
  return {
    ...{ node, op },
    shape: shapeText(view.outputs[0]?.shape ?? []),
    macs: findOperator(op)?.work(view).macs ?? 0,
    bytes: {
      inputs: bytesOf(present.filter((tensor) => !isConstant(tensor))),
      outputs: bytesOf(view.outputs),
      weights: bytesOf(present.filter(isConstant)),
    },
  };
}
