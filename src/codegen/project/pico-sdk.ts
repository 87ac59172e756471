// SPDX-License-Identifier: Apache-2.0
/** A project for the Pico SDK, which is CMake. */
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import type { ProjectView } from "./project-view.js";

export function picoProject(view: ProjectView): SourceTree {
  return new Map([
    ["src/main.c", renderTemplate("project/main.pico.c.hbs", view)],
    ["CMakeLists.txt", renderTemplate("project/pico.CMakeLists.txt.hbs", view)],
  ]);
}
