// SPDX-License-Identifier: Apache-2.0
/** The machine code of a program as text, by the objdump that belongs to the board's compiler. */
import type { Target } from "../targets/board.js";
import { exec } from "./exec.js";
import { compilerFor } from "./tools.js";

/** objdump's listing, or undefined when there is no objdump. */
export async function disassemble(elf: string, target: Pick<Target, "arch" | "cpu">): Promise<string | undefined> {
  const compiler = compilerFor(target);
  if (compiler === undefined) return undefined;
  const file = compiler.file.replace(/gcc$/, "objdump");
  const result = await exec({ file, args: ["-d", "--no-show-raw-insn", elf] });
  return result.end === "exited" && result.exitCode === 0 ? result.stdout : undefined;
}
