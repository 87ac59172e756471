// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the exact solver: `tsx test/bench/solver.ts [FOLDER] [--optimum STEPS]`.
 *
 * FOLDER (else ../shared/minimalloc-bench) holds MiniMalloc's challenge problems NAME.CAPACITY.csv.
 * Each is solved within its capacity, or with --optimum as low as STEPS search steps allow. The plans that TFLM recorded
 * for the model corpus (TINYGEN_CORPUS, else ../shared/corpus) follow. Exit code 1 when a problem stays unsolved.
 */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { readProblemCsv } from "../../src/planner/csv.js";
import type { Placement, PlacementProblem } from "../../src/planner/problem.js";
import { solveExact } from "../../src/planner/solvers/exact.js";
import { solveWithin } from "../../src/planner/solvers/within.js";
import { verifyPlacement } from "../../src/planner/verify-placement.js";
import { bufferId } from "../../src/util/branded.js";
import { table } from "../../src/util/text.js";

const MAX_STEPS = 5_000_000;

interface Solved {
  readonly name: string;
  readonly problem: PlacementProblem;
  readonly status: string;
  readonly placement?: Placement;
  readonly lowerBound?: number;
  readonly steps: number;
  readonly milliseconds: number;
}

const [folder = "../shared/minimalloc-bench"] = process.argv
  .slice(2)
  .filter((argument, i, all) => !argument.startsWith("--") && all[i - 1] !== "--optimum");
const optimumAt = process.argv.indexOf("--optimum");
const optimumSteps = optimumAt === -1 ? undefined : Number(process.argv[optimumAt + 1]);

const solved = [...challenge(folder), ...corpus(process.env["TINYGEN_CORPUS"] ?? "../shared/corpus")];
console.log(
  table([["problem", "buffers", "status", "height", "bound", "steps", "ms"], ...solved.map(row)], [1, 3, 4, 5, 6]).join(
    "\n",
  ),
);
process.exitCode = solved.every(({ placement }) => placement !== undefined) ? 0 : 1;

function* challenge(path: string): Generator<Solved> {
  const files = existsSync(path) ? readdirSync(path).filter((name) => /^[A-Z]\.\d+\.csv$/.test(name)) : [];
  if (files.length === 0) console.warn(`SKIPPED: no challenge problems in ${path}`);
  let total = 0;
  for (const file of files.sort()) {
    const capacity = Number(file.split(".")[1]);
    const { value: problem } = readProblemCsv(readFileSync(join(path, file), "utf8"));
    const result = measure(file, problem, () =>
      optimumSteps === undefined
        ? solveWithin(problem, capacity, { maxSteps: MAX_STEPS })
        : solveExact(problem, { maxSteps: optimumSteps }),
    );
    total += result.milliseconds;
    yield result;
  }
  console.log(`challenge problems: ${total.toFixed(0)} ms of CPU time`);
}

function* corpus(path: string): Generator<Solved> {
  const golden = join(path, "golden");
  const names = existsSync(golden)
    ? readdirSync(golden).filter((name) => existsSync(join(golden, name, "plan.json")))
    : [];
  if (names.length === 0) console.warn(`SKIPPED: no recorded plans in ${path}`);
  let slowest = 0;
  let optimal = 0;
  for (const name of names) {
    const plan = JSON.parse(readFileSync(join(golden, name, "plan.json"), "utf8")) as {
      readonly buffers: readonly { readonly bytes: number; readonly first: number; readonly last: number }[];
    };
    const problem: PlacementProblem = {
      buffers: plan.buffers.map(({ bytes, first, last }, i) => {
        const live = { start: first, end: last + 1 };
        return { id: bufferId(i), label: String(i), size: bytes, alignment: 16, live };
      }),
      capacity: Infinity,
    };
    const result = measure(name, problem, () => solveExact(problem));
    slowest = Math.max(slowest, result.milliseconds);
    optimal += result.status === "optimal" ? 1 : 0;
    if (result.steps > 0) yield result;
  }
  console.log(
    `model corpus: ${String(optimal)} of ${String(names.length)} optimal, the slowest in ${slowest.toFixed(1)} ms`,
  );
}

function measure(
  name: string,
  problem: PlacementProblem,
  solve: () => ReturnType<typeof solveExact> | ReturnType<typeof solveWithin>,
): Solved {
  const before = process.cpuUsage();
  const result = solve();
  const { user, system } = process.cpuUsage(before);
  if ("placement" in result) verifyPlacement(problem, result.placement);
  return { name, problem, ...result, milliseconds: (user + system) / 1000 };
}

function row({ name, problem, status, placement, lowerBound, steps, milliseconds }: Solved): string[] {
  const numbers = [placement?.height, lowerBound, steps].map((value) => (value === undefined ? "" : String(value)));
  return [name, String(problem.buffers.length), status, ...numbers, milliseconds.toFixed(1)];
}
