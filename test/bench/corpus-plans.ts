// SPDX-License-Identifier: Apache-2.0
/**
 * Measures the planning of every model of the corpus as `tinygen plan` does it in the order of the file, overlap on, for
 * aot with two goals and for tflm: `tsx test/bench/corpus-plans.ts [BOARD…] [--warm RUNS] [--all]`. Without BOARD it takes
 * one for each of TFLM's sets of kernels, which differ in what may overlap.
 *
 * Milliseconds are those of `solveExact` alone: cold is the first solving of a problem in a fresh process for all models
 * (so the compiler of the JavaScript engine has seen only the models before), warm the shortest of RUNS (5) further ones,
 * which other work on the machine disturbs the least.
 * Without --all only models that needed search steps or a millisecond are listed. Exit code 1 when one is not optimal, or
 * warm not within 15 ms.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kernelMemory } from "../../src/codegen/aot/kernel-choice.js";
import { loadModel } from "../../src/compile.js";
import { tflmTarget } from "../../src/codegen/tflm/kernel-memory.js";
import { tflmPlanning } from "../../src/codegen/tflm/plan-tflm.js";
import { type Model, viewOf } from "../../src/ir/graph.js";
import { findOperator } from "../../src/ops/registry.js";
import { buildProblem } from "../../src/planner/liveness.js";
import type { PlacementProblem } from "../../src/planner/problem.js";
import { solveExact } from "../../src/planner/solvers/exact.js";
import { verifyPlacement } from "../../src/planner/verify-placement.js";
import type { Target } from "../../src/targets/board.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { table } from "../../src/util/text.js";

const LIMIT_MS = 15;
const corpus = process.env["TINYGEN_CORPUS"] ?? "../shared/corpus";
const words = process.argv.slice(2);
const warmRuns = words.includes("--warm") ? Number(words[words.indexOf("--warm") + 1]) : 5;
const boards = words.filter((word, i) => !word.startsWith("--") && words[i - 1] !== "--warm");

if (!existsSync(join(corpus, "manifest.json"))) {
  console.warn(`SKIPPED: no manifest.json in ${corpus}`);
  process.exit(0);
}
const { models } = JSON.parse(readFileSync(join(corpus, "manifest.json"), "utf8")) as {
  readonly models: readonly { readonly name: string; readonly file: string }[];
};

const rows: string[][] = [];
let slowestCold = 0;
let slowestWarm = 0;
let solved = 0;
let refused = 0;
let notOptimal = 0;
const tried = (boards.length > 0 ? boards : ["esp32", "mps2-an386", "qemu-rv32imc"]).flatMap((id) =>
  (["balanced", "ram", "tflm"] as const).map((goal) => ({ id, goal })),
);
for (const { id, goal } of tried) {
  const board = loadBoard(id).value;
  if (board === undefined) throw new Error(`no board ${id}`);
  for (const { name, file } of models) {
    const { value: model } = loadModel(readFileSync(join(corpus, file)), { for: goal === "tflm" ? "file" : "code" });
    if (model === undefined) {
      refused++;
      continue;
    }
    const problem = goal === "tflm" ? tflmProblem(model, board.target) : aotProblem(model, board.target, goal);
    const cold = measure(problem);
    const warm = Math.min(...Array.from({ length: warmRuns }, () => measure(problem).milliseconds));
    const { result } = cold;
    if (result.status === "infeasible") throw new Error(name);
    verifyPlacement(problem, result.placement);
    solved++;
    if (result.status !== "optimal") notOptimal++;
    slowestCold = Math.max(slowestCold, cold.milliseconds);
    slowestWarm = Math.max(slowestWarm, warm);
    if (!words.includes("--all") && result.status === "optimal" && result.steps === 0 && cold.milliseconds < 1)
      continue;
    const figures = [problem.buffers.length, problem.gaps?.length ?? 0, result.placement.height, result.lowerBound];
    const times = [cold.milliseconds, warm].map((value) => value.toFixed(2));
    rows.push([id, goal, name, result.status, ...[...figures, result.steps].map(String), ...times]);
  }
}
const header = [
  "board",
  "goal",
  "model",
  "status",
  "buffers",
  "gaps",
  "height",
  "bound",
  "steps",
  "cold ms",
  "warm ms",
];
console.log(table([header, ...rows], [4, 5, 6, 7, 8, 9, 10]).join("\n"));
console.log(
  `${String(solved)} plans, ${String(notOptimal)} not proven optimal, ${String(refused)} models refused; ` +
    `slowest ${slowestCold.toFixed(1)} ms cold, ${slowestWarm.toFixed(1)} ms warm (limit ${String(LIMIT_MS)} ms)`,
);
process.exitCode = notOptimal === 0 && slowestWarm <= LIMIT_MS ? 0 : 1;

function aotProblem(model: Model, { isa, dataAlignment }: Target, optimize: "balanced" | "ram"): PlacementProblem {
  return buildProblem(model, {
    lookup: findOperator,
    memoryOf: (subgraph, node) => {
      const graph = model.graphs[subgraph];
      return graph === undefined ? { scratch: [], overlaps: [] } : kernelMemory(viewOf(graph, node), { isa, optimize });
    },
    alignment: dataAlignment,
    capacity: Infinity,
    views: true,
    overlap: true,
  }).problem;
}

function tflmProblem(model: Model, target: Target): PlacementProblem {
  const planning = tflmPlanning(model, tflmTarget(target));
  return buildProblem(model, { ...planning, capacity: Infinity, views: true, overlap: true }).problem;
}

function measure(problem: PlacementProblem) {
  const before = performance.now();
  const result = solveExact(problem);
  return { result, milliseconds: performance.now() - before };
}
