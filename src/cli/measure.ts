// SPDX-License-Identifier: Apache-2.0
/** Builds the measuring firmware of a compiled model and runs it, in a simulator or on this machine. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { TracedNode } from "../codegen/library/trace.js";
import { firmwareLibrary } from "../codegen/project/firmware-library.js";
import { harnessSources } from "../codegen/harness.js";
import { measuringProject } from "../codegen/project/sim-platform.js";
import { type SourceTree, underFolder } from "../codegen/source-tree.js";
import type { RuntimeCompilation } from "../compile.js";
import { fail } from "../diagnostics/tinygen-error.js";
import { mainGraph } from "../ir/graph.js";
import { runHost } from "../simulators/host.js";
import { requireSimulator, runFirmware } from "../simulators/qemu.js";
import type { RunResult } from "../simulators/simulator.js";
import type { Board } from "../targets/board.js";
import type { OptimizationGoal } from "../targets/optimization-goal.js";
import {
  compileFirmware,
  compileHost,
  type CompileResult,
  optimizeFlag,
  type PrebuiltLibrary,
} from "../toolchain/gcc.js";
import { buildWithPlatformIo } from "../toolchain/platformio.js";
import { sha256 } from "../util/hash.js";
import { platformIoCore, type Toolchain } from "./compile-project.js";
import { type ModelFile, version } from "./document.js";
import type { Output } from "./output.js";
import type { Invocation } from "./vectors.js";
import { workFolder, writeTree } from "./work-folder.js";
import { makeFolder } from "./make-folder.js";

export interface MeasureInput {
  readonly output: Output;
  readonly file: ModelFile;
  readonly compilation: RuntimeCompilation;
  readonly board: Board;
  readonly place: "host" | "board";
  /** "pattern" runs twice on the standard pattern: the second invocation is the steady state. */
  readonly invocations: readonly Invocation[] | "pattern";
  readonly optimize: OptimizationGoal;
  readonly layers: boolean;
  readonly layerHashes: boolean;
  readonly sanitize?: boolean;
  /** Overwrites the whole arena before each invocation. */
  readonly poison?: boolean;
  /** The runtime tflm is linked with it. */
  readonly prebuilt?: PrebuiltLibrary;
  /** What compiles for a board; GCC unless given. */
  readonly toolchain?: Toolchain;
  readonly timeoutMs: number;
}

export interface Measurement {
  readonly run: RunResult;
  readonly program: CompileResult;
  /** Where it ran, with the input files. */
  readonly cwd: string;
  readonly nodes: readonly TracedNode[];
  /** Output bytes by invocation (from 0) and output index. */
  readonly outputs: readonly (readonly Uint8Array[])[];
}

const SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g"];
/** How often the model runs on the standard pattern. */
const PATTERN_INVOCATIONS = 1;

export async function measure(input: MeasureInput): Promise<Measurement> {
  const { output, file, compilation, board, place, invocations } = input;
  // Before compiling: of a board without a simulator it would be misleading to say that its compiler is missing.
  if (place === "board") requireSimulator(board);
  const { name, runtime } = compilation;
  const hash = sha256(file.bytes);
  const settings = { file: fileName(file.path), sha256: hash, board, version, trace: true };
  const library = firmwareLibrary(compilation, settings);
  const where = place === "host" ? "host" : board.id;
  const folder = workFolder(
    `${name}-${hash.slice(0, 8)}-${where}-${input.optimize}${runtime === "aot" ? "" : `-${runtime}`}`,
  );
  const { arenaRegion } = compilation.fit;
  const harness = harnessSources(place === "host" ? "host" : board, { arenaRegion, runtime });
  const model = library.sources;
  const program =
    place === "board" && input.toolchain === "platformio"
      ? await compileWithPlatformIo(input, join(folder, "platformio"), { harness, model })
      : await compileSources(input, folder, { harness, model });
  if (program.warnings !== "") output.detail(program.warnings);

  const cwd = join(folder, "run");
  makeFolder(cwd);
  const files = invocations !== "pattern";
  if (files) {
    for (const { k, inputs } of invocations) {
      inputs.forEach((bytes, t) => writeFileSync(join(cwd, `in_${k}_${t}.bin`), bytes));
    }
  }
  const count = files ? invocations.length : PATTERN_INVOCATIONS;
  const options = {
    cwd,
    invocations: count,
    inputs: files ? ("files" as const) : ("pattern" as const),
    writeOutputs: true,
    layers: input.layers,
    layerHashes: input.layerHashes,
    poison: input.poison === true,
    timeoutMs: input.timeoutMs,
  };
  // The simulator runs in the folder of the vectors.
  const elf = resolve(program.elf);
  const run = place === "host" ? await runHost(elf, options) : await runFirmware(elf, board, options);
  output.detail(run.command);
  const outputs = Array.from({ length: count }, (_, k) =>
    mainGraph(compilation.model).outputs.map((_, t) => readFileSync(join(cwd, `out_${k + 1}_${t}.bin`))),
  );
  return { run, program, cwd, nodes: library.nodes, outputs };
}

interface Sources {
  readonly harness: SourceTree;
  readonly model: SourceTree;
}

function compileWithPlatformIo(
  { board, optimize, prebuilt }: MeasureInput,
  project: string,
  { harness, model }: Sources,
): Promise<CompileResult> {
  if (prebuilt !== undefined) {
    fail("TG7001", "a library of TFLM that you have built is linked by gcc", "leave --toolchain out");
  }
  writeTree(project, measuringProject(board, optimizeFlag(optimize)));
  writeTree(project, underFolder("board", harness));
  writeTree(project, underFolder("src", model));
  return buildWithPlatformIo({ project, environment: board.id, coreDir: platformIoCore() });
}

function compileSources(input: MeasureInput, folder: string, { harness, model }: Sources): Promise<CompileResult> {
  const { board, place, optimize, sanitize } = input;
  const sources = join(folder, "sources");
  writeTree(sources, underFolder("model", model));
  writeTree(sources, underFolder("harness", harness));
  if (place === "host") {
    return compileHost({ dir: sources, out: join(folder, "program"), optimize, flags: sanitize ? SANITIZERS : [] });
  }
  const section = ['-DTINYGEN_ARENA_SECTION=".tinygen_arena"'];
  const linkerScript = join(sources, "harness", "linker.ld");
  return compileFirmware({
    dir: sources,
    out: join(folder, "firmware.elf"),
    board,
    optimize,
    linkerScript,
    flags: section,
    ...(input.prebuilt === undefined ? {} : { prebuilt: input.prebuilt }),
  });
}

function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
