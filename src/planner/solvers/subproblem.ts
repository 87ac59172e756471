// SPDX-License-Identifier: Apache-2.0
/** A problem of some buffers of another one. */
import { type Bytes, bufferId } from "../../util/branded.js";
import type { PlacementProblem } from "../problem.js";

/** The buffers `chosen`, numbered anew in this order, with the gaps between them; `offsetOf` may fix more of them. */
export function subproblem(
  { buffers, gaps = [], capacity }: PlacementProblem,
  chosen: readonly number[],
  offsetOf: (i: number) => Bytes | undefined = () => undefined,
): PlacementProblem {
  const newId = new Map(chosen.map((i, position) => [i, bufferId(position)]));
  return {
    capacity,
    buffers: chosen.flatMap((i, position) => {
      const buffer = buffers[i];
      if (buffer === undefined) throw new Error(`no buffer ${String(i)}`);
      const offset = offsetOf(i) ?? buffer.offset;
      return [{ ...buffer, id: bufferId(position), ...(offset === undefined ? {} : { offset }) }];
    }),
    gaps: gaps.flatMap(({ lower, upper, gap }) => {
      const [below, above] = [newId.get(lower), newId.get(upper)];
      return below === undefined || above === undefined ? [] : [{ lower: below, upper: above, gap }];
    }),
  };
}
