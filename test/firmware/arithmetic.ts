// SPDX-License-Identifier: Apache-2.0
/** Runs a program that looks like a model and whose output counts wrong results of a header's functions. */
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { harnessSources } from "../../src/codegen/harness.js";
import { runtimeHeader } from "../../src/codegen/templates.js";
import { runHost } from "../../src/simulators/host.js";
import { runFirmware } from "../../src/simulators/qemu.js";
import type { Board } from "../../src/targets/board.js";
import { compileFirmware, compileHost } from "../../src/toolchain/gcc.js";

export interface ArithmeticProgram {
  /** Of the program's sources, beside this file. */
  readonly folder: string;
  readonly headers: readonly string[];
  /** What the words of the output count, in their order; ties come after them. */
  readonly names: readonly string[];
  readonly temporary: string;
}

export interface Counts {
  readonly wrong: Readonly<Record<string, number>>;
  readonly ties: number;
}

export async function countWrong(
  { folder, headers, names, temporary }: ArithmeticProgram,
  target: Board | "host",
  optimize: "balanced" | "size",
): Promise<Counts> {
  const cwd = join(temporary, `${target === "host" ? target : target.id}-${optimize}`);
  const dir = join(cwd, "sources");
  const program = fileURLToPath(new URL(`${folder}/`, import.meta.url));
  mkdirSync(join(dir, "harness"), { recursive: true });
  mkdirSync(join(dir, "model"));
  for (const name of ["model.c", "model.h", "model_trace.h"])
    copyFileSync(join(program, name), join(dir, "model", name));
  for (const name of headers) writeFileSync(join(dir, "model", name), runtimeHeader(name));
  for (const [name, text] of harnessSources(target)) writeFileSync(join(dir, "harness", name), text);
  const common = { dir, out: join(cwd, "program.elf"), flags: ["-Werror"], optimize };
  const run = { cwd, invocations: 1, inputs: "pattern", writeOutputs: true, timeoutMs: 120_000 } as const;
  if (target === "host") await runHost((await compileHost(common)).elf, run);
  else await runFirmware((await compileFirmware({ ...common, board: target })).elf, target, run);
  const bytes = readFileSync(join(cwd, "out_1_0.bin"));
  const word = (index: number): number => bytes.readUInt32LE(4 * index);
  return { wrong: Object.fromEntries(names.map((name, i) => [name, word(i)])), ties: word(names.length) };
}
