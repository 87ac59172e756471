// SPDX-License-Identifier: Apache-2.0
/** Linker scripts carry the regions of the board file, less what the framework takes. */
import { describe, expect, it } from "vitest";
import type { Board } from "../../targets/board.js";
import { listBoards, loadBoard } from "../../targets/load-board.js";
import { linkerScript } from "./linker.js";

const board = (id: string): Board => {
  const { value } = loadBoard(id);
  if (value === undefined) throw new Error(`no board ${id}`);
  return value;
};

describe("linkerScript", () => {
  it("names every region that is used, with its real size", () => {
    const script = linkerScript(board("disco_f407vg"));
    expect(script).toContain("    FLASH (rx) : ORIGIN = 0x08000000, LENGTH = 1048576\n");
    expect(script).toContain("    SRAM (rw) : ORIGIN = 0x20000000, LENGTH = 131072\n");
    expect(script).not.toContain("CCM");
    expect(script).toContain("ENTRY(reset_handler)");
  });

  it("subtracts what the framework reserves", () => {
    const changed: Board = { ...board("mps2-an386"), reserved: { ram: 4096, flash: 1024 } };
    const script = linkerScript(changed);
    expect(script).toContain(`ZBT1 (rx) : ORIGIN = 0x00000000, LENGTH = ${4 * 1024 * 1024 - 1024}`);
    expect(script).toContain(`ZBT23 (rw) : ORIGIN = 0x20000000, LENGTH = ${4 * 1024 * 1024 - 4096}`);
    expect(script).toContain(`PSRAM (rw) : ORIGIN = 0x21000000, LENGTH = ${16 * 1024 * 1024}`);
  });

  it("places the arena in the fastest region unless another is asked for", () => {
    const arena = (script: string): string | undefined =>
      /\.tinygen_arena \(NOLOAD\) :\s*\{[^}]*\} > (\w+)/.exec(script)?.[1];
    expect(arena(linkerScript(board("mps2-an386")))).toBe("ZBT23");
    expect(arena(linkerScript(board("mps2-an386"), { arenaRegion: "PSRAM" }))).toBe("PSRAM");
    expect(() => linkerScript(board("mps2-an386"), { arenaRegion: "ZBT1" })).toThrow(/takes no arena/);
  });

  it("takes another stack size", () => {
    expect(linkerScript(board("qemu-rv32imc"), { stackBytes: 2048 })).toContain(". += 2048;");
  });

  it("has no template left over for any board", () => {
    for (const entry of listBoards()) expect(linkerScript(entry)).not.toMatch(/\{\{|undefined|NaN/);
  });
});
