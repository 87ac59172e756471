// SPDX-License-Identifier: Apache-2.0
/** Compiles and links a folder of C files with GCC, for a board without an operating system or for the host. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { TinygenError, fail } from "../diagnostics/tinygen-error.js";
import { machineFlags } from "../targets/bare-metal.js";
import type { Board } from "../targets/board.js";
import { DEFAULT_GOAL, type OptimizationGoal } from "../targets/optimization-goal.js";
import { type ProgramSize, programSize } from "./elf-size.js";
import { type Command, type ExecResult, commandLine, exec, lastLines } from "./exec.js";
import { HOST_COMPILER, type Tool, compilerFor, missingTool } from "./tools.js";

export interface CompileOptions {
  /** All .c, .cc and .S files below this folder are compiled; every folder with a header is on the include path. */
  readonly dir: string;
  /** Only these folders below `dir`; all of them by default. */
  readonly folders?: readonly string[];
  /** Path of the program; objects go to the folder `objects` beside it. */
  readonly out: string;
  /** Kernels are chosen by it before; of the compiler's options only "size" changes any. */
  readonly optimize?: OptimizationGoal;
  /** Appended to compiler and linker options. */
  readonly flags?: readonly string[];
  /** A library that .cc files use and that the program is linked with. */
  readonly prebuilt?: PrebuiltLibrary;
  readonly signal?: AbortSignal;
}

/** A static C++ library with its headers, built by the user for the same core. */
export interface PrebuiltLibrary {
  readonly archive: string;
  readonly includes: readonly string[];
  /** Definitions with which the library was compiled and its headers must be read. */
  readonly defines: readonly string[];
}

export interface FirmwareOptions extends CompileOptions {
  readonly board: Board;
  /** Path of the linker script; `harness/linker.ld` in `dir` by default. */
  readonly linkerScript?: string;
}

export interface HostOptions extends CompileOptions {
  /** Another compiler than `cc`, for example clang. */
  readonly compiler?: string;
}

export interface CompileResult {
  readonly elf: string;
  readonly sections: ProgramSize;
  /** Everything that compiler and linker printed; empty when there was nothing to warn of. */
  readonly warnings: string;
}

const WARNINGS = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow"];
const DIALECT = ["-std=c99", "-ffunction-sections", "-fdata-sections", "-fno-common"];
// As TFLM is compiled; RTTI would ask for symbols that such a library does not have.
const CXX_DIALECT = [
  "-std=c++17",
  "-fno-exceptions",
  "-fno-rtti",
  "-fno-threadsafe-statics",
  "-ffunction-sections",
  "-fdata-sections",
];
// Address 0 is memory on these boards. Without the option GCC 12 also takes an address that it has split into
// "null plus offset" for an access to null, and drops calls of the function that stores there (seen with -Os).
const NULL_IS_MEMORY = "-fno-delete-null-pointer-checks";
const JOBS = 2;

/** Cross-compiles for the board; throws TG5001 (no compiler), TG5002 (build failed) or TG5003 (region overflow). */
export async function compileFirmware(options: FirmwareOptions): Promise<CompileResult> {
  const { board } = options;
  const compiler = compilerFor(board.target);
  if (compiler === undefined) {
    fail("TG5001", `no compiler for ${board.target.cpu} is known`, "build the project with PlatformIO: pio run");
  }
  const nano = board.target.arch === "arm" && options.optimize === "size" ? ["--specs=nano.specs"] : [];
  const machine = [...machineFlags(board.target), ...nano];
  const script = options.linkerScript ?? join(options.dir, "harness", "linker.ld");
  return build({
    compiler,
    options,
    machine,
    linkFlags: ["-nostartfiles", "-static", `-T${script}`],
    // Loops stay loops, so that the harness brings no library functions into the program.
    harnessFlags: ["-Os", "-fno-tree-loop-distribute-patterns"],
  });
}

/** Compiles for the machine that tinygen runs on; throws as compileFirmware does. */
export async function compileHost(options: HostOptions): Promise<CompileResult> {
  const compiler =
    options.compiler === undefined
      ? HOST_COMPILER
      : { ...HOST_COMPILER, file: options.compiler, packages: [options.compiler] };
  return build({ compiler, options, machine: [], linkFlags: [], harnessFlags: ["-Os"] });
}

interface Build {
  /** Optimisation of the measuring program. */
  readonly harnessFlags: readonly string[];
  readonly compiler: Tool;
  readonly options: CompileOptions;
  readonly machine: readonly string[];
  readonly linkFlags: readonly string[];
}

