// SPDX-License-Identifier: Apache-2.0
/** A development platform for PlatformIO that builds with the compilers on the PATH and simulates in QEMU. */
import { machineFlags } from "../../targets/bare-metal.js";
import { type Board, regionFor } from "../../targets/board.js";
import { type SourceTree, underFolder } from "../source-tree.js";
import { readTemplate } from "../templates.js";

/** Its name; also that of its folder. */
const PLATFORM = "tinygen-sim";

const PREFIXES: Readonly<Record<Board["target"]["arch"], string>> = {
  arm: "arm-none-eabi-",
  riscv: "riscv64-unknown-elf-",
  xtensa: "xtensa-lx106-elf-",
};

const DEBIAN: Readonly<Record<Board["target"]["arch"], string>> = {
  arm: "gcc-arm-none-eabi libnewlib-arm-none-eabi libstdc++-arm-none-eabi-newlib qemu-system-arm",
  riscv: "gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf qemu-system-misc",
  xtensa: "gcc-xtensa-lx106 binutils-xtensa-lx106 picolibc-xtensa-lx106-elf qemu-system-misc",
};

const SIMULATORS: Readonly<Record<Board["target"]["arch"], string>> = {
  arm: "qemu-system-arm",
  riscv: "qemu-system-riscv32",
  xtensa: "qemu-system-xtensa",
};

/** What comes before `gcc` in the name of the compiler. */
export function compilerPrefix(arch: Board["target"]["arch"]): string {
  return PREFIXES[arch];
}

/** QEMU and its arguments up to the path of the program; empty where no machine stands for the board. */
export function simulatorArguments(board: Board): readonly string[] {
  const machine = board.simulators.find(({ kind }) => kind === "qemu");
  if (machine === undefined) return [];
  const { arch } = board.target;
  return [
    SIMULATORS[arch],
    ...["-M", machine.machine],
    ...(machine.cpu === undefined ? [] : ["-cpu", machine.cpu]),
    ...(machine.machine === "virt" ? ["-bios", "none"] : []),
    ...["-nodefaults", "-display", "none", "-monitor", "none", "-serial", "none"],
    ...["-semihosting-config", "enable=on,target=native"],
    "-kernel",
  ];
}

/** Files of the platform's folder: platform.json, builder/main.py and the board. */
export function simPlatform(board: Board): SourceTree {
  return new Map([
    ["platform.json", readTemplate("project/sim/platform.json")],
    ["builder/main.py", readTemplate("project/sim/builder.py")],
    [`boards/${board.id}.json`, boardManifest(board)],
  ]);
}

/** A project of PlatformIO around the measuring program: harness in `board`, model in `src`. */
export function measuringProject(board: Board, optimize: string): SourceTree {
  const lines = [
    "; Written by `tinygen run --toolchain platformio`.",
    "[platformio]",
    "platforms_dir = platforms",
    "",
    `[env:${board.id}]`,
    `platform = ${PLATFORM}`,
    `board = ${board.id}`,
    `board_build.optimize = ${optimize}`,
  ];
  return new Map([
    ["platformio.ini", `${lines.join("\n")}\n`],
    ...underFolder(`platforms/${PLATFORM}`, simPlatform(board)),
  ]);
}

// The form that PlatformIO's boards have; the keys below "build" are those that builder/main.py reads.
function boardManifest(board: Board): string {
  const { arch, cpu } = board.target;
  const manifest = {
    name: board.title,
    vendor: "tinygen",
    url: "https://www.qemu.org",
    build: {
      mcu: board.id,
      cpu,
      f_cpu: `${board.clockHz}L`,
      compiler_prefix: compilerPrefix(arch),
      machine_flags: machineFlags(board.target),
      simulator: simulatorArguments(board),
      debian: DEBIAN[arch],
    },
    upload: {
      maximum_ram_size: sum(board.regions.filter(({ kind, uses }) => kind === "ram" && uses.length > 0)),
      maximum_size: sum([...new Set([regionFor(board, "code"), regionFor(board, "constants")])]),
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function sum(regions: readonly Board["regions"][number][]): number {
  return regions.reduce((bytes, { size }) => bytes + size, 0);
}
