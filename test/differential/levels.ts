// SPDX-License-Identifier: Apache-2.0
/** The places where cases run: compilers of this machine, sanitizers, and simulated boards. */
import { join, resolve } from "node:path";
import { harnessSources } from "../../src/codegen/harness.js";
import type { KernelContext } from "../../src/ops/definition.js";
import { runHost } from "../../src/simulators/host.js";
import { runFirmware } from "../../src/simulators/qemu.js";
import type { Board } from "../../src/targets/board.js";
import { DEFAULT_GOAL, type OptimizationGoal } from "../../src/targets/optimization-goal.js";
import { compileFirmware, compileHost } from "../../src/toolchain/gcc.js";
import { compilerFor, HOST_COMPILER, probe, qemuFor, type Tool } from "../../src/toolchain/tools.js";
import { type Batch, batchSources } from "./batch.js";
import { runGuarded } from "./guarded.js";
import { type CaseResult, type Job, readOutputs, TIMEOUT_MS, writeInputs, writeSources } from "./job.js";

export interface Level {
  readonly id: string;
  /** Boards run fewer cases, because they are slower. */
  readonly kind: "host" | "board";
  /** Decides which kernels run here. */
  readonly context: KernelContext;
  /** Host levels need one for the text of generated files. */
  readonly board: Board;
  readonly tools: readonly Tool[];
  /** Builds and runs one program below `folder`; outputs by case and invocation. Throws with the reason when it fails. */
  run(batch: Batch, job: Job): Promise<readonly CaseResult[]>;
}

const CLANG: Tool = { file: "clang", packages: ["clang"], purpose: "the differential suite" };

/** Generated text names a board; on the host it is only a name. */
export function hostLevels(board: Board): readonly Level[] {
  const common = { kind: "host", context: { isa: ["scalar"], optimize: DEFAULT_GOAL }, board } as const;
  return [
    { ...common, id: "gcc", tools: [HOST_COMPILER], run: (batch, job) => runPlain(batch, job, { board }) },
    {
      ...common,
      id: "clang, riscv kernels",
      context: { isa: ["riscv", "scalar"], optimize: "speed" },
      tools: [CLANG],
      run: (batch, job) => runPlain(batch, job, { board, compiler: CLANG.file }),
    },
    {
      ...common,
      id: "gcc-asan-ubsan, least memory",
      context: { isa: ["scalar"], optimize: "ram" },
      tools: [HOST_COMPILER],
      run: (batch, job) => runGuarded(batch, job, board),
    },
    // The kernels for Arm's DSP extension with its instructions spelled in C, at both ends of the scale of unrolling.
    {
      ...common,
      id: "gcc-asan-ubsan, arm-dsp kernels",
      context: { isa: ["arm-dsp", "scalar"], optimize: "size" },
      tools: [HOST_COMPILER],
      run: (batch, job) => runGuarded(batch, job, board),
    },
    {
      ...common,
      id: "clang, arm-dsp kernels",
      context: { isa: ["arm-dsp", "scalar"], optimize: "speed" },
      tools: [CLANG],
      run: (batch, job) => runPlain(batch, job, { board, compiler: CLANG.file }),
    },
    // The same of the kernels for MVE.
    {
      ...common,
      id: "gcc-asan-ubsan, arm-mve kernels",
      context: { isa: ["arm-mve", "scalar"], optimize: "speed" },
      tools: [HOST_COMPILER],
      run: (batch, job) => runGuarded(batch, job, board),
    },
    {
      ...common,
      id: "clang, arm-mve kernels",
      context: { isa: ["arm-mve", "scalar"], optimize: "size" },
      tools: [CLANG],
      run: (batch, job) => runPlain(batch, job, { board, compiler: CLANG.file }),
    },
  ];
}

/** Kernels are chosen for `optimize`; the compiler's options stay those of a build for the default goal. */
export function boardLevel(board: Board, optimize: OptimizationGoal = DEFAULT_GOAL): Level {
  const tools = [compilerFor(board.target), qemuFor(board.target.arch)].filter((tool) => tool !== undefined);
  return {
    id: optimize === DEFAULT_GOAL ? board.id : `${board.id}, ${optimize}`,
    kind: "board",
    context: { isa: board.target.isa, optimize },
    board,
    tools,
    run: (batch, job) => runBoard(batch, job, board),
  };
}

/** True when a tool of the level is missing, which is said aloud; an error where the variable CI is set. */
export async function isMissing(level: Level): Promise<boolean> {
  const versions = await Promise.all(level.tools.map(async (tool) => ({ tool, version: await probe(tool) })));
  const missing = versions.filter(({ version }) => version === undefined).map(({ tool }) => tool);
  if (missing.length === 0) return false;
  const packages = missing.flatMap((tool) => tool.packages).join(" ");
  const reason = `${level.id}: ${missing.map(({ file }) => file).join(", ")} missing, apt-get install ${packages}`;
  if (process.env["CI"] !== undefined) throw new Error(reason);
  console.warn(`SKIPPED: ${reason}`);
  return true;
}

async function runPlain(
  batch: Batch,
  job: Job,
  { board, compiler }: { readonly board: Board; readonly compiler?: string },
): Promise<readonly CaseResult[]> {
  const dir = writeSources(job, batchSources(batch, board), harnessSources("host"));
  const cwd = writeInputs(job);
  const options = { dir, out: join(job.folder, "program"), flags: ["-Werror"] };
  const { elf } = await compileHost({ ...options, ...(compiler === undefined ? {} : { compiler }) });
  const run = {
    cwd,
    invocations: job.invocations,
    inputs: "files",
    writeOutputs: true,
    timeoutMs: TIMEOUT_MS,
  } as const;
  await runHost(resolve(elf), run);
  return readOutputs(batch, job);
}

async function runBoard(batch: Batch, job: Job, board: Board): Promise<readonly CaseResult[]> {
  const dir = writeSources(job, batchSources(batch, board), harnessSources(board));
  const cwd = writeInputs(job);
  const flags = ["-Werror", '-DTINYGEN_ARENA_SECTION=".tinygen_arena"'];
  const { elf } = await compileFirmware({ dir, out: join(job.folder, "firmware.elf"), board, flags });
  const run = {
    cwd,
    invocations: job.invocations,
    inputs: "files",
    writeOutputs: true,
    timeoutMs: TIMEOUT_MS,
  } as const;
  const { arena } = await runFirmware(resolve(elf), board, run);
  if (arena.beyond > 0) throw new Error(`${arena.beyond} B beyond the arena were written to`);
  return readOutputs(batch, job);
}
