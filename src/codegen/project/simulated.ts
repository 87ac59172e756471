// SPDX-License-Identifier: Apache-2.0
/** Project files for boards that exist in a simulator only: start-up code, linker script, CMake and PlatformIO. */
import { machineFlags } from "../../targets/bare-metal.js";
import type { Board } from "../../targets/board.js";
import { supportSources } from "../harness.js";
import { type SourceTree, underFolder } from "../source-tree.js";
import { readTemplate, renderTemplate } from "../templates.js";
import type { ProjectView } from "./project-view.js";
import { tflmForPlatformIo } from "./tflm-source.js";
import { compilerPrefix, simulatorArguments, simPlatform } from "./sim-platform.js";

export function simulatedFiles(board: Board, view: ProjectView): SourceTree {
  const support = supportSources(board, { arenaRegion: view.arenaRegion, runtime: view.runtime });
  const { arch } = board.target;
  const simulator = simulatorArguments(board);
  const { flags } = tflmForPlatformIo(view.tflm.source, view.tflm.given);
  const toolchain = {
    ...view,
    arch,
    compiler: `${compilerPrefix(arch)}gcc`,
    compilerCxx: `${compilerPrefix(arch)}g++`,
    flags: machineFlags(board.target).join(" "),
  };
  return new Map([
    ...underFolder("board", support),
    ["board/toolchain.cmake", renderTemplate("project/toolchain.cmake.hbs", toolchain)],
    ["CMakeLists.txt", renderTemplate("project/CMakeLists.txt.hbs", { ...view, simulate: simulator.join(" ") })],
    ["src/main.c", renderTemplate("project/main.simulated.c.hbs", view)],
    ["platformio.ini", renderTemplate("project/sim/platformio.ini.hbs", { ...view, simulator, flags })],
    ...underFolder("platforms/tinygen-sim", simPlatform(board)),
    ["test/test_custom_runner.py", readTemplate("project/sim/test_custom_runner.py")],
    ["test/test_model/test_main.c", renderTemplate("project/sim/test_main.c.hbs", view)],
  ]);
}
