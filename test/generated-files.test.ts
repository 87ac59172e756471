// SPDX-License-Identifier: Apache-2.0
/** Pages and schemas that are made from data are committed in the form that the data gives now. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CODES } from "../src/diagnostics/codes.js";
import { operatorNames } from "../src/ops/registry.js";
import { boardIds } from "../src/targets/load-board.js";
import { referencePages } from "./support/generate-reference-pages.js";
import { PROJECT } from "./support/source-files.js";

const PAGES = referencePages();

// The generated accessors of the TFLite schema are compared in src/tflite-schema/generate.test.ts.
describe("generated pages", () => {
  it.each([...PAGES])("%s is fresh", (path, text) => {
    expect(readFileSync(join(PROJECT, path), "utf8"), `${path} is stale: run npm run generate`).toBe(text);
  });

  it("name every code, operator and board", () => {
    const missing = (path: string, names: readonly string[]): string[] =>
      names.filter((name) => !(PAGES.get(path) ?? "").includes(name));
    expect(missing("src/diagnostics/README.md", Object.keys(CODES))).toEqual([]);
    expect(missing("src/ops/README.md", operatorNames)).toEqual([]);
    expect(missing("boards/README.md", boardIds())).toEqual([]);
  });
});
