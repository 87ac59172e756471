// SPDX-License-Identifier: Apache-2.0
/** The committed files in generated/ are what the generator makes from the schema now. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { generate } from "./generate.js";

test("generated/ is fresh and holds nothing else", () => {
  const files = generate();
  for (const [path, text] of files) {
    expect(readFileSync(new URL(path, import.meta.url), "utf8"), `${path} is stale: run npm run generate`).toBe(text);
  }
  const present = readdirSync(new URL("generated/", import.meta.url)).map((name) => `generated/${name}`);
  expect(present.sort()).toEqual([...files.keys()].sort());
});
