// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { loadBoard } from "../../targets/load-board.js";
import { arduinoPsramFlags, arenaSections } from "./arena-place.js";

const wrover = loadBoard("esp32-wrover").value!;

describe("arenaSections", () => {
  it("leaves an arena in the default memory alone", () => {
    expect(arenaSections(wrover, { arenaRegion: "DRAM", arenaRegions: ["DRAM"] })).toEqual([]);
  });

  it("puts an arena, or the second part of one, into PSRAM and says what that needs", () => {
    const psram = {
      region: "PSRAM",
      section: ".ext_ram.bss",
      option: "CONFIG_SPIRAM_ALLOW_BSS_SEG_EXTERNAL_MEMORY",
    };
    expect(arenaSections(wrover, { arenaRegion: "PSRAM", arenaRegions: ["PSRAM"] })).toEqual([
      { ...psram, macro: "TINYGEN_ARENA_SECTION" },
    ]);
    expect(arenaSections(wrover, { arenaRegion: "DRAM", arenaRegions: ["DRAM", "PSRAM"] })).toEqual([
      { ...psram, macro: "TINYGEN_ARENA_SECTION_PSRAM" },
    ]);
    expect(wrover.espIdf?.sdkconfig).toContain(`${psram.option}=y`);
  });
});

describe("arduinoPsramFlags", () => {
  it("has the compiler's way around the cache of the ESP32 there only", () => {
    expect(arduinoPsramFlags(wrover)).toContain("-mfix-esp32-psram-cache-issue");
    expect(arduinoPsramFlags(loadBoard("esp32-s3-n16r8").value!)).toEqual(["-DBOARD_HAS_PSRAM"]);
  });
});
