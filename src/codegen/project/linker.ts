// SPDX-License-Identifier: Apache-2.0
/** The linker script of a bare-metal program; it enforces the regions of the board file. */
import { entryPoint } from "../../targets/bare-metal.js";
import { type Board, arenaRegions, freeBytes, regionFor } from "../../targets/board.js";
import type { Bytes } from "../../util/branded.js";
import { invariant } from "../../diagnostics/tinygen-error.js";
import { renderTemplate } from "../templates.js";

export interface LinkerOptions {
  /** Region for the section `.tinygen_arena`; the board's fastest one by default. */
  readonly arenaRegion?: string;
  /** The board's default by default. */
  readonly stackBytes?: Bytes;
}

/**
 * Text of the linker script. Output sections: `.tinygen_boot`, `.text`, `.tinygen_model` (input sections
 * `.rodata.tinygen_model*`), `.rodata`, `.tinygen_stack`, `.data`, `.bss`, `.tinygen_arena`,
 * and `.tinygen_arena_REGION` for each other region that may hold a part of the arena.
 */
export function linkerScript(board: Board, options: LinkerOptions = {}): string {
  return renderTemplate("linker.ld.hbs", {
    ...layout(board, options),
    entry: entryPoint(board.target),
    isXtensa: board.target.arch === "xtensa",
  });
}

/** Linker script for firmware whose start-up code is ST's, as in the frameworks CMSIS and STM32Cube. */
export function frameworkLinkerScript(board: Board, options: LinkerOptions = {}): string {
  return renderTemplate("framework-linker.ld.hbs", layout(board, options));
}

function layout(board: Board, options: LinkerOptions) {
  const arena = options.arenaRegion ?? arenaRegions(board)[0]?.name;
  const region = board.regions.find(({ name }) => name === arena);
  invariant(region?.uses.includes("arena") === true, `region ${arena ?? "none"} of board ${board.id} takes no arena`);
  return {
    title: board.title,
    regions: board.regions
      .filter(({ uses }) => uses.length > 0)
      .map((entry) => ({
        name: entry.name,
        access: entry.kind === "flash" ? "rx" : entry.uses.includes("code") ? "rwx" : "rw",
        origin: entry.origin,
        size: freeBytes(board, entry),
      })),
    boot: regionFor(board, "boot").name,
    code: regionFor(board, "code").name,
    constants: regionFor(board, "constants").name,
    stack: regionFor(board, "stack").name,
    data: regionFor(board, "data").name,
    arena: region.name,
    // For parts of an arena that no region holds in one piece.
    otherArenas: arenaRegions(board)
      .filter(({ name }) => name !== region.name)
      .map(({ name }) => ({ name })),
    stackBytes: options.stackBytes ?? board.stack,
  };
}
