// SPDX-License-Identifier: Apache-2.0
/** Counts instructions without the firmware's help: from QEMU's log of every single executed instruction. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { qemuArguments, qemuMachine } from "../../src/simulators/qemu.js";
import type { Board } from "../../src/targets/board.js";
import type { ElfSymbol } from "../../src/toolchain/elf-size.js";
import { exec } from "../../src/toolchain/exec.js";
import { probe, qemuFor } from "../../src/toolchain/tools.js";

export interface TraceInput {
  readonly elf: string;
  readonly board: Board;
  readonly cwd: string;
  readonly symbols: readonly ElfSymbol[];
}

export interface TracedCounts {
  readonly invocations: readonly number[];
  readonly nodes: readonly number[];
}

/** Instructions of every call that measure_invoke and measure_node made, in order; two invocations with layers. */
export async function countByTrace({ elf, board, cwd, symbols }: TraceInput): Promise<TracedCounts> {
  const machine = qemuMachine(board);
  const tool = qemuFor(board.target.arch);
  if (machine === undefined) throw new Error(`${board.id} has no QEMU machine`);
  const log = join(cwd, "trace.log");
  // QEMU 8.1 gave the option another name and QEMU 9 took the old one away.
  const major = Number.parseInt((await probe(tool))?.version ?? "", 10);
  const singly = major >= 9 ? ["-accel", "tcg,one-insn-per-tb=on"] : ["-singlestep"];
  const trace = [...singly, "-d", "exec,nochain", "-D", log];
  const result = await exec({ file: tool.file, args: [...qemuArguments(elf, machine, "2l"), ...trace], cwd });
  if (result.exitCode !== 0) throw new Error(`QEMU ended with ${String(result.exitCode)}: ${result.stderr}`);
  // Trace 0: host-address [cs-base/program-counter/flags/cflags] symbol
  const counters = [...readFileSync(log, "latin1").matchAll(/^Trace .*?\[[0-9a-f]+\/([0-9a-f]+)\//gm)].map(([, pc]) =>
    Number.parseInt(pc ?? "", 16),
  );
  const find = (name: string): ElfSymbol => {
    const symbol = symbols.find((entry) => entry.name === name);
    if (symbol === undefined) throw new Error(`no symbol ${name}`);
    // Bit 0 of a function's address says Thumb.
    return { ...symbol, address: symbol.address - (symbol.address % 2) };
  };
  const counted = (callee: string, caller: string): number[] => countCalls(counters, find(callee), find(caller));
  return {
    invocations: counted("model_invoke", "measure_invoke"),
    nodes: counted("model_trace_run", "measure_node"),
  };
}

// A call begins at the first instruction of the callee and ends before execution is back in the caller.
function countCalls(counters: readonly number[], callee: ElfSymbol, caller: ElfSymbol): number[] {
  const inCaller = (pc: number): boolean => pc >= caller.address && pc < caller.address + caller.size;
  const calls: number[] = [];
  for (let i = 1; i < counters.length; i++) {
    if (counters[i] !== callee.address || !inCaller(counters[i - 1] ?? 0)) continue;
    let end = i;
    while (end < counters.length && !inCaller(counters[end] ?? 0)) end++;
    calls.push(end - i);
    i = end;
  }
  return calls;
}
