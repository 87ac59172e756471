// SPDX-License-Identifier: Apache-2.0
/** `tinygen boards`: the built-in boards with the memories that count. */
import { arenaRegions, type Board, freeBytes, regionFor } from "../../targets/board.js";
import { listBoards } from "../../targets/load-board.js";
import { groupDigits, table } from "../../util/text.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";

export function boards(output: Output, filter: string | undefined): number {
  const wanted = filter?.toLowerCase() ?? "";
  const found = listBoards().filter(({ id, title, target }) =>
    `${id} ${title} ${target.cpu}`.toLowerCase().includes(wanted),
  );
  const rows = found.map((board) => {
    const { id, target } = board;
    return [
      id,
      target.cpu,
      `${groupDigits(largestArena(board))} B`,
      `${groupDigits(flashOf(board))} B`,
      simulatorText(board),
      board.runtimes.join(" "),
    ];
  });
  for (const line of table(
    [["board", "core", "RAM for an arena", "flash for the app", "simulator", "runtimes"], ...rows],
    [2, 3],
  )) {
    output.line(line);
  }
  if (found.length === 0) output.line(`no board matches "${filter ?? ""}"`);
  output.document({
    ...documentHead("boards", undefined, []),
    boards: found.map((board) => ({ ...board, $schema: undefined })),
  });
  return 0;
}

function largestArena(board: Board): number {
  return Math.max(...arenaRegions(board).map((region) => freeBytes(board, region)));
}

function flashOf(board: Board): number {
  return freeBytes(board, regionFor(board, "code"));
}

function simulatorText(board: Board): string {
  return board.simulators.map(({ kind, machine }) => `${kind} ${machine}`).join(", ") || "none";
}
