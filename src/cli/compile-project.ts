// SPDX-License-Identifier: Apache-2.0
/** `build --compile`: compiles an emitted project with the cross compiler of the machine. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import type { Board } from "../targets/board.js";
import { compileFirmware, type CompileResult, type Optimize } from "../toolchain/gcc.js";

export interface CompileProjectInput {
  readonly folder: string;
  readonly board: Board;
  readonly optimize: Optimize;
}

export function compileProject({ folder, board, optimize }: CompileProjectInput): Promise<CompileResult> {
  const linkerScript = join(folder, "board", "linker.ld");
  if (!existsSync(linkerScript)) {
    fail(
      "TG5001",
      `a project for ${board.id} is built by PlatformIO, which has its start-up code and framework`,
      `cd ${folder} && pio run`,
    );
  }
  return compileFirmware({
    dir: folder,
    out: join(".tinygen", "projects", `${board.id}-${optimize}`, "firmware.elf"),
    board,
    optimize,
    linkerScript,
    flags: ['-DTINYGEN_ARENA_SECTION=".tinygen_arena"'],
  });
}
