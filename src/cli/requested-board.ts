// SPDX-License-Identifier: Apache-2.0
/** The board and runtime that the command line asks for. */
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import type { Board, Framework } from "../targets/board.js";
import { loadBoard } from "../targets/load-board.js";

/** The board of the command line, else the first one of the configuration. */
export function requestedBoard(asked: string | undefined, configured: readonly string[] = []): Board {
  const id = asked ?? configured[0];
  if (id === undefined) {
    fail("TG7001", "a board is needed", "add --board BOARD, for example --board esp32; `tinygen boards` lists them");
  }
  const { value, diagnostics } = loadBoard(id);
  if (value === undefined) throw new TinygenError(diagnostics);
  return value;
}

export type RuntimeName = "aot" | "tflm";

/** The asked-for runtime; aot where nothing asks. */
export function requestedRuntime(board: Board, asked: RuntimeName | undefined): RuntimeName {
  if (asked !== undefined && !board.runtimes.includes(asked)) {
    fail("TG7006", `board ${board.id} does not list the runtime ${asked}`, `it lists: ${board.runtimes.join(", ")}`);
  }
  return asked ?? "aot";
}

/** The asked-for framework of PlatformIO; undefined where nothing asks, and for boards without PlatformIO. */
export function requestedFramework(board: Board, asked: string | undefined): Framework | undefined {
  if (asked === undefined) return undefined;
  const known: readonly Framework[] = board.platformio?.frameworks ?? [];
  const found = known.find((framework) => framework === asked);
  if (found !== undefined) return found;
  const hint = known.length === 0 ? "leave --framework out" : `it lists: ${known.join(", ")}`;
  fail("TG7001", `board ${board.id} does not list the framework ${asked}`, hint);
}
