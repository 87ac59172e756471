// SPDX-License-Identifier: Apache-2.0
/** The functions of tinygen_dsp.h and tinygen_mve.h, as instructions and as plain C, against formulas in 64 bits. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listBoards } from "../../src/targets/load-board.js";
import { countWrong } from "./arithmetic.js";
import { missingTools } from "./required-tools.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-arithmetic-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const PROGRAMS = [
  {
    folder: "dsp-arithmetic",
    headers: ["tinygen_dsp.h", "tinygen_fixed_point.h"],
    names: ["rescale", "rescale up", "products", "halves", "bytes", "upper", "doubled", "loads", "high"],
    /** Without the extension, with it, and with vectors beside it. */
    boards: ["mps2-an385", "mps2-an386", "mps2-an500", "mps2-an505", "mps3-an547"],
  },
  {
    folder: "mve-arithmetic",
    headers: ["tinygen_mve.h", "tinygen_fixed_point.h"],
    names: ["scale", "rescale", "rescale up", "dot", "memory", "words", "products", "sums", "pack", "clamp", "copies"],
    /** Without vectors and with them. */
    boards: ["mps2-an386", "mps2-an505", "mps3-an547"],
  },
].flatMap((program) => (["balanced", "size"] as const).map((optimize) => ({ ...program, optimize })));

describe.each(PROGRAMS)("$folder compiled for $optimize", ({ optimize, boards: ids, ...program }) => {
  const options = { ...program, temporary: join(temporary, program.folder) };
  const none = Object.fromEntries(program.names.map((name) => [name, 0]));

  it("is right in plain C", async () => {
    const { wrong, ties } = await countWrong(options, "host", optimize);
    expect(wrong).toEqual(none);
    expect(ties).toBeGreaterThan(1000);
  });

  const boards = listBoards().filter(({ id }) => ids.includes(id));
  it.each(boards.map((board) => [board.id, board] as const))("is right on %s", async (_, board) => {
    if (missingTools(board)) return;
    const { wrong, ties } = await countWrong(options, board, optimize);
    expect(wrong).toEqual(none);
    expect(ties).toBeGreaterThan(1000);
  });
});
