// SPDX-License-Identifier: Apache-2.0
/** How much the differential suite runs: TINYGEN_CASES for more cases, TINYGEN_CASE for a single one. */
import type { Board } from "../../src/targets/board.js";
import { loadBoard } from "../../src/targets/load-board.js";

const requested = process.env["TINYGEN_CASES"];
if (requested !== undefined && !/^[1-9][0-9]{0,5}$/.test(requested)) throw new Error("TINYGEN_CASES must be a number");

/** Cases per operator, by kind of level. */
export const CASES = {
  host: requested === undefined ? 8 : Number(requested),
  board: requested === undefined ? 2 : Math.ceil(Number(requested) / 5),
} as const;

/** Operators or single cases, "ADD,CONV_2D#17", to look into a mismatch. */
export const ONLY = process.env["TINYGEN_CASE"]?.split(",");

/** Runs of each case with other data; variables keep their values in between. */
export const INVOCATIONS = 4;

/** Simulated boards of the suite: one for each kind of core. */
export const BOARDS: readonly Board[] = ["mps2-an386", "qemu-rv32imc", "mps3-an547", "qemu-xtensa-lx106"].map((id) => {
  const { value, diagnostics } = loadBoard(id);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
});
