// SPDX-License-Identifier: Apache-2.0
/** Random cases of RESIZE_NEAREST_NEIGHBOR for the differential suite. */
import fc from "fast-check";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, integers, typeAmong } from "../../../test/support/op-case-movement.js";
import { alignments, resizing } from "../../../test/support/op-case-resize.js";
import { resizeNearestNeighbor } from "./index.js";

export const cases = defineCases(
  resizeNearestNeighbor,
  fc
    .tuple(typeAmong(["int8", "int16", "float32"]), resizing)
    .map(([dtype, { batches, depth, height, width, alignment, constant, seed }]) => {
      const shape = [batches, height.input, width.input, depth];
      return {
        inputs: [
          constant ? constantTensor(dtype, shape, seed) : { shape, dtype },
          integers([height.output, width.output]),
        ],
        outputs: [{ shape: [batches, height.output, width.output, depth], dtype }],
        attributes: alignments(alignment),
      };
    }),
);
