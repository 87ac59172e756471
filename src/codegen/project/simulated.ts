// SPDX-License-Identifier: Apache-2.0
/** Project files for boards that exist in a simulator only: start-up code, linker script, CMake. */
import { regionFor, type Board } from "../../targets/board.js";
import { harnessSources } from "../harness.js";
import { type SourceTree, underFolder } from "../source-tree.js";
import { renderTemplate } from "../templates.js";
import type { ProjectView } from "./project.js";

/** Files of the measuring program that an application does without. */
const MEASURING_ONLY = /(?:^|\/)(harness\.c|measure\.|memory_use\.|report\.|counter|stack_pointer)/;

const COMPILERS: Readonly<Record<Board["target"]["arch"], string>> = {
  arm: "arm-none-eabi-gcc",
  riscv: "riscv64-unknown-elf-gcc",
  xtensa: "xtensa-esp32-elf-gcc",
};

export function simulatedFiles(board: Board, view: ProjectView): SourceTree {
  const support = [...harnessSources(board, { arenaRegion: view.arenaRegion })].filter(
    ([path]) => !MEASURING_ONLY.test(path),
  );
  const { arch, flags } = board.target;
  // picolibc is not where Debian's RISC-V compiler looks by default; newlib is.
  const library = arch === "riscv" ? ["--specs=picolibc.specs"] : [];
  const toolchain = { ...view, arch, compiler: COMPILERS[arch], flags: [...flags, ...library].join(" ") };
  return new Map([
    ...underFolder("board", new Map(support)),
    ["board/toolchain.cmake", renderTemplate("project/toolchain.cmake.hbs", toolchain)],
    ["CMakeLists.txt", renderTemplate("project/CMakeLists.txt.hbs", { ...view, simulate: simulatorCommand(board) })],
    ["src/main.c", renderTemplate("project/main.simulated.c.hbs", view)],
  ]);
}

function simulatorCommand(board: Board): string {
  const machine = board.simulators.find(({ kind }) => kind === "qemu");
  if (machine === undefined) return "";
  const program = board.target.arch === "riscv" ? "qemu-system-riscv32" : "qemu-system-arm";
  const cpu = machine.cpu === undefined ? "" : ` -cpu ${machine.cpu}`;
  const bios = regionFor(board, "boot").kind === "flash" && board.target.arch === "riscv" ? " -bios none" : "";
  return `${program} -M ${machine.machine}${cpu}${bios} -nodefaults -display none -monitor none -serial none -semihosting-config enable=on,target=native -kernel`;
}
