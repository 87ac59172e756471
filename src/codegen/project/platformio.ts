// SPDX-License-Identifier: Apache-2.0
/** Project files for boards that PlatformIO knows. */
import type { Board } from "../../targets/board.js";
import type { SourceTree } from "../source-tree.js";
import { readTemplate, renderTemplate } from "../templates.js";
import type { ProjectView } from "./project.js";

export function platformioFiles(board: Board, view: ProjectView): SourceTree {
  const { platformio } = board;
  if (platformio === null) return new Map();
  const framework = platformio.frameworks[0] ?? "";
  const isEspIdf = framework === "espidf";
  const details = {
    ...view,
    environment: board.id,
    platform: platformio.platform,
    board: platformio.board,
    framework,
    isEspIdf,
  };
  const files = new Map([["platformio.ini", renderTemplate("project/platformio.ini.hbs", details)]]);
  if (isEspIdf) {
    files.set("src/main.c", renderTemplate("project/main.espidf.c.hbs", view));
    files.set("src/CMakeLists.txt", readTemplate("project/espidf.src.CMakeLists.txt"));
    files.set("CMakeLists.txt", renderTemplate("project/espidf.CMakeLists.txt.hbs", view));
    files.set("sdkconfig.defaults", readTemplate("project/sdkconfig.defaults"));
  } else if (framework === "arduino") {
    files.set("src/main.cpp", renderTemplate("project/main.arduino.cpp.hbs", view));
  } else {
    files.set("src/main.c", renderTemplate("project/main.bare.c.hbs", view));
  }
  return files;
}
