// SPDX-License-Identifier: Apache-2.0
/** The board and runtime that the command line asks for. */
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import type { Board } from "../targets/board.js";
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

/** The asked-for runtime, or the board's first one that tinygen emits. */
export function requestedRuntime(board: Board, asked: RuntimeName | undefined): RuntimeName {
  if (asked !== undefined && !board.runtimes.includes(asked)) {
    fail("TG7006", `board ${board.id} does not list the runtime ${asked}`, `it lists: ${board.runtimes.join(", ")}`);
  }
  if (asked === "tflm") {
    fail("TG7006", "the runtime tflm is not available in this version of tinygen", "use --runtime aot");
  }
  return "aot";
}
