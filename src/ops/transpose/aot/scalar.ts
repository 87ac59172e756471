// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of TRANSPOSE: writes the output in order, axes that stay neighbours as one. */
import type { NodeView } from "../../../ir/graph.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { denseStrides, stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { copyScalar } from "../../shared/strided-copy-c.js";
import { permutation } from "../permutation.js";

export const transposeScalar = copyScalar(transposeCopy);

function transposeCopy(view: NodeView): StridedCopy {
  const input = denseStrides(inputTensor(view, 0).shape);
  const { shape } = outputTensor(view);
  const output = denseStrides(shape);
  const axes = permutation(view) ?? [];
  return stridedCopy({
    loops: shape.map((extent, i) => ({ extent, from: input[axes[i] ?? 0] ?? 0, to: output[i] ?? 0 })),
  });
}
