// SPDX-License-Identifier: Apache-2.0
/** Project files for boards that PlatformIO knows. */
import type { Board } from "../../targets/board.js";
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import { tflmForPlatformIo } from "./tflm-source.js";
import { frameworkFiles } from "./framework-files.js";
import type { ProjectView } from "./project-view.js";

export function platformioFiles(board: Board, view: ProjectView): SourceTree {
  const { platformio } = board;
  const { framework } = view;
  if (platformio === null || framework === undefined) return new Map();
  const { files, options, flags } = frameworkFiles(framework, board, view);
  const tflm = tflmForPlatformIo(view.tflm.source, view.tflm.given);
  const details = {
    ...view,
    platform: platformio.platform,
    board: platformio.board,
    framework,
    options: Object.entries({ ...options, ...tflm.options, ...platformio.options }).map(([key, value]) => ({
      key,
      value,
    })),
    flags: [...flags, ...tflm.flags],
  };
  return new Map([["platformio.ini", renderTemplate("project/platformio.ini.hbs", details)], ...files, ...tflm.files]);
}
