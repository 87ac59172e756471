// SPDX-License-Identifier: Apache-2.0
/** Golden vectors on disk: in_K_T.bin, out_K_T.bin, layers.json, layers_K.json. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import { mainGraph, type Model, tensorAt } from "../ir/graph.js";
import { byteSize } from "../ir/tensor.js";

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

/** Reads the vectors of all invocations; throws TG7007 when a file is missing or has the wrong size. */
export function readVectors(folder: string, model: Model): readonly Invocation[] {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) fail("TG7007", `${folder} is not a folder of vectors`);
  const graph = mainGraph(model);
  const invocations: Invocation[] = [];
  for (let k = 1; k === 1 || existsSync(join(folder, `in_${k}_0.bin`)); k++) {
    if (graph.inputs.length === 0 && !existsSync(join(folder, `out_${k}_0.bin`))) break;
    invocations.push({
      k,
      inputs: graph.inputs.map((id, t) => readVector(join(folder, `in_${k}_${t}.bin`), byteSize(tensorAt(graph, id)))),
      outputs: graph.outputs.map((id, t) => {
        const path = join(folder, `out_${k}_${t}.bin`);
        return existsSync(path) ? readVector(path, byteSize(tensorAt(graph, id))) : undefined;
      }),
      layers: readLayers(join(folder, k === 1 ? "layers.json" : `layers_${k}.json`)),
    });
  }
  return invocations;
}

/** One file per model input, for a single invocation. */
export function readInputs(files: readonly string[], model: Model): Invocation {
  const graph = mainGraph(model);
  if (files.length !== graph.inputs.length) {
    fail("TG7007", `${files.length} input files for a model with ${graph.inputs.length} inputs`);
  }
  const inputs = graph.inputs.map((id, t) => readVector(files[t] ?? "", byteSize(tensorAt(graph, id))));
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

function readVector(path: string, wanted: number): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) fail("TG7007", `${path} is missing`);
  if (stat.size !== wanted) fail("TG7007", `${path} has ${stat.size} B, the tensor has ${wanted} B`);
  return readFileSync(path);
}

function readLayers(path: string): readonly GoldenLayer[] {
  if (!existsSync(path)) return [];
  try {
    const layers: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (!Array.isArray(layers)) throw new Error("not an array");
    return layers as readonly GoldenLayer[];
  } catch (error) {
    return fail("TG7007", `${path}: ${(error as Error).message}`);
  }
}
