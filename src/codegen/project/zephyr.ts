// SPDX-License-Identifier: Apache-2.0
/** Files of Zephyr: CMake and prj.conf, below `zephyr/` for PlatformIO; and the whole project for `west build`. */
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import type { ProjectView } from "./project-view.js";

/** CMakeLists.txt and prj.conf in a folder, "" for the project's own. */
export function zephyrSettings(view: ProjectView, folder: string): SourceTree {
  const path = (name: string): string => (folder === "" ? name : `${folder}/${name}`);
  return new Map([
    [path("CMakeLists.txt"), renderTemplate("project/zephyr.CMakeLists.txt.hbs", view)],
    [path("prj.conf"), renderTemplate("project/zephyr.prj.conf.hbs", view)],
  ]);
}

/** A project for `west build`. */
export function zephyrProject(view: ProjectView): SourceTree {
  return new Map([["src/main.c", renderTemplate("project/main.zephyr.c.hbs", view)], ...zephyrSettings(view, "")]);
}
