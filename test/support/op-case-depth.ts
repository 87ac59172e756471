// SPDX-License-Identifier: Apache-2.0
/** Random nodes of DEPTH_TO_SPACE and SPACE_TO_DEPTH for the differential suite. */
import fc from "fast-check";
import { extent, seed } from "./op-case-arbitraries.js";
import type { OpCase } from "./op-case.js";
import { constantTensor, rarely, typeAmong } from "./op-case-movement.js";

/** From the deep side to the plane one, or back. */
export function depthCases(to: "plane" | "deep"): fc.Arbitrary<OpCase<{ readonly blockSize: number }>> {
  return fc
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
      const [input, output] = to === "plane" ? [deep, plane] : [plane, deep];
      return {
        inputs: [constant ? constantTensor(dtype, input, values) : { shape: input, dtype }],
        outputs: [{ shape: output, dtype }],
        attributes: { blockSize },
      };
    });
}
