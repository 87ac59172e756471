// SPDX-License-Identifier: Apache-2.0
/** Whole models around control flow and variables, from file bytes through planning with overlap to equal outputs. */
import { describe, expect, it } from "vitest";
import { hostLevels, boardLevel, isMissing } from "./levels.js";
import { mismatchReport, runCases } from "./run-cases.js";
import { caseName, loadModelCases, sampleModels } from "./sample.js";
import { BOARDS, CASES, INVOCATIONS, ONLY } from "./settings.js";

// Every model is a program of its own, so there are few of them.
const COUNT = { host: Math.ceil(CASES.host / 5), board: Math.ceil(CASES.board / 5) } as const;

const registered = await loadModelCases();
const [board] = BOARDS;
if (board === undefined) throw new Error("the suite has a board");
const [gcc] = hostLevels(board);
if (gcc === undefined) throw new Error("the suite has a host level");

describe.each([gcc, boardLevel(board)])("whole models on $id", (level) => {
  it.each([...registered.values()])("with $op equal the reference", async (cases) => {
    if (await isMissing(level)) return;
    const drawn = sampleModels(cases, COUNT[level.kind]).filter(
      (one) => ONLY === undefined || ONLY.includes(one.op) || ONLY.includes(caseName(one)),
    );
    const mismatches = await runCases(
      level,
      drawn.map((one) => ({ drawn: one })),
      { invocations: INVOCATIONS },
    );
    if (mismatches.length > 0) expect.fail(mismatchReport(mismatches));
  });
});
