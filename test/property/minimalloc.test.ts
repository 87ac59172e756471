// SPDX-License-Identifier: Apache-2.0
/** The solver against google/minimalloc, the C++ original of its kind of search: TINYGEN_MINIMALLOC names its command. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { readProblemCsv, writeProblemCsv } from "../../src/planner/csv.js";
import type { PlacementProblem } from "../../src/planner/problem.js";
import { solveExact } from "../../src/planner/solvers/exact.js";
import { checkPlacement } from "../../src/planner/verify-placement.js";
import { bufferId } from "../../src/util/branded.js";
import { describeWith, namedBy } from "../support/loud-skip.js";

const PROBLEMS = Number(process.env["TINYGEN_CASES"] ?? 150);
const folder = mkdtempSync(join(tmpdir(), "tinygen-minimalloc-"));
afterAll(() => rmSync(folder, { recursive: true }));

const originalCommand = namedBy(
  "TINYGEN_MINIMALLOC",
  "google/minimalloc is absent: build it and name its command in TINYGEN_MINIMALLOC, or set it to none",
);

/** Up to 27 buffers over few moments; equal on every machine. */
function* problems(): Generator<PlacementProblem> {
  let state = 20261121;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  for (let run = 0; run < PROBLEMS; run++) {
    const buffers = Array.from({ length: 4 + random(24) }, (_, i) => {
      const start = random(12);
      const live = { start, end: start + 1 + random(7) };
      return { id: bufferId(i), label: String(i), size: 1 + random(20), alignment: 1, live };
    });
    yield { buffers, capacity: Infinity };
  }
}

/** The least height that the original finds. */
function original(command: string, problem: PlacementProblem): number {
  const [input, output] = [join(folder, "in.csv"), join(folder, "out.csv")];
  writeFileSync(input, writeProblemCsv(problem));
  const total = problem.buffers.reduce((sum, { size }) => sum + size, 0);
  execFileSync(command, [`--input=${input}`, `--output=${output}`, `--capacity=${total}`, "--minimize_capacity"], {
    stdio: "ignore",
  });
  const { value } = readProblemCsv(readFileSync(output, "utf8"));
  return value.buffers.reduce((top, { size, offset = NaN }) => Math.max(top, offset + size), 0);
}

describeWith("google/minimalloc and our solver", originalCommand, (command) => {
  it("find the same least height for every random problem", { timeout: 300_000 }, () => {
    for (const problem of problems()) {
      const result = solveExact(problem);
      if (result.status !== "optimal") throw new Error(result.status);
      expect(checkPlacement(problem, result.placement)).toEqual([]);
      expect(result.placement.height).toBe(original(command, problem));
    }
  });
});
