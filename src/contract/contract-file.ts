// SPDX-License-Identifier: Apache-2.0
/** A contract as the JSON file that lies beside a library, and back. */
import { type DType, DTYPES } from "../ir/dtype.js";
import { parseJson } from "../util/json.js";
import { type Contract, CONTRACT_KIND, CONTRACT_SCHEMA, contractHashes, type TensorContract } from "./contract.js";
import { escapeUnsafe } from "../util/untrusted.js";

/** Where it comes from, for people; not compared. */
export interface ContractOrigin {
  readonly name: string;
  readonly file: string;
  readonly sha256: string;
}

export function renderContract(contract: Contract, { name, file, sha256 }: ContractOrigin): string {
  const { api, abi } = contractHashes(contract);
  const document = {
    schema: CONTRACT_SCHEMA,
    kind: CONTRACT_KIND,
    model: { name, file, sha256 },
    api: hex(api),
    abi: hex(abi),
    ...contract,
  };
  return `${escapeUnsafe(JSON.stringify(document, null, 2))}\n`;
}

/** The contract, or what is wrong with the text. */
export function parseContract(text: string): Contract | string {
  let parsed: unknown;
  try {
    parsed = parseJson(text);
  } catch {
    return "is not JSON";
  }
  if (!isRecord(parsed) || parsed["kind"] !== CONTRACT_KIND) return `has no "kind": "${CONTRACT_KIND}"`;
  if (parsed["schema"] !== CONTRACT_SCHEMA) {
    return `has schema ${JSON.stringify(parsed["schema"])}, this version reads ${CONTRACT_SCHEMA}`;
  }
  const { inputs, outputs, labels } = parsed;
  if (!isListOf(inputs, isTensor)) return 'has a damaged list "inputs"';
  if (!isListOf(outputs, isTensor)) return 'has a damaged list "outputs"';
  if (!isLabels(labels)) return 'has a damaged entry "labels"';
  const contract = { inputs, outputs, labels };
  const { api, abi } = contractHashes(contract);
  // Edited by hand, or damaged: what it says would not be what a library was built with.
  if (parsed["api"] !== hex(api) || parsed["abi"] !== hex(abi))
    return "was changed: its hashes are not those of its contents";
  return contract;
}

export function hex(hash: number): string {
  return `0x${hash.toString(16).padStart(8, "0")}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isListOf<T>(value: unknown, isEntry: (entry: unknown) => entry is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isEntry);
}

const isNumber = (value: unknown): value is number => typeof value === "number";
const isText = (value: unknown): value is string => typeof value === "string";

function isTensor(value: unknown): value is TensorContract {
  if (!isRecord(value)) return false;
  const { name, dtype, shape, quantization } = value;
  return (
    isText(name) &&
    DTYPES.includes(dtype as DType) &&
    isListOf(shape, isNumber) &&
    (quantization === null ||
      (isRecord(quantization) &&
        isListOf(quantization["scales"], isNumber) &&
        isListOf(quantization["zeroPoints"], isNumber)))
  );
}

function isLabels(value: unknown): value is Contract["labels"] {
  if (value === null) return true;
  if (!isRecord(value)) return false;
  const { output, texts, fnv1a32 } = value;
  return isNumber(output) && isListOf(texts, isText) && isText(fnv1a32) && /^[0-9a-f]{8}$/.test(fnv1a32);
}
