// SPDX-License-Identifier: Apache-2.0
/** Does the model fit the board's memories? Sums what each region must hold and picks the region of the arena. */
import { arenaRegions, type Board, freeBytes, type MemoryRegion, regionFor } from "../targets/board.js";
import type { Bytes } from "../util/branded.js";
import type { ArenaPart } from "./plan.js";
import type { ArenaRoom } from "./split-plan.js";

/** What a firmware with this model needs, in bytes. */
export interface MemoryNeed {
  readonly arena: Bytes;
  /** Where the arena lies when it is divided over regions; its parts add up to `arena`. */
  readonly parts?: readonly ArenaPart[];
  /** Statically allocated RAM besides the arena. */
  readonly data: Bytes;
  readonly constants: Bytes;
  readonly code: Bytes;
}

export interface RegionUse {
  readonly name: string;
  readonly kind: "ram" | "flash";
  readonly used: Bytes;
  /** What the board leaves to the application after the framework's share. */
  readonly available: Bytes;
  /** Says how `used` was found when it is not exact. */
  readonly method?: string;
}

export interface Fit {
  readonly fits: boolean;
  /** Regions that hold a part of the model, in the order of the board file. */
  readonly regions: readonly RegionUse[];
  readonly arenaRegion: string;
  /** Every region with a part of the arena; the first is `arenaRegion`. */
  readonly arena: readonly { readonly name: string; readonly bytes: Bytes }[];
  /** Bytes that the arena's region, or the flash, lacks; 0 when everything fits. */
  readonly ramOver: Bytes;
  readonly flashOver: Bytes;
}

export const CODE_METHOD = "constants exact; code estimated from the number of generated statements";

export function checkFit(board: Board, need: MemoryNeed): Fit {
  const fixed = fixedNeed(board, need);
  const add = (region: MemoryRegion, bytes: Bytes): void => void fixed.set(region, (fixed.get(region) ?? 0) + bytes);
  const candidates = arenaRegions(board);
  const room = (region: MemoryRegion): Bytes => freeBytes(board, region) - (fixed.get(region) ?? 0);
  const roomiest = candidates.toSorted((a, b) => room(b) - room(a))[0];
  const whole = candidates.find((region) => room(region) >= need.arena) ?? roomiest;
  if (whole === undefined) throw new Error(`board ${board.id} has no region for the arena`);
  const arena = need.parts?.map(({ region, bytes }) => ({ name: region, bytes })) ?? [
    { name: whole.name, bytes: need.arena },
  ];
  for (const { name, bytes } of arena) {
    const region = candidates.find((candidate) => candidate.name === name);
    if (region !== undefined) add(region, bytes);
  }

  const regions = board.regions
    .filter((region) => fixed.has(region))
    .map((region): RegionUse => {
      const used = fixed.get(region) ?? 0;
      const estimated = region.uses.includes("code") ? { method: CODE_METHOD } : {};
      return { name: region.name, kind: region.kind, used, available: freeBytes(board, region), ...estimated };
    });
  const over = (kind: "ram" | "flash"): Bytes =>
    Math.max(0, ...regions.filter((use) => use.kind === kind).map((use) => use.used - use.available));
  const ramOver = over("ram");
  const flashOver = over("flash");
  return {
    fits: ramOver === 0 && flashOver === 0,
    regions,
    arenaRegion: arena[0]?.name ?? whole.name,
    arena,
    ramOver,
    flashOver,
  };
}

/** What each region can take of the arena, the fastest first. */
export function arenaRooms(board: Board, need: MemoryNeed): readonly ArenaRoom[] {
  const fixed = fixedNeed(board, need);
  return arenaRegions(board).map((region) => ({
    region: region.name,
    speed: region.speed,
    room: freeBytes(board, region) - (fixed.get(region) ?? 0),
  }));
}

function fixedNeed(board: Board, need: MemoryNeed): Map<MemoryRegion, Bytes> {
  const fixed = new Map<MemoryRegion, Bytes>();
  const add = (region: MemoryRegion, bytes: Bytes): void => void fixed.set(region, (fixed.get(region) ?? 0) + bytes);
  add(regionFor(board, "data"), need.data);
  add(regionFor(board, "stack"), board.stack);
  add(regionFor(board, "constants"), need.constants);
  add(regionFor(board, "code"), need.code);
  return fixed;
}
