// SPDX-License-Identifier: Apache-2.0
/** Files of ESP-IDF: partition table, defaults of sdkconfig, CMake; and the whole project where PlatformIO has no board. */
import type { Board } from "../../targets/board.js";
import { groupDigits } from "../../util/text.js";
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import type { ProjectView } from "./project-view.js";

/** CMakeLists.txt, sdkconfig.defaults and partitions.csv. */
export function espIdfSettings(board: Board, view: ProjectView): SourceTree {
  const { espIdf } = board;
  if (espIdf === undefined) return new Map();
  const details = { ...view, idfTarget: espIdf.target };
  return new Map([
    ["CMakeLists.txt", renderTemplate("project/espidf.CMakeLists.txt.hbs", details)],
    ["sdkconfig.defaults", renderTemplate("project/sdkconfig.defaults.hbs", { ...view, sdkconfig: espIdf.sdkconfig })],
    ...partitionTable(board, view),
  ]);
}

/** partitions.csv, or nothing for a board without partitions. */
export function partitionTable(board: Board, view: ProjectView): SourceTree {
  const { espIdf } = board;
  if (espIdf === undefined) return new Map();
  const details = { ...view, partitions: espIdf.partitions, flashText: groupDigits(espIdf.flash) };
  return new Map([["partitions.csv", renderTemplate("project/partitions.csv.hbs", details)]]);
}

/** A project for idf.py alone. */
export function espIdfProject(board: Board, view: ProjectView): SourceTree {
  return new Map([
    ["main/main.c", renderTemplate("project/main.espidf.c.hbs", view)],
    ["main/CMakeLists.txt", renderTemplate("project/espidf.src.CMakeLists.txt.hbs", view)],
    ...espIdfSettings(board, view),
  ]);
}
