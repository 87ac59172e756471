// SPDX-License-Identifier: Apache-2.0
/** Where a framework lets an application put the arena: its own memory section, or memory that it hands out. */
import type { Board, Framework } from "../../targets/board.js";

/**
 * True where the arena's region can only be had from the heap: Arduino's prebuilt libraries for ESP32 are configured
 * without static data in external RAM.
 */
export function arenaOnHeap(board: Board, arenaRegion: string, framework: Framework | undefined): boolean {
  const section = board.regions.find(({ name }) => name === arenaRegion)?.section;
  return framework === "arduino" && board.espIdf !== undefined && section !== undefined;
}
