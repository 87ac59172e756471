// SPDX-License-Identifier: Apache-2.0
/** Files with signatures and with dimensions that our own writer does not make. */
import { BuiltinOperator } from "../../src/tflite-schema/generated/enums.js";
import { rawFile } from "./raw-model.js";

/** One ABS on int8 in each subgraph. */
export function signedFile(options: {
  readonly shapes: readonly (readonly number[])[];
  readonly signatures?: readonly { readonly key: string; readonly subgraph: number; readonly tensor?: number }[];
}): Uint8Array {
  const quantization = { scale: [0.5], zeroPoint: [0n] };
  return rawFile({
    operatorCodes: [{ deprecatedBuiltinCode: BuiltinOperator.ABS, builtinCode: BuiltinOperator.ABS, version: 1 }],
    buffers: [{}],
    subgraphs: options.shapes.map((shape) => ({
      tensors: ["input", "output"].map((name) => ({ shape, type: 9, name, quantization })),
      operators: [{ opcodeIndex: 0, inputs: [0], outputs: [1] }],
      inputs: [0],
      outputs: [1],
    })),
    signatureDefs: (options.signatures ?? []).map(({ key, subgraph, tensor = 0 }) => ({
      signatureKey: key,
      subgraphIndex: subgraph,
      inputs: [{ name: key, tensorIndex: tensor }],
      outputs: [{ name: key, tensorIndex: 1 }],
    })),
  });
}
