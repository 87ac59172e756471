// SPDX-License-Identifier: Apache-2.0
/** Renode's script and Robot test for boards whose description Renode ships. */
import { type Board, buildSystem } from "../../targets/board.js";
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import type { ProjectView } from "./project-view.js";

/** Where each build system leaves the program. */
function programPath(board: Board): string {
  switch (buildSystem(board)) {
    case "platformio":
      return `.pio/build/${board.id}/firmware.elf`;
    case "zephyr":
      return "build/zephyr/zephyr.elf";
    default:
      return "build/firmware.elf";
  }
}

/** `renode/BOARD.resc` and `renode/BOARD.robot`, or nothing. */
export function renodeFiles(board: Board, view: ProjectView): SourceTree {
  const machine = board.simulators.find(({ kind }) => kind === "renode");
  if (machine === undefined) return new Map();
  // Long enough for the self-test and a few inferences of a model of some million operations at the part's clock.
  const details = { ...view, repl: machine.machine, elf: programPath(board), seconds: "10" };
  return new Map([
    [`renode/${board.id}.resc`, renderTemplate("project/renode.resc.hbs", details)],
    [`renode/${board.id}.robot`, renderTemplate("project/renode.robot.hbs", details)],
  ]);
}
