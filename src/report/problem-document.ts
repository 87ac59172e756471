// SPDX-License-Identifier: Apache-2.0
/** The JSON of a solved placement problem: the fields of a model's plan as far as bare numbers have them. */
import type { SolvedProblem } from "../planner/solve-problem.js";

export function problemDocument(solved: SolvedProblem) {
  const { problem, placement, status, lowerBound, greedyBytes, capacity = null, steps } = solved;
  return {
    capacity,
    arena: {
      bytes: placement?.height ?? null,
      lowerBound,
      greedyBytes,
      status,
      alignment: Math.max(1, ...problem.buffers.map(({ alignment }) => alignment)),
    },
    steps,
    buffers: problem.buffers.map(({ id, label, size, live }) => ({
      id,
      label,
      bytes: size,
      first: live.start,
      last: live.end - 1,
      offset: placement?.offsets[id] ?? null,
    })),
  };
}
