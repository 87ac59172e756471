// SPDX-License-Identifier: Apache-2.0
/** EMBEDDING_LOOKUP: rows of a table by their indices, dequantised when the output is float32. */
import { defineOp } from "../definition.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { embeddingLookupScalar } from "./aot/scalar.js";
import { embeddingLookupConstraints } from "./constraints.js";
import { evaluateEmbeddingLookup } from "./reference.js";
import { embeddingLookupTflm } from "./tflm.js";

export const embeddingLookup = defineOp({
  op: "EMBEDDING_LOOKUP",
  resolverCall: "AddEmbeddingLookup",
  summary: "Rows of a table by their indices, dequantised for float32; an index outside gives the nearest row.",
  maxVersion: 4,
  signatures: [
    { inputs: ["int32", "int8"], outputs: ["int8"] },
    { inputs: ["int32", "float32"], outputs: ["float32"] },
    { inputs: ["int32", "int8"], outputs: ["float32"] },
  ],
  readAttributes: readNoAttributes,
  constraints: embeddingLookupConstraints,
  evaluate: evaluateEmbeddingLookup,
  work: () => ({ macs: 0 }),
  aot: [embeddingLookupScalar],
  tflm: embeddingLookupTflm,
});
