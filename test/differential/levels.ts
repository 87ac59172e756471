// SPDX-License-Identifier: Apache-2.0
/** The places where cases run: compilers of this machine, sanitizers, and simulated boards. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { harnessSources } from "../../src/codegen/harness.js";
import { type SourceTree, underFolder } from "../../src/codegen/source-tree.js";
import { mainGraph } from "../../src/ir/graph.js";
import { runHost } from "../../src/simulators/host.js";
import { runFirmware } from "../../src/simulators/qemu.js";
import type { IsaLevel } from "../../src/targets/isa.js";
import type { Board } from "../../src/targets/board.js";
import { exec } from "../../src/toolchain/exec.js";
import { compileFirmware, compileHost } from "../../src/toolchain/gcc.js";
import { compilerFor, HOST_COMPILER, probe, qemuFor, type Tool } from "../../src/toolchain/tools.js";
import { type Batch, batchSources } from "./batch.js";
import type { Expectation } from "./judge.js";

export interface Level {
  readonly id: string;
  /** Boards run fewer cases, because they are slower. */
  readonly kind: "host" | "board";
  /** Instruction sets whose kernels run here, as lowering takes them. */
  readonly isa: readonly IsaLevel[];
  /** Host levels need one for the text of generated files. */
  readonly board: Board;
  readonly tools: readonly Tool[];
  /** Builds and runs one program below `folder`; outputs by case and invocation. Throws with the reason when it fails. */
  run(batch: Batch, job: Job): Promise<readonly CaseResult[]>;
}

/** What one case gave: its outputs by invocation, or what went wrong with it alone. */
export type CaseResult = { readonly outputs: Expectation["outputs"] } | { readonly problem: string };

export interface Job {
  readonly folder: string;
  /** Model inputs by case and invocation. */
  readonly inputs: readonly Expectation["inputs"][];
  readonly invocations: number;
  /** For levels that run every node in a process of its own; generous unless given. */
  readonly secondsPerNode?: number;
  /** Changes the generated files before they are compiled; for tests of this suite itself. */
  readonly tamper?: (tree: SourceTree) => SourceTree;
}

const CLANG: Tool = { file: "clang", packages: ["clang"], purpose: "the differential suite" };
const SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g1", "-O1"];
const TIMEOUT_MS = 180_000;
const DRIVER = fileURLToPath(new URL("guarded-driver.c", import.meta.url));

/** Generated text names a board; on the host it is only a name. */
export function hostLevels(board: Board): readonly Level[] {
  const common = { kind: "host", isa: ["scalar"], board } as const;
  return [
    { ...common, id: "gcc", tools: [HOST_COMPILER], run: (batch, job) => runPlain(batch, job, { board }) },
    {
      ...common,
      id: "clang",
      tools: [CLANG],
      run: (batch, job) => runPlain(batch, job, { board, compiler: CLANG.file }),
    },
    { ...common, id: "gcc-asan-ubsan", tools: [HOST_COMPILER], run: (batch, job) => runGuarded(batch, job, board) },
  ];
}

export function boardLevel(board: Board): Level {
  const tools = [compilerFor(board.target.arch), qemuFor(board.target.arch)].filter((tool) => tool !== undefined);
  return {
    id: board.id,
    kind: "board",
    isa: board.target.isa,
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

// Gaps between tensors are poisoned, so that a read or a write just outside an operand is found.
async function runGuarded(batch: Batch, job: Job, board: Board): Promise<readonly CaseResult[]> {
  const driver = new Map([
    ["driver.c", readFileSync(DRIVER, "utf8")],
    ["guards.h", guardTable(batch)],
  ]);
  const dir = writeSources(job, batchSources(batch, board), driver);
  const cwd = writeInputs(job);
  const options = { dir, out: join(job.folder, "program"), flags: ["-Werror", ...SANITIZERS] };
  const { elf } = await compileHost(options);
  const args = [String(job.invocations), String(job.secondsPerNode ?? 60)];
  const result = await exec({ file: resolve(elf), args, cwd, timeoutMs: TIMEOUT_MS });
  if (result.end !== "exited" || result.exitCode !== 0) throw new Error(`the guarded program was ${result.end}`);
  const failed = new Set([...result.stdout.matchAll(/^failed ([0-9]+)$/gm)].map(([, node]) => Number(node)));
  return readOutputs(batch, job, (node) => {
    if (!failed.has(node)) return undefined;
    const said = readFileSync(join(cwd, `err_${node}.txt`), "utf8");
    return said === "" ? "it did not end in time" : said.split("\n").slice(0, 12).join("\n");
  });
}

function guardTable({ cases, regions }: Batch): string {
  const guards = cases.flatMap(({ layout }, i) =>
    (layout?.guards ?? []).map(({ start, end }) => `    {${(regions[i] ?? 0) + start}u, ${end - start}u},\n`),
  );
  let [input, output] = [0, 0];
  const tensors = [...cases, undefined].map((placed) => {
    const row = `    {${input}u, ${output}u},\n`;
    const graph = placed === undefined ? undefined : mainGraph(placed.drawn.model);
    input += graph?.inputs.length ?? 0;
    output += graph?.outputs.length ?? 0;
    return row;
  });
  return `#include <stdint.h>

/* Bytes that nothing may touch. */
static const struct {
    uint32_t start;
    uint32_t bytes;
} guards[] = {
${guards.join("")}};

/* Where the inputs and outputs of each node begin among those of the batch, and the ends of all. */
static const struct {
    uint32_t first_input;
    uint32_t first_output;
} tensors[] = {
${tensors.join("")}};
`;
}

function writeSources(job: Job, library: SourceTree, harness: SourceTree): string {
  const dir = join(job.folder, "sources");
  const tamper = job.tamper ?? ((tree: SourceTree) => tree);
  for (const tree of [underFolder("model", tamper(library)), underFolder("harness", harness)]) {
    for (const [path, contents] of tree) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), contents);
    }
  }
  return dir;
}

// The harness numbers the inputs of the whole batch, case after case.
function writeInputs({ folder, inputs, invocations }: Job): string {
  const cwd = join(folder, "run");
  mkdirSync(cwd, { recursive: true });
  for (let k = 0; k < invocations; k++) {
    inputs
      .flatMap((ofCase) => ofCase[k] ?? [])
      .forEach((bytes, t) => {
        writeFileSync(join(cwd, `in_${k + 1}_${t}.bin`), bytes);
      });
  }
  return cwd;
}

function readOutputs(
  batch: Batch,
  { folder, invocations }: Job,
  problemOf: (node: number) => string | undefined = () => undefined,
): readonly CaseResult[] {
  let first = 0;
  return batch.cases.map(({ drawn }, node) => {
    const count = mainGraph(drawn.model).outputs.length;
    const from = first;
    first += count;
    const problem = problemOf(node);
    if (problem !== undefined) return { problem };
    const read = (k: number, t: number): Uint8Array =>
      readFileSync(join(folder, "run", `out_${k + 1}_${from + t}.bin`));
    const outputs = Array.from({ length: invocations }, (_, k) => Array.from({ length: count }, (__, t) => read(k, t)));
    return { outputs };
  });
}
