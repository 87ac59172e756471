// SPDX-License-Identifier: Apache-2.0
/** Reads a .tflite file into the IR and reports everything that is wrong with it at once. */
import { ByteBuffer } from "flatbuffers";
import { type Checked, type Diagnostic, hasErrors } from "../diagnostics/diagnostic.js";
import type { MetadataEntry, Model } from "../ir/graph.js";
import { readModel as readModelTable } from "../tflite-schema/generated/read-tables.js";
import type * as schema from "../tflite-schema/generated/tables.js";
import { SCHEMA } from "../tflite-schema/schema.js";
import { type FormatProblem, verifyFormat } from "../tflite-schema/verify.js";
import { checkCalls } from "./check-calls.js";
import { quoted } from "../util/untrusted.js";
import { checkSignatures } from "./check-signatures.js";
import { createFindings, type Findings } from "./findings.js";
import { operatorKinds } from "./operator-kinds.js";
import { readGraph } from "./read-graph.js";

/**
 * The model of a .tflite file. Never throws, whatever the bytes are: a file that cannot be read, contradicts itself or
 * uses a feature of the format that is not supported gives TG1xxx errors (TG2006 for unknown dimensions) and no model.
 * Constant data are views into `input`, not copies. `attributes` of nodes are `RawAttributes`.
 */
export function readModel(input: Uint8Array): Checked<Model | undefined> {
  // A Node Buffer would hand its class on to every view.
  const bytes = new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  const problems = verifyFormat(bytes);
  if (problems.length > 0) return { value: undefined, diagnostics: problems.map(formatDiagnostic) };
  const buffer = new ByteBuffer(bytes);
  const file = readModelTable(buffer, buffer.readUint32(0));
  if (file.version !== SCHEMA.version) {
    const message = `schema version is ${file.version}, only ${SCHEMA.version} is known`;
    return { value: undefined, diagnostics: [{ code: "TG1002", severity: "error", message }] };
  }
  const findings = createFindings();
  const model = importModel(file, bytes, findings);
  const diagnostics = findings.list();
  return { value: hasErrors(diagnostics) ? undefined : model, diagnostics };
}

const FORMAT_CODES = { foreign: "TG1002", damaged: "TG1003", unknown: "TG1005", limit: "TG1005" } as const;

function formatDiagnostic({ kind, path, message }: FormatProblem): Diagnostic {
  return { code: FORMAT_CODES[kind], severity: "error", message: path === "" ? message : `${path} ${message}` };
}

function importModel(file: schema.Model, bytes: Uint8Array, findings: Findings): Model {
  const buffers = (file.buffers ?? []).map((buffer) => bufferData(buffer, bytes));
  const kinds = operatorKinds(file.operatorCodes ?? []);
  kinds.forEach(({ code, version }, index) => {
    if (code < 0) findings.error("TG1004", `operator code ${index} is negative (${code})`);
    if (version < 1) findings.error("TG1004", `operator code ${index} has version ${version}`);
  });
  const graphs = (file.subgraphs ?? []).map((table, subgraph) =>
    readGraph(table, { subgraph, kinds, buffers, findings }),
  );
  if (graphs.length === 0) findings.error("TG1004", "the model has no subgraph");
  checkCalls(graphs, findings);
  checkSignatures(file, findings);
  return {
    description: file.description ?? "",
    schemaVersion: file.version,
    graphs,
    metadata: (file.metadata ?? []).flatMap((entry) => readMetadata(entry, buffers, findings)),
  };
}

/** Bytes of a buffer, inside the flatbuffer or behind it (offset above 1, from the start of the file). */
function bufferData(buffer: schema.Buffer, bytes: Uint8Array): Uint8Array {
  if (buffer.offset <= 1n) return buffer.data ?? new Uint8Array(0);
  return bytes.subarray(Number(buffer.offset), Number(buffer.offset + buffer.size));
}

function readMetadata(
  entry: schema.Metadata,
  buffers: readonly Uint8Array[],
  findings: Findings,
): readonly MetadataEntry[] {
  const name = entry.name ?? "";
  const data = buffers[entry.buffer];
  if (data !== undefined) return [{ name, data }];
  findings.error(
    "TG1004",
    `metadata ${quoted(name)} refers to buffer ${entry.buffer}, the file has ${buffers.length} buffers`,
  );
  return [];
}
