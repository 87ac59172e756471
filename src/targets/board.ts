// SPDX-License-Identifier: Apache-2.0
/** A board as the rest of tinygen sees it, and what its regions offer. Its form is checked in board-schema.ts. */
import type { output } from "zod";
import type { Bytes } from "../util/branded.js";
import type { BoardSchema } from "./board-schema.js";

export type Board = output<BoardSchema>;
export type Target = Board["target"];
export type MemoryRegion = Board["regions"][number];
export type RegionUse = MemoryRegion["uses"][number];
export type SimulatorConfig = Board["simulators"][number];
export type CounterKind = SimulatorConfig["counter"];
export type PlatformIo = NonNullable<Board["platformio"]>;
export type Framework = PlatformIo["frameworks"][number];

/** What builds a project for the board: PlatformIO where it knows the board, else the framework's own tool, else GCC. */
export type BuildSystem = "platformio" | "esp-idf" | "zephyr" | "pico-sdk" | "bare-metal";

export function buildSystem(board: Board): BuildSystem {
  if (board.platformio !== null) return "platformio";
  if (board.espIdf !== undefined) return "esp-idf";
  if (board.zephyr !== undefined) return "zephyr";
  return board.picoSdk === undefined ? "bare-metal" : "pico-sdk";
}

/** Regions in which the arena may lie, the fastest first, then the largest. */
export function arenaRegions(board: Board): readonly MemoryRegion[] {
  return regionsFor(board, "arena").toSorted((a, b) => a.speed - b.speed || b.size - a.size);
}

/** The one region for code, constants, data, stack or the boot entry. */
export function regionFor(board: Board, use: Exclude<RegionUse, "arena">): MemoryRegion {
  const region = regionsFor(board, use)[0];
  if (region === undefined) throw new Error(`board ${board.id} has no region for ${use}`);
  return region;
}

/** Bytes of a region that are left after its reserved end and the framework's own share. */
export function freeBytes(board: Board, region: MemoryRegion): Bytes {
  const ram = region.uses.includes("data") ? board.reserved.ram : 0;
  const flash = region.uses.includes("code") ? board.reserved.flash : 0;
  return Math.max(0, region.size - (region.reserved ?? 0) - ram - flash);
}

function regionsFor(board: Board, use: RegionUse): readonly MemoryRegion[] {
  return board.regions.filter((region) => region.uses.includes(use));
}
