// SPDX-License-Identifier: Apache-2.0
/** `build --compile`: compiles an emitted project, with PlatformIO or with the cross compiler of the machine. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import { type Board, buildSystem, type Framework } from "../targets/board.js";
import type { OptimizationGoal } from "../targets/optimization-goal.js";
import { compileFirmware, type CompileResult, type PrebuiltLibrary } from "../toolchain/gcc.js";
import { buildWithPlatformIo } from "../toolchain/platformio.js";

export const TOOLCHAINS = ["gcc", "platformio"] as const;
export type Toolchain = (typeof TOOLCHAINS)[number];

export interface CompileProjectInput {
  readonly folder: string;
  readonly board: Board;
  readonly optimize: OptimizationGoal;
  readonly framework: Framework | undefined;
  /** PlatformIO for boards that it knows, else GCC, unless given. */
  readonly toolchain: Toolchain | undefined;
  /** The runtime tflm is linked with it. */
  readonly prebuilt?: PrebuiltLibrary;
}

export async function compileProject(input: CompileProjectInput): Promise<CompileResult> {
  const { folder, board } = input;
  const system = buildSystem(board);
  if (system !== "platformio" && system !== "bare-metal") {
    fail(
      "TG5001",
      `a project for ${board.id} is built by ${system}, which tinygen does not start`,
      `see ${join(folder, "README.md")}`,
    );
  }
  const toolchain = input.toolchain ?? (system === "platformio" ? "platformio" : "gcc");
  return toolchain === "platformio" ? withPlatformIo(input) : withGcc(input);
}

/** PlatformIO's core folder. */
export function platformIoCore(): string {
  return process.env["PLATFORMIO_CORE_DIR"] ?? join(homedir(), ".platformio");
}

function withPlatformIo({ folder, board, framework }: CompileProjectInput): Promise<CompileResult> {
  const { platformio } = board;
  return buildWithPlatformIo({
    project: folder,
    environment: board.id,
    coreDir: platformIoCore(),
    ...(platformio === null
      ? {}
      : { needs: { platform: platformio.platform, framework: framework ?? platformio.frameworks[0] ?? "" } }),
  });
}

async function withGcc({ folder, board, optimize, prebuilt }: CompileProjectInput): Promise<CompileResult> {
  const linkerScript = join(folder, "board", "linker.ld");
  if (buildSystem(board) !== "bare-metal" || !existsSync(linkerScript)) {
    fail(
      "TG5001",
      `a project for ${board.id} needs the start-up code and framework that PlatformIO brings`,
      "use --toolchain platformio",
    );
  }
  return compileFirmware({
    dir: folder,
    // Not the test program, and nothing that PlatformIO keeps there.
    folders: ["board", "lib", "src"],
    out: join(".tinygen", "projects", `${board.id}-${optimize}`, "firmware.elf"),
    board,
    optimize,
    linkerScript,
    flags: ['-DTINYGEN_ARENA_SECTION=".tinygen_arena"'],
    ...(prebuilt === undefined ? {} : { prebuilt }),
  });
}
