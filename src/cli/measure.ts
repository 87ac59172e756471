// SPDX-License-Identifier: Apache-2.0
/** Builds the measuring firmware of a compiled model and runs it, in a simulator or on this machine. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type LibraryInput, librarySources } from "../codegen/aot/library.js";
import { tracedNodes, type TracedNode } from "../codegen/aot/trace.js";
import { harnessSources } from "../codegen/harness.js";
import { underFolder } from "../codegen/source-tree.js";
import type { Compilation } from "../compile.js";
import { mainGraph } from "../ir/graph.js";
import { runHost } from "../simulators/host.js";
import { requireSimulator, runFirmware } from "../simulators/qemu.js";
import type { RunResult } from "../simulators/simulator.js";
import type { Board } from "../targets/board.js";
import { compileFirmware, compileHost, type CompileResult, type Optimize } from "../toolchain/gcc.js";
import { sha256 } from "../util/hash.js";
import { type ModelFile, version } from "./document.js";
import type { Output } from "./output.js";
import type { Invocation } from "./vectors.js";
import { workFolder, writeTree } from "./work-folder.js";

export interface MeasureInput {
  readonly output: Output;
  readonly file: ModelFile;
  readonly compilation: Compilation;
  readonly board: Board;
  readonly place: "host" | "board";
  /** "pattern" runs twice on the standard pattern: the second invocation is the steady state. */
  readonly invocations: readonly Invocation[] | "pattern";
  readonly optimize: Optimize;
  readonly layers: boolean;
  readonly layerHashes: boolean;
  readonly sanitize?: boolean;
  readonly timeoutMs: number;
}

export interface Measurement {
  readonly run: RunResult;
  readonly program: CompileResult;
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
  const { lowered, name } = compilation;
  const hash = sha256(file.bytes);
  const library: LibraryInput = { lowered, name, file: fileName(file.path), sha256: hash, board, version, trace: true };
  const folder = workFolder(`${name}-${hash.slice(0, 8)}-${place === "host" ? "host" : board.id}-${input.optimize}`);
  const sources = join(folder, "sources");
  writeTree(sources, underFolder("model", librarySources(library)));
  const { arenaRegion } = compilation.fit;
  writeTree(sources, underFolder("harness", harnessSources(place === "host" ? "host" : board, { arenaRegion })));
  const program = await compileSources(input, sources, folder);
  if (program.warnings !== "") output.detail(program.warnings);

  const cwd = join(folder, "run");
  mkdirSync(cwd, { recursive: true });
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
    timeoutMs: input.timeoutMs,
  };
  // The simulator runs in the folder of the vectors.
  const elf = resolve(program.elf);
  const run = place === "host" ? await runHost(elf, options) : await runFirmware(elf, board, options);
  output.detail(run.command);
  const outputs = Array.from({ length: count }, (_, k) =>
    mainGraph(compilation.model).outputs.map((_, t) => readFileSync(join(cwd, `out_${k + 1}_${t}.bin`))),
  );
  return { run, program, nodes: tracedNodes(lowered), outputs };
}

function compileSources(input: MeasureInput, sources: string, folder: string): Promise<CompileResult> {
  const { board, place, optimize, sanitize } = input;
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
  });
}

function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}
