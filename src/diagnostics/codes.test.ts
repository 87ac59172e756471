// SPDX-License-Identifier: Apache-2.0
/** The catalogue of codes is complete: each code in the sources has an entry, each entry is used and says what to do. */
import { describe, expect, it } from "vitest";
import { readSources } from "../../test/support/source-files.js";
import { CODES } from "./codes.js";

/** Exit codes that a family of codes may have, by its first digit; 0 is for findings that only warn. */
const EXITS: Readonly<Record<string, readonly number[]>> = {
  1: [3],
  2: [4, 0],
  3: [5, 0],
  4: [7],
  5: [6, 7, 5, 0],
  6: [8],
  7: [2],
  8: [9, 10],
  9: [1],
};

const inSources = new Set(
  readSources()
    .filter(({ path }) => path !== "diagnostics/codes.ts")
    .flatMap(({ strings }) => [...strings].filter((text) => /^TG\d{4}$/.test(text))),
);

describe("the catalogue", () => {
  it("has every code that the sources use, and none that they do not", () => {
    expect([...inSources].sort()).toEqual(Object.keys(CODES).sort());
  });

  it.each(Object.entries(CODES))("%s says what it is, why, and what to do next", (code, info) => {
    expect(info.title).toMatch(/^[a-zA-Z].*[^.]$/);
    for (const sentence of [info.cause, info.remedy]) expect(sentence).toMatch(/^(?:[A-Z`]|tinygen).*[.)]$/);
    // An instruction or a command, not a pointer to the message alone.
    expect(info.remedy.replace(/^The message (says|names|shows)[^;.]*[;.]? ?/, ""), info.remedy).not.toBe("");
    expect(EXITS[code.charAt(2)]).toContain(info.exit);
  });
});
