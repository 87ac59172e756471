// SPDX-License-Identifier: Apache-2.0
/** The external programs that tinygen uses: where Debian has them and which version is installed. */
import { fail } from "../diagnostics/tinygen-error.js";
import type { Target } from "../targets/board.js";
import { exec } from "./exec.js";

export interface Tool {
  readonly file: string;
  /** The same compiler for C++. */
  readonly cxx?: string;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** What tinygen needs it for. */
  readonly purpose: string;
  /** How to get it where that is not a Debian package. */
  readonly install?: string;
}

export interface ToolVersion {
  readonly tool: string;
  readonly version: string;
}

export const HOST_COMPILER: Tool = {
  file: "cc",
  cxx: "c++",
  packages: ["gcc", "libc6-dev"],
  purpose: "tinygen verify --on host",
};
export const ARM_COMPILER: Tool = {
  file: "arm-none-eabi-gcc",
  cxx: "arm-none-eabi-g++",
  packages: ["gcc-arm-none-eabi", "libnewlib-arm-none-eabi"],
  purpose: "firmware for Cortex-M",
};
export const RISCV_COMPILER: Tool = {
  file: "riscv64-unknown-elf-gcc",
  cxx: "riscv64-unknown-elf-g++",
  packages: ["gcc-riscv64-unknown-elf", "picolibc-riscv64-unknown-elf"],
  purpose: "firmware for RISC-V",
};
export const XTENSA_COMPILER: Tool = {
  file: "xtensa-lx106-elf-gcc",
  cxx: "xtensa-lx106-elf-g++",
  packages: ["gcc-xtensa-lx106", "binutils-xtensa-lx106", "picolibc-xtensa-lx106-elf"],
  purpose: "firmware for the Xtensa core lx106",
};
export const QEMU_ARM: Tool = {
  file: "qemu-system-arm",
  packages: ["qemu-system-arm"],
  purpose: "tinygen run on Cortex-M boards",
};
export const QEMU_RISCV: Tool = {
  file: "qemu-system-riscv32",
  packages: ["qemu-system-misc"],
  purpose: "tinygen run on RISC-V boards",
};
export const QEMU_XTENSA: Tool = {
  file: "qemu-system-xtensa",
  packages: ["qemu-system-misc"],
  purpose: "tinygen run on the board qemu-xtensa-lx106",
};

export const RENODE: Tool = {
  file: "renode",
  packages: [],
  purpose: "runs renode/*.resc and *.robot of emitted projects; tinygen itself does not need it",
  install: "https://renode.io",
};

/**
 * The bare-metal compiler for a core, or undefined where tinygen knows none. A compiler for Xtensa is made for one core:
 * Debian's is for the lx106, and what it makes does not run on an ESP32.
 */
export function compilerFor({ arch, cpu }: Pick<Target, "arch" | "cpu">): Tool | undefined {
  return { arm: ARM_COMPILER, riscv: RISCV_COMPILER, xtensa: cpu === "lx106" ? XTENSA_COMPILER : undefined }[arch];
}

/** QEMU's system emulator for an architecture. */
export function qemuFor(arch: Target["arch"]): Tool {
  return { arm: QEMU_ARM, riscv: QEMU_RISCV, xtensa: QEMU_XTENSA }[arch];
}

const probes = new Map<string, Promise<ToolVersion | undefined>>();

/** The installed version, or undefined when the tool is missing; never throws. Asked once per process. */
export function probe(tool: Tool): Promise<ToolVersion | undefined> {
  const known = probes.get(tool.file);
  if (known !== undefined) return known;
  const asked = askVersion(tool);
  probes.set(tool.file, asked);
  return asked;
}

/** One line that says how to get a tool. */
export function installCommand({ packages, install }: Tool): string {
  return install ?? `apt-get install ${packages.join(" ")}`;
}

/** Throws TG5001 with the packages to install. */
export function missingTool(tool: Tool): never {
  fail("TG5001", `${tool.file} is not on the PATH`, `on Debian or Ubuntu: apt-get install ${tool.packages.join(" ")}`);
}

async function askVersion(tool: Tool): Promise<ToolVersion | undefined> {
  const result = await exec({ file: tool.file, args: ["--version"], timeoutMs: 20_000 });
  const version = /[0-9]+\.[0-9]+(\.[0-9]+)?/.exec(withoutParentheses(result.stdout))?.[0];
  return result.end === "exited" && result.exitCode === 0
    ? { tool: tool.file, version: version ?? "unknown" }
    : undefined;
}

// GCC and QEMU print the distribution's package version in parentheses.
function withoutParentheses(text: string): string {
  return text.replace(/\([^)]*\)/g, "");
}
