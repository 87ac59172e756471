// SPDX-License-Identifier: Apache-2.0
/**
 * Compares the solver with the C++ original: `tsx test/bench/minimalloc.ts BINARY [--random COUNT] [FOLDER]`.
 *
 * BINARY is google/minimalloc's command, built by you. Random problems: both must find the same least height. Challenge
 * problems of FOLDER (../shared/minimalloc-bench): CPU time of both within the capacity in the file name, in turn, so that
 * they meet the same load. The original's time includes the start of its process, which is measured on an empty problem
 * and printed. Exit code 1 when a height differs.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readProblemCsv, writeProblemCsv } from "../../src/planner/csv.js";
import type { PlacementProblem } from "../../src/planner/problem.js";
import { solveExact } from "../../src/planner/solvers/exact.js";
import { solveWithin } from "../../src/planner/solvers/within.js";
import { verifyPlacement } from "../../src/planner/verify-placement.js";
import { bufferId } from "../../src/util/branded.js";

const words = process.argv.slice(2);
const at = words.indexOf("--random");
const count = at === -1 ? 300 : Number(words[at + 1]);
const [binary, challenge = "../shared/minimalloc-bench"] = words.filter(
  (word, i) => at === -1 || (i !== at && i - 1 !== at),
);
if (binary === undefined) throw new Error("name the minimalloc binary");
const folder = mkdtempSync(join(tmpdir(), "tinygen-minimalloc-"));
const [input, output] = [join(folder, "in.csv"), join(folder, "out.csv")];

try {
  process.exitCode = compareRandom(binary) ? 0 : 1;
  compareTimes(binary);
} finally {
  rmSync(folder, { recursive: true });
}

function compareRandom(path: string): boolean {
  let state = 20261120;
  const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
  let different = 0;
  let aboveGreedyBound = 0;
  for (let run = 0; run < count; run++) {
    const buffers = Array.from({ length: 4 + random(24) }, (_, i) => {
      const start = random(16);
      const live = { start, end: start + 1 + random(6) };
      return { id: bufferId(i), label: String(i), size: 1 + random(20), alignment: 1, live };
    });
    const problem: PlacementProblem = { buffers, capacity: Infinity };
    const ours = solveExact(problem);
    if (ours.status !== "optimal") throw new Error(`random problem ${String(run)} is ${ours.status}`);
    verifyPlacement(problem, ours.placement);
    if (ours.steps > 0) aboveGreedyBound++;
    const total = buffers.reduce((sum, { size }) => sum + size, 0);
    writeFileSync(input, writeProblemCsv(problem));
    const theirs = original(path, total, ["--minimize_capacity"]);
    if (theirs !== ours.placement.height) {
      different++;
      console.log(`problem ${String(run)}: ${String(ours.placement.height)} here, ${String(theirs)} there`);
    }
  }
  console.log(
    `${String(count)} random problems: ${String(different)} with another height (${String(aboveGreedyBound)} needed a search)`,
  );
  return different === 0;
}

/** Runs the original on `input` and returns the height of its answer. */
function original(path: string, capacity: number, flags: readonly string[] = []): number {
  execFileSync(path, [`--input=${input}`, `--output=${output}`, `--capacity=${String(capacity)}`, ...flags], {
    stdio: "ignore",
  });
  const { value } = readProblemCsv(readFileSync(output, "utf8"));
  return value.buffers.reduce((top, { size, offset = NaN }) => Math.max(top, offset + size), 0);
}

function compareTimes(path: string): void {
  writeFileSync(input, "id,lower,upper,size\na,0,1,1\n");
  const start = childSeconds(() => original(path, 1));
  let [ours, theirs] = [0, 0];
  const files = readdirSync(challenge).filter((name) => /^[A-Z]\.\d+\.csv$/.test(name));
  for (const file of files.sort()) {
    const text = readFileSync(join(challenge, file), "utf8");
    const capacity = Number(file.split(".")[1]);
    const { value: problem } = readProblemCsv(text);
    const before = process.cpuUsage();
    const result = solveWithin(problem, capacity, { maxSteps: 5_000_000 });
    const { user, system } = process.cpuUsage(before);
    if (result.status !== "fits") throw new Error(`${file}: ${result.status}`);
    verifyPlacement(problem, result.placement);
    writeFileSync(input, text);
    const there = childSeconds(() => original(path, capacity)) - start;
    console.log(`${file}: ${((user + system) / 1e6).toFixed(3)} s here, ${there.toFixed(3)} s there`);
    ours += (user + system) / 1e6;
    theirs += there;
  }
  console.log(`all: ${ours.toFixed(2)} s here, ${theirs.toFixed(2)} s there, ratio ${(ours / theirs).toFixed(3)}`);
}

/** CPU seconds of the processes that `work` starts, from the kernel's accounts (Linux). */
function childSeconds(work: () => unknown): number {
  const before = childTicks();
  work();
  return (childTicks() - before) / 100;
}

function childTicks(): number {
  const fields = readFileSync("/proc/self/stat", "utf8").split(") ")[1]?.split(" ") ?? [];
  // cutime and cstime are the 16th and 17th field of the line; two come before the parenthesis.
  return Number(fields[13]) + Number(fields[14]);
}
