// SPDX-License-Identifier: Apache-2.0
/** `tinygen run`: builds the measuring firmware, simulates it, and reports outputs, instructions, arena and stack. */
import { join, resolve } from "node:path";
import { fail } from "../../diagnostics/tinygen-error.js";
import { memoryMap } from "../../report/memory-map.js";
import { layerRows, type MeasuredLayer } from "../../report/layers.js";
import { fnv1a32 } from "../../util/hash.js";
import { groupDigits, plural, table } from "../../util/text.js";
import { compileFor, loadCommandModel } from "../command-model.js";
import type { Toolchain } from "../compile-project.js";
import type { CompileDefaults } from "../defaults.js";
import type { PassFlags } from "../pass-options.js";
import { parsePins, type PinFlags } from "../pins.js";
import { documentHead } from "../document.js";
import { judge } from "../judge.js";
import { measure, type Measurement } from "../measure.js";
import type { Output } from "../output.js";
import { requestedBoard } from "../requested-board.js";
import { requestedTarget } from "../requested-target.js";
import { timeoutMs } from "../timeout.js";
import { type Invocation, readInputs, readVectors } from "../vectors.js";
import { writeText } from "../write-text.js";
import { makeFolder } from "../make-folder.js";

export interface RunFlags extends CompileDefaults, PassFlags, PinFlags {
  readonly board?: string;
  readonly vectors?: string;
  readonly input?: readonly string[];
  readonly outputs?: string;
  readonly timeout: string;
  readonly toolchain?: Toolchain;
}

export async function runCommand(output: Output, given: string | undefined, flags: RunFlags): Promise<number> {
  if (flags.vectors !== undefined && flags.input !== undefined) {
    fail("TG7001", "--vectors and --input exclude each other", "give one of them");
  }
  const { board, runtime, prebuilt, findings } = requestedTarget(requestedBoard(flags.board, flags.boards), flags);
  const loaded = loadCommandModel(given, flags, runtime, findings);
  const compilation = compileFor(loaded, board, {
    mustFit: true,
    optimize: flags.optimize,
    runtime,
    pins: parsePins(flags),
  });
  output.diagnostics(loaded.diagnostics);
  const invocations = requestedInvocations(flags, loaded.model);
  output.progress(
    `plan      arena ${groupDigits(compilation.arenaBytes)} B (${compilation.plan.status}), TFLM's greedy ${groupDigits(compilation.plan.greedyBytes)} B`,
  );
  const measured = await measure({
    output,
    file: loaded.file,
    compilation,
    board,
    place: "board",
    invocations,
    optimize: flags.optimize,
    layers: true,
    layerHashes: false,
    ...prebuilt,
    timeoutMs: timeoutMs(flags.timeout),
    ...(flags.toolchain === undefined ? {} : { toolchain: flags.toolchain }),
  });
  const { run, program } = measured;
  if (flags.outputs !== undefined) writeOutputs(flags.outputs, measured);
  const layers = measuredLayers(measured);
  const expected = invocations === "pattern" ? [] : invocations;
  const verdict = judge(
    expected,
    measured.outputs.map((outputs) => ({ outputs, layers: [] })),
  );
  const compared = expected.some(({ outputs }) => outputs.some((bytes) => bytes !== undefined));
  const beyond = run.arena.beyond > 0;
  const memory = {
    arenaPlanned: compilation.arenaBytes,
    arenaTouched: run.arena.touchedEnd,
    stackUsed: run.stack?.model ?? null,
    ram: { data: program.sections.data, bss: program.sections.bss },
    flash: { text: program.sections.text, rodata: program.sections.rodata, model: program.sections.model },
  };
  print(output, { layers, memory, measured, compilation, board: board.id });
  const matches = compared ? verdict.firstDivergence === null : null;
  if (matches !== null) {
    const what = `${plural(expected.length, "invocation")} against the expected bytes`;
    output.line(
      matches ? output.paint("green", `outputs match: ${what}`) : output.paint("red", `outputs differ: ${what}`),
    );
  }
  output.document({
    ...documentHead("run", loaded.file, loaded.diagnostics),
    board: board.id,
    runtime,
    optimize: flags.optimize,
    simulator: run.simulator,
    invocations: run.invocations.map(({ k, instructions }, i) => ({
      k,
      instructions,
      outputs: (measured.outputs[i] ?? []).map((bytes, t) => ({ t, fnv1a32: fnv1a32(bytes) })),
    })),
    layers: layers.map(({ node, op, instructions }) => ({ node, op, instructions })),
    memory,
    elf: resolve(program.elf),
    matches,
    firstDivergence: verdict.firstDivergence,
  });
  if (beyond) fail("TG8002", `the firmware wrote ${run.arena.beyond} B behind the planned arena`);
  return matches === false ? 9 : 0;
}

function requestedInvocations(
  flags: RunFlags,
  model: Parameters<typeof readVectors>[1],
): readonly Invocation[] | "pattern" {
  if (flags.vectors !== undefined) return readVectors(flags.vectors, model);
  if (flags.input !== undefined) return [readInputs(flags.input, model)];
  return "pattern";
}

// The first invocation stands for all: kernels do the same work for every input, but for saturation and branches.
function measuredLayers({ run, nodes }: Measurement): MeasuredLayer[] {
  return run.layers
    .filter(({ k }) => k === 1)
    .flatMap(({ node, instructions }) => {
      const traced = nodes[node];
      return traced === undefined ? [] : [{ node: traced.op, op: traced.name, instructions }];
    });
}

function writeOutputs(folder: string, { outputs }: Measurement): void {
  makeFolder(folder);
  outputs.forEach((list, k) => list.forEach((bytes, t) => writeText(join(folder, `out_${k + 1}_${t}.bin`), bytes)));
}

interface Printed {
  readonly layers: readonly MeasuredLayer[];
  readonly memory: {
    readonly arenaPlanned: number;
    readonly arenaTouched: number;
    readonly stackUsed: number | null;
    readonly ram: { readonly data: number; readonly bss: number };
    readonly flash: { readonly text: number; readonly rodata: number; readonly model: number };
  };
  readonly measured: Measurement;
  readonly compilation: ReturnType<typeof compileFor>;
  readonly board: string;
}

function print(output: Output, { layers, memory, measured, compilation, board }: Printed): void {
  const { simulator, invocations } = measured.run;
  output.line(
    `${output.paint("bold", compilation.name)} on ${board}, measured in ${simulator.kind} ${simulator.version} (${simulator.machine})`,
  );
  output.line();
  for (const line of layerRows(layers, compilation.model)) output.line(line);
  output.line();
  const first = invocations[0]?.instructions;
  output.line(
    `instructions  ${first === null || first === undefined ? "not counted" : groupDigits(first)} for one inference`,
  );
  const rows = [
    ["arena", groupDigits(memory.arenaPlanned), "B planned,", groupDigits(memory.arenaTouched), "B touched"],
    ["stack", memory.stackUsed === null ? "?" : groupDigits(memory.stackUsed), "B used by the model"],
    ["RAM", groupDigits(memory.ram.data + memory.ram.bss), "B data and bss"],
    [
      "flash",
      groupDigits(memory.flash.text + memory.flash.rodata),
      "B code,",
      groupDigits(memory.flash.model),
      "B model",
    ],
  ];
  for (const line of table(rows, [1, 3])) output.line(line);
  output.line();
  for (const line of memoryMap(compilation.plan)) output.line(line);
}
