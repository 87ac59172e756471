// SPDX-License-Identifier: Apache-2.0
/** Block extents and margins for random cases of SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND. */
import fc from "fast-check";
import { extent, seed } from "./op-case-arbitraries.js";

/** One spatial axis of the image side; blocks · inner pixels with the margins. */
const axis = fc
  .record({
    block: extent(4),
    inner: extent(4),
    before: fc.nat({ max: 5 }),
    after: fc.nat({ max: 5 }),
    margins: fc.boolean(),
  })
  .map(({ block, inner, before, after, margins }) => {
    const room = block * inner - 1;
    const first = margins ? Math.min(before, room) : 0;
    const last = margins ? Math.min(after, room - first) : 0;
    return { block, inner, before: first, after: last, image: block * inner - first - last };
  });

export const batchBlockCases = fc
  .record({
    flat: fc.nat({ max: 3 }).map((n) => n === 0),
    batches: extent(2),
    depth: extent(9),
    height: axis,
    width: axis,
    constant: fc.nat({ max: 7 }).map((n) => n === 0),
    seed,
  })
  .map(({ flat, batches, depth, height, width, ...rest }) => {
    const axes = flat ? [height] : [height, width];
    return {
      ...rest,
      blocks: axes.map(({ block }) => block),
      margins: axes.flatMap(({ before, after }) => [before, after]),
      image: [batches, ...axes.map(({ image }) => image), depth],
      batched: [
        axes.reduce((product, { block }) => product * block, batches),
        ...axes.map(({ inner }) => inner),
        depth,
      ],
    };
  });
