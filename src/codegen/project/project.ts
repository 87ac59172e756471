// SPDX-License-Identifier: Apache-2.0
/** The firmware project around a generated library: PlatformIO or CMake files, example application, README. */
import { contractHashes, contractOf } from "../../contract/contract.js";
import { hex, renderContract } from "../../contract/contract-file.js";
import type { ModelLabels } from "../../contract/labels.js";
import { fnv1a32 } from "../../util/hash.js";
import type { RuntimeCompilation } from "../../compile.js";
import { CODE_METHOD } from "../../planner/fit.js";
import { mainGraph, tensorAt } from "../../ir/graph.js";
import { shapeText } from "../../ir/shape.js";
import { type Board, buildSystem, freeBytes, type Framework } from "../../targets/board.js";
import { assertNever } from "../../util/assert-never.js";
import { groupDigits } from "../../util/text.js";
import { cIdentifier } from "../c/literals.js";
import { mergeTrees, type SourceTree, underFolder } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import { arenaOnHeap } from "./arena-place.js";
import { espIdfProject } from "./esp-idf.js";
import { firmwareLibrary } from "./firmware-library.js";
import { picoProject } from "./pico-sdk.js";
import { platformioFiles } from "./platformio.js";
import { renodeFiles } from "./renode.js";
import { componentManifest, type GivenTflm, tflmSource, tflmView } from "./tflm-source.js";
import { simulatedFiles } from "./simulated.js";
import { zephyrProject } from "./zephyr.js";

export interface ProjectInput {
  readonly compilation: RuntimeCompilation;
  readonly board: Board;
  /** File name of the model, without folders. */
  readonly file: string;
  readonly sha256: string;
  readonly version: string;
  /** Output bytes of the reference kernels for the standard pattern: the expectation of the self-test. */
  readonly goldenOutputs: readonly Uint8Array[];
  /** Names of an output's elements. */
  readonly labels?: ModelLabels;
  /** "lib" leaves out everything but the library. */
  readonly emit: "app" | "lib";
  /** The library has no arena of its own; the runtime aot only. */
  readonly externalArena?: boolean;
  /** One of those that the board file lists for PlatformIO; its first by default. */
  readonly framework?: Framework;
  /** For the runtime tflm: a build of it by the user. */
  readonly tflm?: GivenTflm;
}

/** The values that templates may use; every template is rendered with all of them. */
export type ProjectView = ReturnType<typeof projectView>;

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
  return mergeTrees(
    underFolder("src", sources),
    new Map([
      ["library.json", libraryManifest(view, file)],
      [`${name}.contract.json`, renderContract(contractOf(compilation.model, labels), { name, file, sha256 })],
      ["CMakeLists.txt", renderTemplate("project/lib.CMakeLists.txt.hbs", { ...view, sources: compiled })],
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
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function projectView({ compilation, board, file, sha256, version, goldenOutputs, ...input }: ProjectInput) {
  const { name, plan, arenaBytes, constants, fit, totalRam, model } = compilation;
  const prefix = `tinygen_${name}`;
  const graph = mainGraph(model);
  const tensorText = (ids: typeof graph.inputs): string =>
    ids.map((id) => `${tensorAt(graph, id).dtype} ${shapeText(tensorAt(graph, id).shape)}`).join(", ");
  const flash = fit.regions.find(({ method }) => method === CODE_METHOD);
  const system = buildSystem(board);
  const framework = input.framework ?? board.platformio?.frameworks[0];
  const source = compilation.runtime === "tflm" ? tflmSource(board, framework, input.tflm) : undefined;
  return {
    name,
    prefix,
    upper: prefix.toUpperCase(),
    title: name,
    boardTitle: board.title,
    boardId: board.id,
    version,
    modelFile: markdownSafe(file),
    sha256,
    arena: groupDigits(arenaBytes),
    arenaText: groupDigits(arenaBytes),
    arenaRegion: fit.arenaRegion,
    arenaRegions: fit.arena.map(({ name: region }) => region),
    arenaPlaces: fit.arena.map(({ name: region, bytes }) => `${groupDigits(bytes)} B in \`${region}\``).join(", "),
    isSplit: fit.arena.length > 1,
    apiHash: `${hex(contractHashes(contractOf(model, input.labels)).api)}U`,
    proof:
      plan.status === "optimal"
        ? "proven minimal"
        : `at most ${groupDigits(plan.bytes - plan.lowerBound)} B above the minimum`,
    data: groupDigits(totalRam - arenaBytes),
    constants: groupDigits(constants),
    constantsText: groupDigits(constants),
    code: flash === undefined ? "?" : groupDigits(compilation.codeEstimate),
    greedy: groupDigits(plan.greedyBytes),
    inputText: tensorText(graph.inputs),
    outputText: tensorText(graph.outputs),
    expected: goldenOutputs.map((bytes) => `0x${fnv1a32(bytes)}U`).join(", "),
    framework,
    runtime: compilation.runtime,
    tflm: { source, given: input.tflm },
    ...tflmView(source, input.tflm),
    stackBytes: board.stack,
    stackText: groupDigits(board.stack),
    buildOptions: buildOptions({ compilation, board, file, ...input }, framework),
    hasLabels: input.labels !== undefined,
    labelCount: input.labels?.texts.length ?? 0,
    clockMhz: Math.round(board.clockHz / 1e6),
    hasFpu: board.target.fpu !== "none",
    arenaOnHeap: arenaOnHeap(board, fit.arenaRegion, framework),
    zephyrBoard: board.zephyr?.board ?? "",
    picoBoard: board.picoSdk?.board ?? "",
    idfTarget: board.espIdf?.target ?? "",
    isPlatformIo: system === "platformio",
    isSimulated: system === "bare-metal",
    isEspIdf: system === "esp-idf",
    isZephyr: system === "zephyr",
    isPicoSdk: system === "pico-sdk",
    hasQemu: board.simulators.some(({ kind }) => kind === "qemu"),
    hasRenode: board.simulators.some(({ kind }) => kind === "renode"),
    hasNoSimulator: board.simulators.length === 0,
    regions: board.regions
      .filter(({ uses }) => uses.length > 0)
      .map((region) => ({
        name: region.name,
        size: groupDigits(freeBytes(board, region)),
        uses: region.uses.join(", "),
      })),
  };
}

/** What `tinygen build` must be told to write this project again, after model, board and folder. */
function buildOptions(
  {
    compilation: { name, runtime },
    board,
    file,
    externalArena,
  }: Omit<ProjectInput, "sha256" | "version" | "goldenOutputs">,
  framework: Framework | undefined,
): string {
  const stem = file.replace(/\.[^.]*$/, "");
  return [
    ...(runtime === "aot" ? [] : [`--runtime ${runtime}`]),
    ...(framework === undefined || framework === board.platformio?.frameworks[0] ? [] : [`--framework ${framework}`]),
    // Several models that share an arena are named after their files.
    ...(externalArena === true || cIdentifier(stem) === name ? [] : [`--name ${name}`]),
  ]
    .map((option) => ` ${option}`)
    .join("");
}

// The file name is the user's and may hold anything; in Markdown and comments only plain characters are kept.
function markdownSafe(text: string): string {
  return text.replace(/[^A-Za-z0-9._ +-]+/g, "_");
}
