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

/**
 * What boards.txt of arduino-esp32 sets where PSRAM is switched on; not every board file of PlatformIO does. Without the
 * second option an ESP32 before revision 3 can lose what it writes to PSRAM; ESP-IDF sets it by itself.
 */
export function arduinoPsramFlags({ espIdf }: Board): readonly string[] {
  const erratum = ["-mfix-esp32-psram-cache-issue", "-mfix-esp32-psram-cache-strategy=memw"];
  return ["-DBOARD_HAS_PSRAM", ...(espIdf?.target === "esp32" ? erratum : [])];
}

/** A definition that puts the arena, or a part of it, into a section which the framework's own linker script knows. */
export interface ArenaSection {
  readonly region: string;
  readonly macro: string;
  readonly section: string;
  /** What ESP-IDF has to be configured with for this section; empty where it always has it. */
  readonly option: string;
}

export function arenaSections(
  board: Board,
  { arenaRegion, arenaRegions }: { readonly arenaRegion: string; readonly arenaRegions: readonly string[] },
): readonly ArenaSection[] {
  const places = [
    ...arenaRegions.slice(1).map((region) => [region, `TINYGEN_ARENA_SECTION_${region}`] as const),
    [arenaRegion, "TINYGEN_ARENA_SECTION"] as const,
  ];
  return places.flatMap(([region, macro]) => {
    const section = board.regions.find(({ name }) => name === region)?.section;
    return section === undefined ? [] : [{ region, macro, section, option: OPTIONS[section] ?? "" }];
  });
}

/** ESP-IDF's linker script has external RAM for static data only with this option; without it the linking fails late. */
const OPTIONS: Readonly<Record<string, string>> = {
  ".ext_ram.bss": "CONFIG_SPIRAM_ALLOW_BSS_SEG_EXTERNAL_MEMORY",
};
