// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeFolder } from "./make-folder.js";

const root = mkdtempSync(join(tmpdir(), "tinygen-make-folder-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe("makeFolder", () => {
  it("makes all that is missing, and again without complaint", () => {
    const path = join(root, "a", "b", "c");
    makeFolder(path);
    makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it("refuses a file in the way, and leaves it", () => {
    const file = join(root, "file");
    writeFileSync(file, "");
    expect(() => makeFolder(file)).toThrow("EEXIST");
    expect(() => makeFolder(join(file, "below"))).toThrow("ENOTDIR");
    expect(statSync(file).isFile()).toBe(true);
  });

  it.skipIf(!existsSync("/proc"))("returns where folders cannot be made", () => {
    expect(() => makeFolder("/proc/tinygen/below")).toThrow("ENOENT");
  });
});
