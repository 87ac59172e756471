// SPDX-License-Identifier: Apache-2.0
/** What stands at the path before decides: files are replaced, links followed, devices and pipes kept. */
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { writeText } from "./write-text.js";

const root = mkdtempSync(join(tmpdir(), "tinygen-write-text-"));
afterAll(() => {
  rmSync(root, { recursive: true });
});

describe("writeText", () => {
  it("writes through a symbolic link and leaves it a link", () => {
    const [file, link] = [join(root, "file"), join(root, "link")];
    writeFileSync(file, "old");
    symlinkSync(file, link);
    writeText(link, "new");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file, "utf8")).toBe("new");
  });

  // Renaming a draft over it would replace the device for everybody, where the user may.
  it("writes to a device without replacing it", () => {
    const link = join(root, "null");
    symlinkSync("/dev/null", link);
    writeText(link, "text");
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(lstatSync("/dev/null").isCharacterDevice()).toBe(true);
  });

  it("leaves no draft behind when it fails", () => {
    const before = readdirSync(root);
    expect(() => {
      writeText(root, "text");
    }).toThrow("cannot be written");
    expect(() => {
      writeText(join(root, "x".repeat(300)), "text");
    }).toThrow("cannot be written");
    expect(readdirSync(root)).toEqual(before);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`${root.split("/").at(-1) ?? ""}.`))).toEqual([]);
  });
});
