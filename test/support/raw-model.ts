// SPDX-License-Identifier: Apache-2.0
/** Writes tables of the TFLite schema as they are, so that tests can make files that contradict themselves. */
import { Builder } from "flatbuffers";
import type * as schema from "../../src/tflite-schema/generated/tables.js";
import { writeModel } from "../../src/tflite-schema/generated/write-tables.js";
import type { Draft } from "../../src/tflite-schema/table-build.js";

export type ModelDraft = Draft<schema.Model>;
export type TensorDraft = Draft<schema.Tensor>;
export type OperatorDraft = Draft<schema.Operator>;

/** A well-formed flatbuffer with these tables; version 3 unless the draft says otherwise. */
export function rawFile(draft: ModelDraft): Uint8Array {
  const builder = new Builder(1024);
  builder.finish(writeModel(builder, { version: 3, ...draft }), "TFL3");
  return builder.asUint8Array().slice();
}

/** A file with one ABS-like operator (code ADD) from tensor 0 to tensor 1, both int8 [4]; parts can be replaced. */
export function rawFileWith(parts: {
  readonly tensors?: readonly TensorDraft[];
  readonly operators?: readonly OperatorDraft[];
  readonly inputs?: readonly number[];
  readonly outputs?: readonly number[];
  readonly model?: ModelDraft;
}): Uint8Array {
  const tensor: TensorDraft = { shape: [4], type: 9, name: "t" };
  return rawFile({
    operatorCodes: [{ version: 1 }],
    buffers: [{}],
    subgraphs: [
      {
        tensors: parts.tensors ?? [tensor, tensor],
        operators: parts.operators ?? [{ inputs: [0], outputs: [1] }],
        inputs: parts.inputs ?? [0],
        outputs: parts.outputs ?? [1],
      },
    ],
    ...parts.model,
  });
}
