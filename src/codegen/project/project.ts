// SPDX-License-Identifier: Apache-2.0
/** The firmware project around a generated library: PlatformIO or CMake files, example application, README. */
import { contractOf } from "../../contract/contract.js";
import { renderContract } from "../../contract/contract-file.js";
import { type Board, buildSystem } from "../../targets/board.js";
import { assertNever } from "../../util/assert-never.js";
import { mergeTrees, type SourceTree, underFolder } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import { arenaSections } from "./arena-place.js";
import { espIdfProject } from "./esp-idf.js";
import { firmwareLibrary } from "./firmware-library.js";
import { picoProject } from "./pico-sdk.js";
import { platformioFiles } from "./platformio.js";
import { renodeFiles } from "./renode.js";
import { type ProjectInput, type ProjectView, projectView } from "./project-view.js";
import { componentManifest } from "./tflm-source.js";
import { simulatedFiles } from "./simulated.js";
import { zephyrProject } from "./zephyr.js";
import { escapeUnsafe } from "../../util/untrusted.js";

export function projectTree(input: ProjectInput): SourceTree {
  const view = projectView(input);
  const library = libraryTree(input, view);
  const { name } = input.compilation;
  if (input.emit === "lib") {
    return mergeTrees(library, new Map([["README.md", renderTemplate("project/lib.README.md.hbs", view)]]));
  }
  const app = applicationFiles(input.board, view);
  const readme = new Map([["README.md", renderTemplate("project/README.md.hbs", view)]]);
  return mergeTrees(underFolder(`lib/${name}`, library), app, renodeFiles(input.board, view), readme);
}

function applicationFiles(board: Board, view: ProjectView): SourceTree {
  const system = buildSystem(board);
  switch (system) {
    case "platformio":
      return platformioFiles(board, view);
    case "esp-idf":
      return espIdfProject(board, view);
    case "zephyr":
      return zephyrProject(view);
    case "pico-sdk":
      return picoProject(view);
    case "bare-metal":
      return simulatedFiles(board, view);
    default:
      return assertNever(system);
  }
}

function libraryTree(input: ProjectInput, view: ProjectView): SourceTree {
  const { compilation, board, file, sha256, version } = input;
  const { name } = compilation;
  const { externalArena = false } = input;
  const { labels } = input;
  const settings = {
    ...{ file, sha256, board, version, trace: false, externalArena },
    ...(labels === undefined ? {} : { labels }),
  };
  const { sources: library, banner } = firmwareLibrary(compilation, settings);
  const selftest = new Map([
    [`${name}_selftest.c`, renderTemplate("project/selftest.c.hbs", { ...view, banner })],
    [`${name}_selftest.h`, renderTemplate("project/selftest.h.hbs", { ...view, banner })],
  ]);
  const sources = mergeTrees(library, selftest);
  const compiled = [...sources.keys()].filter((path) => /\.(?:c|cc|S)$/.test(path));
  // PlatformIO's flags and other build systems' scripts give these definitions themselves.
  const sections = board.espIdf === undefined ? [] : arenaSections(board, view);
  return mergeTrees(
    underFolder("src", sources),
    new Map([
      ["library.json", libraryManifest(view, file)],
      [`${name}.contract.json`, renderContract(contractOf(compilation.model, labels), { name, file, sha256 })],
      ["CMakeLists.txt", renderTemplate("project/lib.CMakeLists.txt.hbs", { ...view, sources: compiled, sections })],
      ...(view.isComponent ? [["idf_component.yml", componentManifest()] as const] : []),
    ]),
  );
}

function libraryManifest({ name, version, isTflm, isArduinoLibrary }: ProjectView, file: string): string {
  const manifest = {
    name,
    version: "1.0.0",
    description: `${file} compiled by tinygen ${version}`,
    build: {
      srcDir: "src",
      includeDir: "src",
      libArchive: false,
      // Rounding as TFLM's reference kernels: no fused multiply-add. Arenas may lie at any address.
      flags: [
        ...["-ffp-contract=off", "-fno-delete-null-pointer-checks"],
        // TFLM's structures have fewer fields with it; platformio.ini says so to a library that PlatformIO compiles.
        ...(isTflm && !isArduinoLibrary ? ["-DTF_LITE_STATIC_MEMORY"] : []),
      ],
    },
  };
  return `${escapeUnsafe(JSON.stringify(manifest, null, 2))}\n`;
}
