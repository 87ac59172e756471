// SPDX-License-Identifier: Apache-2.0
/** What each framework of PlatformIO needs beside platformio.ini: example application, linker script, settings. */
import { assertNever } from "../../util/assert-never.js";
import { type Board, type Framework, regionFor } from "../../targets/board.js";
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import { arduinoPsramFlags, arenaOnHeap, arenaSections } from "./arena-place.js";
import { espIdfSettings, partitionTable } from "./esp-idf.js";
import { frameworkLinkerScript } from "./linker.js";
import type { ProjectView } from "./project-view.js";
import { zephyrSettings } from "./zephyr.js";

export interface FrameworkFiles {
  readonly files: SourceTree;
  /** Settings for platformio.ini; the board file's own ones win. */
  readonly options: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
}

export function frameworkFiles(framework: Framework, board: Board, view: ProjectView): FrameworkFiles {
  const main = (template: string, path = "src/main.c"): readonly [string, string] => [
    path,
    renderTemplate(`project/${template}`, view),
  ];
  switch (framework) {
    case "espidf":
      return {
        files: new Map([
          main("main.espidf.c.hbs"),
          main("espidf.src.CMakeLists.txt.hbs", "src/CMakeLists.txt"),
          ...espIdfSettings(board, view),
        ]),
        options: { ...partitionOptions(board), ...staticRam(board) },
        flags: arenaFlags(board, view),
      };
    case "arduino":
      return {
        files: new Map([main("main.arduino.cpp.hbs", "src/main.cpp"), ...partitionTable(board, view)]),
        options: { ...partitionOptions(board), ...(board.espIdf === undefined ? {} : staticRam(board)) },
        flags: arenaOnHeap(board, view.arenaRegion, framework)
          ? [`-DTINYGEN_${view.name.toUpperCase()}_EXTERNAL_ARENA`, ...arduinoPsramFlags(board)]
          : arenaFlags(board, view),
      };
    case "cmsis":
      return ownLinkerScript(board, view, main("main.bare.c.hbs"));
    case "stm32cube":
      return ownLinkerScript(board, view, main("main.cube.c.hbs"));
    case "mbed":
      return { files: new Map([main("main.bare.c.hbs")]), options: {}, flags: arenaFlags(board, view) };
    case "zephyr":
      return {
        files: new Map([main("main.zephyr.c.hbs"), ...zephyrSettings(view, "zephyr")]),
        options: {},
        flags: arenaFlags(board, view),
      };
    default:
      return assertNever(framework);
  }
}

// PlatformIO's scripts for these frameworks know one piece of RAM, and compile for the soft-float library.
function ownLinkerScript(board: Board, view: ProjectView, main: readonly [string, string]): FrameworkFiles {
  const script = frameworkLinkerScript(board, { arenaRegion: view.arenaRegion });
  const fpu = board.target.flags.filter((flag) => flag.startsWith("-mfpu="));
  return {
    files: new Map([main, ["board/linker.ld", script]]),
    options: {
      "board_build.ldscript": "board/linker.ld",
      "board_upload.maximum_size": String(regionFor(board, "code").size),
      ...staticRam(board),
    },
    flags: [
      // Uses the unit and still links with those libraries.
      ...fpu.flatMap((flag) => [flag, "-mfloat-abi=softfp"]),
      sectionFlag("TINYGEN_ARENA_SECTION", ".tinygen_arena"),
    ],
  };
}

/** Sections that the framework's own linker script knows. */
function arenaFlags(board: Board, view: ProjectView): readonly string[] {
  const constants = regionFor(board, "constants").section;
  return [
    ...arenaSections(board, view).map(({ macro, section }) => sectionFlag(macro, section)),
    ...(constants === undefined ? [] : [sectionFlag("TINYGEN_MODEL_SECTION", constants)]),
  ];
}

function sectionFlag(macro: string, section: string): string {
  return `-D${macro}=\\"${section}\\"`;
}

function partitionOptions({ espIdf }: Board): Readonly<Record<string, string>> {
  return espIdf === undefined ? {} : { "board_build.partitions": "partitions.csv" };
}

/** The limit that PlatformIO compares .data and .bss with; its board files often add up memory that is not for them. */
function staticRam(board: Board): Readonly<Record<string, string>> {
  return { "board_upload.maximum_ram_size": String(regionFor(board, "data").size) };
}
