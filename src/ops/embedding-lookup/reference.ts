// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of EMBEDDING_LOOKUP (tflite::EvalSimple and EvalHybrid in micro/kernels/embedding_lookup.cc). */
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { gatherElements } from "../shared/gather.js";
import { affineOf, inputData, inputTensor, numericElements, outputTensor } from "../shared/operands.js";
import { embeddingLayout } from "./layout.js";

/** Where TFLM fails because an index is out of range, the nearest row is taken. */
export function evaluateEmbeddingLookup(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
): readonly TensorData[] {
  const table = inputData(inputs, 1);
  const output = outputTensor(view);
  const rows = gatherElements(
    embeddingLayout(view),
    { ...output, dtype: table.tensor.dtype },
    table,
    inputData(inputs, 0),
  );
  if (table.tensor.dtype === output.dtype) return [rows];
  const { scale } = affineOf(inputTensor(view, 1));
  const result = allocate(output);
  numericElements(result).set(Array.from(numericElements(rows), (value) => Math.fround(scale * value)));
  return [result];
}
