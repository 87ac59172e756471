// SPDX-License-Identifier: Apache-2.0
/** What TFLM's EMBEDDING_LOOKUP accepts (EmbeddingLookUpPrepare). */
import type { Constraint } from "../definition.js";
import { indicesWithin } from "../shared/index-constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { outputShapeIs, rankBetween } from "../shared/shape-constraints.js";
import { embeddingLayout } from "./layout.js";

/** TFLM dequantises with the first scale only and takes the zero point as 0. */
const dequantizable: Constraint<unknown> = {
  id: "table-quantization",
  says: "a table of int8 that is looked up as float32 must have one scale and the zero point 0",
  code: "TG2007",
  violation(view) {
    const table = inputTensor(view, 1);
    if (table.dtype !== "int8" || outputTensor(view).dtype !== "float32") return undefined;
    const scales = table.quantization?.scales.length ?? 0;
    const { zeroPoint } = affineOf(table);
    return scales === 1 && zeroPoint === 0 ? undefined : `${scales} scales, zero point ${zeroPoint}`;
  },
};

export const embeddingLookupConstraints: readonly Constraint<unknown>[] = [
  rankBetween(1, 1),
  rankBetween(2, 6, 1),
  dequantizable,
  outputShapeIs("the output must have one row of the table for each index", (view) => [
    inputTensor(view, 0).shape[0] ?? 1,
    ...inputTensor(view, 1).shape.slice(1),
  ]),
  indicesWithin(0, (view) => embeddingLayout(view).axis),
];
