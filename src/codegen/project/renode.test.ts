// SPDX-License-Identifier: Apache-2.0
/** Renode's scripts: form and paths. They are not run here; test/firmware/renode.test.ts does where Renode is. */
import { describe, expect, it } from "vitest";
import { emitProject } from "../../../test/support/emit-project.js";
import { exampleModel } from "../../../test/support/sample-models.js";
import { listBoards } from "../../targets/load-board.js";

const boards = listBoards();
const described = boards.filter(({ simulators }) => simulators.some(({ kind }) => kind === "renode"));

// Commands of Renode's monitor that the scripts use, with what must follow them.
const COMMANDS: readonly RegExp[] = [
  /^:(name|description): \S/,
  /^using sysbus$/,
  /^\$(name|elf)\?=\S+$/,
  /^mach create \$name$/,
  /^machine LoadPlatformDescription @platforms\/(cpus|boards)\/[\w-]+\.repl$/,
  /^cpu PerformanceInMips [1-9][0-9]*$/,
  /^macro reset$/,
  /^"""$/,
  /^ {4}sysbus LoadELF \$elf$/,
  /^runMacro \$reset$/,
];

/** Robot's own keywords, Renode's, and those that the file defines. */
const KEYWORDS = [
  "[Arguments]",
  "RETURN",
  "Read Variable",
  "Execute Command",
  "Should Be Equal As Integers",
  "Should Not Be Equal As Integers",
];

describe("boards with a description in Renode", () => {
  it("are many, and no other board gets scripts", () => {
    expect(described.length).toBeGreaterThanOrEqual(15);
    const other = boards.find((board) => !described.includes(board));
    const tree = emitProject(exampleModel("sine"), other!);
    expect([...tree.keys()].filter((path) => path.startsWith("renode/"))).toEqual([]);
  });

  it.each(described.map((board) => [board.id, board] as const))("%s", (id, board) => {
    const tree = emitProject(exampleModel("sine"), board);
    const script = String(tree.get(`renode/${id}.resc`));
    for (const line of script.split("\n").filter((text) => text !== "")) {
      expect(
        COMMANDS.some((command) => command.test(line)),
        line,
      ).toBe(true);
    }
    expect(script.match(/"""/g)).toHaveLength(2);
    // The program is where the project's build system leaves it, and has the variables that the test reads.
    expect(script).toContain(`$elf?=$ORIGIN/../.pio/build/${id}/firmware.elf`);
    const main = String(tree.get("src/main.c") ?? tree.get("src/main.cpp"));
    expect(main).toMatch(/^volatile int32_t example_status\b/m);
    expect(main).toMatch(/^volatile uint32_t example_runs\b/m);
    const robot = String(tree.get(`renode/${id}.robot`));
    expect(robot.match(/^\*\*\* .* \*\*\*$/gm)).toEqual([
      "*** Comments ***",
      "*** Variables ***",
      "*** Keywords ***",
      "*** Test Cases ***",
    ]);
    expect(robot).toContain(`\${CURDIR}/${id}.resc`);
    const steps = robot.split("\n").filter((line) => line.startsWith("    "));
    expect(steps.length).toBeGreaterThan(8);
    for (const step of steps) {
      const cells = step.trim().split(/ {2,}/);
      const keyword = cells[0]?.endsWith("=") ? cells[1] : cells[0];
      expect(KEYWORDS, step).toContain(keyword);
    }
  });
});
