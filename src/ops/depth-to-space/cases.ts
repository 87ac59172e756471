// SPDX-License-Identifier: Apache-2.0
/** Random cases of DEPTH_TO_SPACE for the differential suite. */
import fc from "fast-check";
import { extent, seed } from "../../../test/support/op-case-arbitraries.js";
import { defineCases } from "../../../test/support/op-case.js";
import { constantTensor, rarely, typeAmong } from "../../../test/support/op-case-movement.js";
import { depthToSpace } from "./index.js";

export const cases = defineCases(
  depthToSpace,
  fc
    .record({
      dtype: typeAmong(["int8", "float32"]),
      shape: fc.tuple(fc.constantFrom(1, 1, 2), extent(4), extent(4), extent(6)),
      blockSize: extent(4),
      constant: rarely(8),
      seed,
    })
    .map(({ dtype, shape: [batches, height, width, depth], blockSize, constant, seed: values }) => {
      const deep = [batches, height, width, depth * blockSize ** 2];
      const plane = [batches, height * blockSize, width * blockSize, depth];
      return {
        inputs: [constant ? constantTensor(dtype, deep, values) : { shape: deep, dtype }],
        outputs: [{ shape: plane, dtype }],
        attributes: { blockSize },
      };
    }),
);
