// SPDX-License-Identifier: Apache-2.0
/** `tinygen plan PROBLEM.csv`: every problem of test/corpus, capacities below and at the optimum, and damaged files. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readProblemCsv } from "../../src/planner/csv.js";
import { checkPlacement } from "../../src/planner/verify-placement.js";
import { exampleModel } from "../support/sample-models.js";
import { folderWith, tinygen, tinygenJson } from "../support/run-cli.js";
import { PROJECT } from "../support/source-files.js";

const corpus = join(PROJECT, "test", "corpus");
const names = readdirSync(corpus).filter((name) => name.endsWith(".csv"));
const textOf = (name: string): string => readFileSync(join(corpus, name), "utf8");
const cwd = folderWith({
  ...Object.fromEntries(names.map((name) => [name, textOf(name)])),
  "sine.tflite": exampleModel("sine"),
  "problem.txt": "id,lower,upper,size\na,0,2,4\nb,1,3,4\n",
  "damaged.csv": "id,lower,upper,size\na,0,x,4\nb,3,1,4\n",
  "pins.csv": "id,lower,upper,size,offset\na,0,2,4,0\nb,1,3,4,2\n",
});

/** Offsets of a written answer, checked against the problem that was asked. */
function heightOf(name: string, answer: string): number {
  const { value: problem } = readProblemCsv(textOf(name));
  const { value: placed, diagnostics } = readProblemCsv(answer);
  expect(diagnostics).toEqual([]);
  const offsets = placed.buffers.map(({ offset }) => offset ?? NaN);
  const height = placed.buffers.reduce((top, { size }, i) => Math.max(top, (offsets[i] ?? NaN) + size), 0);
  expect(checkPlacement(problem, { offsets, height })).toEqual([]);
  expect(placed.buffers.map(({ label, live, size }) => [label, live, size])).toEqual(
    problem.buffers.map(({ label, live, size }) => [label, live, size]),
  );
  return height;
}

describe("plan PROBLEM.csv", () => {
  it.each(names)("%s: minimum and answer file", (name) => {
    const optimum = Number(name.split(".").at(-2));
    const { exitCode, document } = tinygenJson(cwd, ["plan", name, "--csv", `out-${name}`]);
    expect(exitCode).toBe(0);
    expect(document).toMatchObject({
      command: "plan",
      model: null,
      problem: { file: name },
      capacity: null,
      arena: { bytes: optimum, lowerBound: optimum, status: "optimal" },
    });
    expect(heightOf(name, readFileSync(join(cwd, `out-${name}`), "utf8"))).toBe(optimum);
  });

  it("takes the capacity as the limit", () => {
    const name = "greedy-needs-176.112.csv";
    const fits = tinygen(cwd, ["plan", name, "--capacity", "112", "--csv", "-"]);
    expect(fits.exitCode).toBe(0);
    expect(fits.stdout.split("\n")[0]).toMatch(/^id,lower,upper,size(,alignment)?,offset$/);
    expect(heightOf(name, fits.stdout)).toBe(112);
    const { exitCode, document } = tinygenJson(cwd, ["plan", name, "--capacity", "111", "--csv", "none.csv"]);
    expect(exitCode).toBe(5);
    expect(document).toMatchObject({ capacity: 111, arena: { bytes: null, lowerBound: 112, status: "infeasible" } });
    expect(document.diagnostics.map(({ code }) => code)).toEqual(["TG3004"]);
    expect(() => readFileSync(join(cwd, "none.csv"))).toThrow();
  });

  it("says when the steps ended before an answer", () => {
    const name = "above-bound-of-7.8.csv";
    const { exitCode, document } = tinygenJson(cwd, ["plan", name, "--capacity", "7", "--max-steps", "1"]);
    expect(exitCode).toBe(5);
    expect(document).toMatchObject({ arena: { bytes: null, lowerBound: 7, status: "bounded" }, steps: 1 });
    const best = tinygenJson(cwd, ["plan", name, "--max-steps", "1"]);
    expect(best.exitCode).toBe(0);
    expect(best.document).toMatchObject({ arena: { lowerBound: 7, status: "bounded" } });
    expect(best.document.diagnostics.map(({ code }) => code)).toEqual(["TG3003"]);
  });

  it("knows a problem by its first line", () => {
    expect(tinygen(cwd, ["plan", "problem.txt"]).stdout).toContain("arena  8 B (optimal");
  });

  it("reports every fault of a file, and pins that contradict each other", () => {
    const { exitCode, document } = tinygenJson(cwd, ["plan", "damaged.csv"]);
    expect(exitCode).toBe(3);
    expect(document.diagnostics.map(({ code }) => code)).toEqual(["TG1006", "TG1006"]);
    expect(tinygenJson(cwd, ["plan", "pins.csv"])).toMatchObject({
      exitCode: 5,
      document: { arena: { bytes: null, status: "infeasible" } },
    });
  });

  it("refuses options that do not belong to it", () => {
    expect(tinygen(cwd, ["plan", "problem.txt", "-b", "esp32"]).exitCode).toBe(2);
    expect(tinygen(cwd, ["plan", "problem.txt", "--capacity", "many"]).exitCode).toBe(2);
    expect(tinygen(cwd, ["plan", "sine.tflite", "-b", "esp32", "--capacity", "64KB"]).exitCode).toBe(2);
  });
});
