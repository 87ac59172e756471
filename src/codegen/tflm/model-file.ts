// SPDX-License-Identifier: Apache-2.0
/** The rewritten graph as a .tflite file for TFLM's interpreter. */
import type { MetadataEntry, Model } from "../../ir/graph.js";
import { withFileOptions } from "../../ops/file-options.js";
import { writeModel } from "../../tflite/write.js";

/** Name of the metadata with offsets of tensors (AllocationInfoBuilder::GetOfflinePlannedOffsets). */
const OFFSETS = "OfflineMemoryAllocation";
/** Version of its layout; TFLM looks at the number of tensors only. */
const OFFSETS_VERSION = 1;

/**
 * Bytes of the file. The graphs are those that the passes for files made. Constants of external buffers are inside;
 * quantisation, variables, subgraphs, custom options and metadata are those of the original file, except for offsets
 * that it may bring: they would overrule our plan, and they count tensors that were dropped.
 * @param offsets of the tensors of all subgraphs in the arena, −1 where TFLM decides; none leaves all to TFLM.
 */
export function modelFile(model: Model, offsets?: readonly number[]): Uint8Array {
  const metadata = model.metadata.filter(({ name }) => name !== OFFSETS);
  const planned = offsets === undefined ? metadata : [...metadata, offsetTable(model, offsets)];
  return writeModel(withFileOptions({ ...model, metadata: planned }));
}

function offsetTable(model: Model, offsets: readonly number[]): MetadataEntry {
  const data = new DataView(new ArrayBuffer(4 * (3 + offsets.length)));
  [OFFSETS_VERSION, model.graphs.length, offsets.length, ...offsets].forEach((value, i) => {
    data.setInt32(4 * i, value, true);
  });
  return { name: OFFSETS, data: new Uint8Array(data.buffer) };
}
