// SPDX-License-Identifier: Apache-2.0
/** What a project is made from, and the values that its templates show. */
import { contractHashes, contractOf } from "../../contract/contract.js";
import { hex } from "../../contract/contract-file.js";
import type { ModelLabels } from "../../contract/labels.js";
import { fnv1a32 } from "../../util/hash.js";
import type { RuntimeCompilation } from "../../compile.js";
import { CODE_METHOD } from "../../planner/fit.js";
import { mainGraph, tensorAt } from "../../ir/graph.js";
import { shapeText } from "../../ir/shape.js";
import { type Board, buildSystem, freeBytes, type Framework } from "../../targets/board.js";
import { groupDigits } from "../../util/text.js";
import { cIdentifier } from "../c/literals.js";
import { arenaOnHeap } from "./arena-place.js";
import { type GivenTflm, tflmSource, tflmView } from "./tflm-source.js";

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

export function projectView({ compilation, board, file, sha256, version, goldenOutputs, ...input }: ProjectInput) {
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
    proof: proofText(compilation),
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
    /** A project of PlatformIO that idf.py builds as well. */
    hasIdfPy: system === "platformio" && framework === "espidf",
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

/** What is known about the size of the arena. */
function proofText({ plan, ...compilation }: RuntimeCompilation): string {
  const gap = groupDigits(plan.bytes - plan.lowerBound);
  const placed = plan.status === "optimal" ? "proven minimal" : `at most ${gap} B above the minimum`;
  if (compilation.runtime === "aot") return placed;
  return compilation.exact
    ? `the smallest with which TFLM starts; ${groupDigits(plan.bytes)} B of tensors and scratch in it are ${placed}`
    : `with room for another version of TFLM and its kernels; ${groupDigits(plan.bytes)} B of tensors and scratch in it are ${placed}`;
}
