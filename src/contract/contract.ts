// SPDX-License-Identifier: Apache-2.0
/**
 * What an application relies on: inputs, outputs and labels, without weights and without what is between. Two builds
 * with one "api" can be exchanged under the same sources, two with one "abi" under the same binary.
 */
import { type DType, DTYPES } from "../ir/dtype.js";
import { mainGraph, type Model, tensorAt } from "../ir/graph.js";
import type { Tensor } from "../ir/tensor.js";
import { fnv1a32 } from "../util/hash.js";
import { labelText, type ModelLabels } from "./labels.js";

export const CONTRACT_SCHEMA = 1;
export const CONTRACT_KIND = "tinygen-contract";

export interface TensorContract {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Null where the tensor is not quantised. */
  readonly quantization: { readonly scales: readonly number[]; readonly zeroPoints: readonly number[] } | null;
}

export interface Contract {
  readonly inputs: readonly TensorContract[];
  readonly outputs: readonly TensorContract[];
  readonly labels: {
    readonly output: number;
    readonly texts: readonly string[];
    /** Of their bytes, each followed by a zero. */
    readonly fnv1a32: string;
  } | null;
}

export function contractOf(model: Model, labels: ModelLabels | undefined): Contract {
  const graph = mainGraph(model);
  return {
    inputs: graph.inputs.map((id) => tensorContract(tensorAt(graph, id))),
    outputs: graph.outputs.map((id) => tensorContract(tensorAt(graph, id))),
    labels:
      labels === undefined
        ? null
        : {
            output: labels.output,
            texts: labels.texts.map(labelText),
            fnv1a32: fnv1a32(Uint8Array.from(labels.texts.flatMap((text) => [...text, 0]))),
          },
  };
}

function tensorContract({ name, dtype, shape, quantization }: Tensor): TensorContract {
  return {
    name,
    dtype,
    shape: [...shape],
    quantization:
      quantization === undefined
        ? null
        : { scales: [...quantization.scales], zeroPoints: [...quantization.zeroPoints] },
  };
}

/** "TGC1" as the first bytes of a little-endian word. */
const MAGIC = 0x31434754;
/** Positions of the two hashes in the words. */
const API_WORD = 2;
const ABI_WORD = 3;

export interface ContractHashes {
  /** Types, shapes and the number of labels: what sources depend on. */
  readonly api: number;
  /** Quantisation and the labels themselves as well: what a compiled application depends on. */
  readonly abi: number;
}

export function contractHashes(contract: Contract): ContractHashes {
  const sources = {
    ...contract,
    inputs: contract.inputs.map(withoutQuantization),
    outputs: contract.outputs.map(withoutQuantization),
    labels: contract.labels === null ? null : { ...contract.labels, fnv1a32: "0" },
  };
  return { api: hashWords(bareWords(sources)), abi: hashWords(bareWords(contract)) };
}

/**
 * The contract as 32-bit words, in the order that templates/aot/runtime/tinygen_contract.h describes. Of several scales
 * of a tensor it holds the hash. Names are not in it: converters choose new ones each time.
 */
export function contractWords(contract: Contract): readonly number[] {
  const { api, abi } = contractHashes(contract);
  const words = [...bareWords(contract)];
  words[API_WORD] = api;
  words[ABI_WORD] = abi;
  return words;
}

function withoutQuantization(tensor: TensorContract): TensorContract {
  return { ...tensor, quantization: null };
}

function bareWords({ inputs, outputs, labels }: Contract): readonly number[] {
  const tensors = [...inputs, ...outputs].flatMap(tensorWords);
  const head = [
    ...[MAGIC, 0, 0, 0, inputs.length, outputs.length],
    ...[labels?.texts.length ?? 0, labels === null ? 0 : Number.parseInt(labels.fnv1a32, 16), labels?.output ?? 0],
  ];
  const words = [...head, ...tensors];
  words[1] = words.length;
  return words;
}

function tensorWords({ dtype, shape, quantization }: TensorContract): readonly number[] {
  const { scales = [], zeroPoints = [] } = quantization ?? {};
  const several = scales.length > 1;
  const scale = several ? hashWords(scales.map(floatBits)) : floatBits(scales[0] ?? 0);
  const zeroPoint = several ? hashWords(zeroPoints) : (zeroPoints[0] ?? 0);
  return [DTYPES.indexOf(dtype), shape.length, ...shape, scales.length, scale, zeroPoint].map((word) => word >>> 0);
}

function floatBits(value: number): number {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0);
}

function hashWords(words: readonly number[]): number {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  words.forEach((word, i) => {
    view.setUint32(i * 4, word >>> 0, true);
  });
  return Number.parseInt(fnv1a32(bytes), 16);
}
