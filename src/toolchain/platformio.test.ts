// SPDX-License-Identifier: Apache-2.0
/** What PlatformIO would have to download is found without starting it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { missingPackages } from "./platformio.js";

let coreDir = "";
beforeEach(() => (coreDir = mkdtempSync(join(tmpdir(), "tinygen-pio-"))));
afterEach(() => rmSync(coreDir, { recursive: true }));

function install(kind: "packages" | "platforms", name: string, manifest: object): void {
  const folder = join(coreDir, kind, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, kind === "platforms" ? "platform.json" : "package.json"), JSON.stringify(manifest));
}

const needs = { platform: "espressif32@6.13.0", framework: "espidf" };
const missing = (wanted?: typeof needs) =>
  missingPackages({
    coreDir,
    project: "out",
    environment: "esp32",
    ...(wanted === undefined ? {} : { needs: wanted }),
  });
const platform = {
  version: "6.13.0",
  frameworks: { espidf: { package: "framework-espidf" }, arduino: { package: "framework-arduinoespressif32" } },
  packages: {
    "toolchain-esp32": { type: "toolchain" },
    "toolchain-ulp": { type: "toolchain", optional: true },
    "tool-esptoolpy": { type: "uploader", optional: true },
  },
};

describe("missingPackages", () => {
  it("asks for SCons first", () => {
    expect(missing()).toMatchObject({ command: "pio pkg install --global --tool platformio/tool-scons" });
    install("packages", "tool-scons", { version: "4.40801.0" });
    expect(missing()).toBeUndefined();
  });

  it("asks for the platform in its version", () => {
    install("packages", "tool-scons", {});
    const wanted = {
      what: expect.stringContaining("espressif32@6.13.0") as string,
      command: "pio pkg install --project-dir out --environment esp32",
    };
    expect(missing(needs)).toMatchObject(wanted);
    install("platforms", "espressif32", { ...platform, version: "6.9.0" });
    expect(missing(needs)).toMatchObject(wanted);
  });

  it("asks for the framework and the compiler, not for optional packages", () => {
    install("packages", "tool-scons", {});
    install("platforms", "espressif32@6.13.0", platform);
    expect(missing(needs)?.what).toMatch(/: toolchain-esp32, framework-espidf$/);
    install("packages", "toolchain-esp32", {});
    install("packages", "framework-espidf", {});
    expect(missing(needs)).toBeUndefined();
    expect(missing({ ...needs, framework: "arduino" })?.what).toContain("framework-arduinoespressif32");
  });

  it("survives a broken manifest and a core folder that does not exist", () => {
    install("packages", "tool-scons", {});
    mkdirSync(join(coreDir, "platforms", "espressif32"), { recursive: true });
    writeFileSync(join(coreDir, "platforms", "espressif32", "platform.json"), "{");
    expect(missing(needs)?.what).toContain("espressif32");
    coreDir = join(coreDir, "nothing");
    mkdirSync(coreDir);
    expect(missing(needs)?.what).toContain("SCons");
  });
});
