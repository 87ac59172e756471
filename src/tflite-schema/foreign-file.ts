// SPDX-License-Identifier: Apache-2.0
/** Recognises files that are no .tflite at all and says what they seem to be. */
import { SCHEMA } from "./schema.js";

const FOREIGN_FORMATS: readonly (readonly [start: string, name: string])[] = [
  ["version https://git-lfs", "a Git LFS pointer: the model itself was not downloaded (git lfs pull)"],
  ["\x89HDF", "an HDF5 file (Keras .h5)"],
  ["PK\x03\x04", "a ZIP archive (for example .keras or .mltk.zip)"],
  ["<!DOCTYPE", "an HTML page, as a failed download leaves behind"],
  ["<html", "an HTML page, as a failed download leaves behind"],
  ["\x08", "probably a protobuf (ONNX or a frozen TensorFlow graph)"],
];

/** What the bytes are instead, as a message; undefined when they carry the identifier of the format. */
export function foreignFile(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "the file is empty";
  const start = String.fromCharCode(...bytes.subarray(0, 24));
  if (bytes.length >= 8 && start.slice(4, 8) === SCHEMA.fileIdentifier) return undefined;
  const known = FOREIGN_FORMATS.find(([prefix]) => start.startsWith(prefix));
  const missing = `the identifier ${SCHEMA.fileIdentifier} is missing at byte 4`;
  return known === undefined ? missing : `${missing}; this is ${known[1]}`;
}
