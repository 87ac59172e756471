// SPDX-License-Identifier: Apache-2.0
/** The firmware project around a generated library: PlatformIO or CMake files, example application, README. */
import { fnv1a32 } from "../../util/hash.js";
import type { Compilation } from "../../compile.js";
import { CODE_METHOD } from "../../planner/fit.js";
import { mainGraph, tensorAt } from "../../ir/graph.js";
import { shapeText } from "../../ir/shape.js";
import type { Board } from "../../targets/board.js";
import { groupDigits } from "../../util/text.js";
import { bannerOf, librarySources } from "../aot/library.js";
import { mergeTrees, type SourceTree, underFolder } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import { platformioFiles } from "./platformio.js";
import { simulatedFiles } from "./simulated.js";

export interface ProjectInput {
  readonly compilation: Compilation;
  readonly board: Board;
  /** File name of the model, without folders. */
  readonly file: string;
  readonly sha256: string;
  readonly version: string;
  /** Output bytes of the reference kernels for the standard pattern: the expectation of the self-test. */
  readonly goldenOutputs: readonly Uint8Array[];
  /** "lib" leaves out everything but the library. */
  readonly emit: "app" | "lib";
}

/** The values that templates may use; every template is rendered with all of them. */
export type ProjectView = ReturnType<typeof projectView>;

export function projectTree(input: ProjectInput): SourceTree {
  const view = projectView(input);
  const library = libraryTree(input, view);
  const { name } = input.compilation;
  if (input.emit === "lib") return library;
  const app = input.board.platformio === null ? simulatedFiles(input.board, view) : platformioFiles(input.board, view);
  const readme = new Map([["README.md", renderTemplate("project/README.md.hbs", view)]]);
  return mergeTrees(underFolder(`lib/${name}`, library), app, readme);
}

function libraryTree(input: ProjectInput, view: ProjectView): SourceTree {
  const { compilation, board, file, sha256, version } = input;
  const { name, lowered } = compilation;
  const library = librarySources({ lowered, name, file, sha256, board, version, trace: false });
  const banner = bannerOf({ lowered, name, file, sha256, board, version, trace: false });
  const selftest = new Map([
    [`${name}_selftest.c`, renderTemplate("project/selftest.c.hbs", { ...view, banner })],
    [`${name}_selftest.h`, renderTemplate("project/selftest.h.hbs", { ...view, banner })],
  ]);
  const sources = mergeTrees(library, selftest);
  const compiled = [...sources.keys()].filter((path) => /\.[cS]$/.test(path));
  return mergeTrees(
    underFolder("src", sources),
    new Map([
      ["library.json", libraryManifest(name, version, file)],
      ["CMakeLists.txt", renderTemplate("project/lib.CMakeLists.txt.hbs", { name, version, sources: compiled })],
    ]),
  );
}

function libraryManifest(name: string, version: string, file: string): string {
  const manifest = {
    name,
    version: "1.0.0",
    description: `${file} compiled by tinygen ${version}`,
    build: { srcDir: "src", includeDir: "src", libArchive: false },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function projectView({ compilation, board, file, sha256, version, goldenOutputs }: ProjectInput) {
  const { name, plan, lowered, fit, totalRam, model } = compilation;
  const graph = mainGraph(model);
  const tensorText = (ids: typeof graph.inputs): string =>
    ids.map((id) => `${tensorAt(graph, id).dtype} ${shapeText(tensorAt(graph, id).shape)}`).join(", ");
  const flash = fit.regions.find(({ method }) => method === CODE_METHOD);
  return {
    name,
    prefix: lowered.prefix,
    upper: lowered.prefix.toUpperCase(),
    title: name,
    boardTitle: board.title,
    boardId: board.id,
    version,
    modelFile: markdownSafe(file),
    sha256,
    arena: groupDigits(plan.bytes),
    arenaText: groupDigits(plan.bytes),
    arenaRegion: fit.arenaRegion,
    proof:
      plan.status === "optimal"
        ? "proven minimal"
        : `at most ${groupDigits(plan.bytes - plan.lowerBound)} B above the minimum`,
    data: groupDigits(totalRam - plan.bytes),
    constants: groupDigits(lowered.pool.bytes),
    constantsText: groupDigits(lowered.pool.bytes),
    code: flash === undefined ? "?" : groupDigits(compilation.codeEstimate),
    greedy: groupDigits(plan.greedyBytes),
    inputText: tensorText(graph.inputs),
    outputText: tensorText(graph.outputs),
    expected: goldenOutputs.map((bytes) => `0x${fnv1a32(bytes)}U`).join(", "),
    isPlatformIo: board.platformio !== null,
    isSimulated: board.platformio === null,
  };
}

// The file name is the user's and may hold anything; in Markdown and comments only plain characters are kept.
function markdownSafe(text: string): string {
  return text.replace(/[^A-Za-z0-9._ +-]+/g, "_");
}