async function build({ compiler, options, machine, linkFlags, harnessFlags }: Build): Promise<CompileResult> {
  const files = readdirSync(options.dir, { recursive: true, encoding: "utf8" })
    .filter((name) => options.folders?.includes(name.split(sep)[0] ?? "") ?? true)
    .sort();
  const sources = files.filter((name) => /\.(?:c|cc|S)$/.test(name)).map((name) => join(options.dir, name));
  const folders = new Set(files.filter((name) => name.endsWith(".h")).map((name) => dirname(join(options.dir, name))));
  const includes = [...new Set([options.dir, ...folders])].map((folder) => `-I${folder}`);
  const flags = [...machine, ...(options.flags ?? [])];
  const common = { compiler, ...(options.signal === undefined ? {} : { signal: options.signal }) };

  const compiled = await inParallel(sources, async (source) => {
    const object = join(dirname(options.out), "objects", `${relative(options.dir, source).replaceAll(sep, "_")}.o`);
    mkdirSync(dirname(object), { recursive: true });
    const level = isHarness(relative(options.dir, source)) ? harnessFlags : [optimizeFlag(options.optimize)];
    const isCxx = source.endsWith(".cc");
    const language = isCxx ? [...CXX_DIALECT, ...librarySettings(options.prebuilt)] : DIALECT;
    const args = [
      ...language,
      NULL_IS_MEMORY,
      ...WARNINGS,
      ...level,
      ...flags,
      ...includes,
      "-c",
      source,
      "-o",
      object,
    ];
    const driver = isCxx ? { ...compiler, file: compiler.cxx ?? compiler.file } : compiler;
    return { object, output: await run({ ...common, compiler: driver, args }) };
  });
  const objects = compiled.map(({ object }) => object);
  const linked = await run({
    ...common,
    args: [
      ...[optimizeFlag(options.optimize), ...flags, ...linkFlags, "-Wl,--gc-sections", ...objects],
      ...(options.prebuilt === undefined ? [] : [options.prebuilt.archive, "-lm"]),
      ...["-o", options.out],
    ],
  });
  return {
    elf: options.out,
    sections: programSize(readFileSync(options.out)),
    warnings: [...compiled.map(({ output }) => output), linked].filter((text) => text !== "").join("\n"),
  };
}

// System headers, so that warnings are about the generated code only.
function librarySettings(library: PrebuiltLibrary | undefined): string[] {
  if (library === undefined) return [];
  return [...library.defines.map((name) => `-D${name}`), ...library.includes.flatMap((folder) => ["-isystem", folder])];
}

// The measuring program counts in the flash figures and its speed does not matter.
function isHarness(path: string): boolean {
  return path.split(sep)[0] === "harness";
}

/** GCC's option for a goal. */
export function optimizeFlag(optimize: OptimizationGoal = DEFAULT_GOAL): string {
  return optimize === "size" ? "-Os" : "-O2";
}

async function run(step: {
  readonly compiler: Tool;
  readonly args: readonly string[];
  readonly signal?: AbortSignal;
}): Promise<string> {
  const command: Command = {
    file: step.compiler.file,
    args: step.args,
    ...(step.signal === undefined ? {} : { signal: step.signal }),
  };
  const result = await exec(command);
  if (result.end === "missing") missingTool(step.compiler);
  if (result.end !== "exited" || result.exitCode !== 0) refuse(command, result);
  return result.stderr.trim();
}

function refuse(command: Command, result: ExecResult): never {
  // GNU ld: region `FLASH' overflowed by 123 bytes
  const overflows = [...result.stderr.matchAll(/region [`'"]([^`'"]+)['"] overflowed by ([0-9]+) bytes?/g)];
  if (overflows.length > 0) {
    throw new TinygenError(
      overflows.map(([, region, bytes]) => ({
        code: "TG5003" as const,
        severity: "error" as const,
        message: `the program is ${bytes} bytes too large for the region ${region}`,
        hint: "choose a larger board, or a smaller model",
      })),
    );
  }
  const how = result.end === "exited" ? `ended with ${result.exitCode}` : `was ${result.end}`;
  const text = lastLines(result.stderr === "" ? result.stdout : result.stderr);
  fail("TG5002", `${command.file} ${how}\n${text}`, `the command was: ${commandLine(command)}`);
}

// Keeps the order of `items`; after a failure no further item is begun.
async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  let failed = false;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length && !failed; index = next++) {
      try {
        results[index] = await work(items[index] as T);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: JOBS }, worker));
  const broken = ended.find((end) => end.status === "rejected");
  if (broken !== undefined) throw broken.reason;
  return results;
}
