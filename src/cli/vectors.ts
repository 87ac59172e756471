// SPDX-License-Identifier: Apache-2.0
/** Golden vectors on disk: in_K_T.bin, out_K_T.bin, layers.json, layers_K.json. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import { mainGraph, type Model, tensorAt } from "../ir/graph.js";
import { byteSize } from "../ir/tensor.js";
import type { Bytes, TensorId } from "../util/branded.js";
import { parseJson } from "../util/json.js";

/** Hash of one output of one operator of the file, as the golden run saw it. */
export interface GoldenLayer {
  readonly subgraph: number;
  readonly op: number;
  readonly name: string;
  readonly outputs: readonly { readonly tensor: number; readonly fnv1a32: string }[];
}

export interface Invocation {
  /** Counted from 1. */
  readonly k: number;
  readonly inputs: readonly Uint8Array[];
  /** Expected bytes per output; undefined where the folder has none. */
  readonly outputs: readonly (Uint8Array | undefined)[];
  readonly layers: readonly GoldenLayer[];
}

/** Reads the vectors of all invocations; throws TG7007 with every file that is missing or wrong. */
export function readVectors(folder: string, model: Model): readonly Invocation[] {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    fail("TG7007", `${folder} is not a folder of vectors`);
  }
  const graph = mainGraph(model);
  const wanted = (id: TensorId) => byteSize(tensorAt(graph, id));
  const invocations: Invocation[] = [];
  const faults: string[] = [];
  for (let k = 1; k === 1 || existsSync(join(folder, `in_${k}_0.bin`)); k++) {
    if (graph.inputs.length === 0 && !existsSync(join(folder, `out_${k}_0.bin`))) break;
    invocations.push({
      k,
      inputs: graph.inputs.map((id, t) => readVector(join(folder, `in_${k}_${t}.bin`), wanted(id), faults)),
      outputs: graph.outputs.map((id, t) => {
        const path = join(folder, `out_${k}_${t}.bin`);
        return existsSync(path) ? readVector(path, wanted(id), faults) : undefined;
      }),
      layers: readLayers(join(folder, k === 1 ? "layers.json" : `layers_${k}.json`), faults),
    });
  }
  refuse(faults);
  return invocations;
}

/** One file per model input, for a single invocation. */
export function readInputs(files: readonly string[], model: Model): Invocation {
  const graph = mainGraph(model);
  if (files.length !== graph.inputs.length) {
    fail("TG7007", `${files.length} input files for a model with ${graph.inputs.length} inputs`);
  }
  const faults: string[] = [];
  const inputs = graph.inputs.map((id, t) => readVector(files[t] ?? "", byteSize(tensorAt(graph, id)), faults));
  refuse(faults);
  return { k: 1, inputs, outputs: graph.outputs.map(() => undefined), layers: [] };
}

/** xorshift32 from seed 1 over all input bytes in order: byte = (s >> 16) & 0xff. */
export function standardPattern(model: Model): Uint8Array[] {
  const graph = mainGraph(model);
  let state = 1;
  return graph.inputs.map((id) => {
    const bytes = new Uint8Array(byteSize(tensorAt(graph, id)));
    for (let i = 0; i < bytes.length; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      bytes[i] = (state >>> 16) & 0xff;
    }
    return bytes;
  });
}

function readVector(path: string, wanted: Bytes, faults: string[]): Uint8Array {
  try {
    const bytes = readFileSync(path);
    if (bytes.length !== wanted) faults.push(`${path} has ${bytes.length} B, the tensor has ${wanted} B`);
    return bytes;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    faults.push(missing ? `${path} is missing` : `${path} cannot be read: ${(error as Error).message}`);
    return new Uint8Array(0);
  }
}

function readLayers(path: string, faults: string[]): readonly GoldenLayer[] {
  if (!existsSync(path)) return [];
  try {
    const layers = parseJson(readFileSync(path, "utf8"));
    if (!Array.isArray(layers)) throw new Error("not an array");
    const wrong = layers.findIndex((layer) => !isLayer(layer));
    if (wrong >= 0) throw new Error(`entry ${wrong} is no layer: subgraph, op, name and outputs (tensor, fnv1a32)`);
    return layers as readonly GoldenLayer[];
  } catch (error) {
    faults.push(`${path}: ${(error as Error).message}`);
    return [];
  }
}

function isLayer(value: unknown): value is GoldenLayer {
  if (typeof value !== "object" || value === null) return false;
  const { subgraph, op, outputs } = value as Partial<Record<keyof GoldenLayer, unknown>>;
  const isOutput = (output: unknown): boolean => {
    if (typeof output !== "object" || output === null) return false;
    const { tensor, fnv1a32 } = output as Record<string, unknown>;
    return Number.isInteger(tensor) && typeof fnv1a32 === "string";
  };
  return Number.isInteger(subgraph) && Number.isInteger(op) && Array.isArray(outputs) && outputs.every(isOutput);
}

function refuse(faults: readonly string[]): void {
  const diagnostics = faults.map((message): Diagnostic => ({ code: "TG7007", severity: "error", message }));
  if (diagnostics.length > 0) throw new TinygenError(diagnostics);
}
