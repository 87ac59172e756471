// SPDX-License-Identifier: Apache-2.0
/** What programs without an operating system need to know about a core: compiler options, C library, entry point. */
import type { Target } from "./board.js";

/** Options that select core and C library: of Debian's compilers only the one for RISC-V does not find its own. */
export function machineFlags({ arch, flags }: Pick<Target, "arch" | "flags">): readonly string[] {
  return [...flags, ...(arch === "riscv" ? ["--specs=picolibc.specs"] : [])];
}

/** The linker's entry point: the first instruction of the boot region, or for Arm what its vector table names. */
export function entryPoint({ arch }: Pick<Target, "arch">): string {
  return arch === "arm" ? "reset_handler" : "startup_entry";
}
