// SPDX-License-Identifier: Apache-2.0
/** Executes the commands of examples/projects/README.md, one after another, as far as this machine allows. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { loadBoard } from "../../src/targets/load-board.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { exampleModel } from "../support/sample-models.js";
import { PROJECT } from "../support/source-files.js";
import { missingPlatformIo } from "./platformio-tools.js";
import { missingTools } from "./required-tools.js";

const work = mkdtempSync(join(tmpdir(), "tinygen-examples-"));
afterAll(() => rmSync(work, { recursive: true }));
symlinkSync(join(PROJECT, "examples"), join(work, "examples"));

// The command line from its source, under the name that the page uses.
const bin = join(work, "bin");
mkdirSync(bin);
const tsx = join(PROJECT, "node_modules", ".bin", "tsx");
writeFileSync(join(bin, "tinygen"), `#!/bin/sh\nexec "${tsx}" "${join(PROJECT, "src/cli/main.ts")}" "$@"\n`, {
  mode: 0o755,
});

const page = readFileSync(join(PROJECT, "examples", "projects", "README.md"), "utf8");
const sections = [...page.matchAll(/^## (.*)\n([^]*?)(?=^## |$(?![^]))/gm)].map(([, title = "", text = ""]) => ({
  title,
  commands: [...text.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, block = ""]) => block.trim().split("\n")),
}));

const board = loadBoard("mps2-an386").value;
if (board === undefined) throw new Error("no board mps2-an386");
const skip = missingTools(board) || missingPlatformIo();

describe.skipIf(skip)("examples/projects", () => {
  it("has a section with commands for each framework", () => {
    expect(sections.length).toBeGreaterThanOrEqual(8);
    expect(sections.filter(({ commands }) => commands.length === 0)).toEqual([]);
  });

  it.each(sections)("$title", ({ commands }) => {
    for (const command of commands) {
      const env = { ...process.env, PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`, NO_COLOR: "1" };
      const started = performance.now();
      const { status, stdout, stderr } = spawnSync("sh", ["-c", command], { cwd: work, env, encoding: "utf8" });
      if (status === 6 && command.includes("--compile")) {
        // Not on this machine: said at once, and with what to do.
        expect(stderr).toMatch(/hint: pio pkg install --project-dir out\/\S+ --environment \S+/);
        expect(performance.now() - started).toBeLessThan(30_000);
        console.warn(`skipped: ${command}: ${/TG5001: (.*)/.exec(stderr)?.[1] ?? ""}`);
      } else {
        expect([command, status, status === 0 ? "" : `${stdout}${stderr}`]).toEqual([command, 0, ""]);
      }
    }
  });
});

describe.skipIf(missingTools(board))("examples/projects/esp-timing", () => {
  it("compiles against the library, with stubs of ESP-IDF", () => {
    const esp32 = loadBoard("esp32").value;
    if (esp32 === undefined) throw new Error("no board esp32");
    const folder = join(work, "esp-timing-with-stubs");
    writeSources(folder, emitProject(exampleModel("digits"), esp32, { name: "digits", framework: "espidf" }));
    const main = join(PROJECT, "examples", "projects", "esp-timing", "main.c");
    const compile = (...flags: readonly string[]): ReturnType<typeof spawnSync> => {
      const includes = [
        "-isystem",
        join(PROJECT, "test/firmware/framework-stubs"),
        `-I${join(folder, "lib/digits/src")}`,
      ];
      const strict = ["-std=gnu99", "-Wall", "-Wextra", "-Werror", "-O1", "-fsyntax-only"];
      return spawnSync("gcc", [...strict, ...includes, ...flags, main], { encoding: "utf8" });
    };
    expect(compile("-DTINYGEN_DIGITS_LAYER_HOOKS")).toMatchObject({ status: 0, stderr: "" });
    // Without the definition the times would all be 0: the example says so instead.
    expect(compile()).toMatchObject({ status: 1, stderr: expect.stringContaining("LAYER_HOOKS") as string });
  });
});
