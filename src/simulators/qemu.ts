// SPDX-License-Identifier: Apache-2.0
/** Runs firmware in QEMU with a deterministic clock, so that the firmware can count instructions exactly. */
import { resolve } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import type { Board, CounterKind, SimulatorConfig } from "../targets/board.js";
import { commandLine } from "../toolchain/exec.js";
import { missingTool, probe, qemuFor, type Tool } from "../toolchain/tools.js";
import { type RunOptions, type RunResult, harnessParameters, runHarness } from "./simulator.js";

// QEMU advances its clock by 2^shift ns per instruction; each counter_*.c says which shift it needs.
const ICOUNT_SHIFT: Readonly<Record<CounterKind, number>> = {
  "cmsdk-timer": 10,
  "iotkit-timer": 10,
  "sse-counter": 10,
  "stm32-timer": 0,
  minstret: 0,
  ccount: 6,
  none: 0,
};

/** The board's QEMU machine, or undefined. */
export function qemuMachine(board: Board): SimulatorConfig | undefined {
  return board.simulators.find(({ kind }) => kind === "qemu");
}

/** The machine and the program that simulate the board; throws TG6003 when there are none. */
export function requireSimulator(board: Board): { readonly machine: SimulatorConfig; readonly tool: Tool } {
  const machine = qemuMachine(board);
  const tool = qemuFor(board.target.arch);
  if (machine !== undefined) return { machine, tool };
  return fail(
    "TG6003",
    `board ${board.id} has no simulator in stock QEMU`,
    "`tinygen boards` shows which boards run in QEMU",
  );
}

/** Arguments for one run, without the program's name, with a clock that counts instructions. */
export function qemuArguments(elf: string, machine: SimulatorConfig, parameters: string): readonly string[] {
  return ["-icount", `shift=${ICOUNT_SHIFT[machine.counter]}`, ...machineArguments(elf, machine, parameters)];
}

/** The same without that clock: what the firmware counts is then meaningless. */
export function machineArguments(elf: string, machine: SimulatorConfig, parameters: string): readonly string[] {
  return [
    ...["-M", machine.machine],
    ...(machine.cpu === undefined ? [] : ["-cpu", machine.cpu]),
    ...["-nodefaults", "-display", "none", "-monitor", "none", "-serial", "none"],
    ...(machine.machine === "virt" ? ["-bios", "none"] : []),
    ...["-semihosting-config", `enable=on,target=native,arg=${parameters}`],
    ...["-kernel", elf],
  ];
}

/** Runs an ELF file that holds the measuring program; throws TG5001, TG6001, TG6002 or TG6003. */
export async function runFirmware(elf: string, board: Board, options: RunOptions): Promise<RunResult> {
  const { machine, tool } = requireSimulator(board);
  const version = await probe(tool);
  if (version === undefined) missingTool(tool);
  const args = qemuArguments(resolve(elf), machine, harnessParameters(options));
  const report = await runHarness(tool, args, options);
  return {
    ...report,
    simulator: { kind: "qemu", machine: machine.machine, version: version.version },
    command: commandLine({ file: tool.file, args }),
  };
}
