// SPDX-License-Identifier: Apache-2.0
/** The npm package: what is in it, how large it is, and that it runs from where npm puts it. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { boardIds, loadBoard } from "../../src/targets/load-board.js";
import { sha256 } from "../../src/util/hash.js";
import { folderWith, tinygen } from "../support/run-cli.js";

const { folder, files, tarballBytes } = inject("installedPackage");

describe("the package", () => {
  it("holds what runs, what is shipped and who may use it, and nothing else", () => {
    const allowed =
      /^(dist\/.*\.(js|js\.map|d\.ts)|dist\/(templates\.cjs|third-party-licenses\.txt)|dist\/boards\/.*\.json|templates\/.*|boards\/.*\.(json|md)|package\.json|README\.md|LICENSE)$/;
    expect(files.filter((path) => !allowed.test(path))).toEqual([]);
    for (const path of ["README.md", "LICENSE", "dist/cli/main.js", "boards/board.schema.json"])
      expect(files).toContain(path);
    for (const id of boardIds()) expect(files).toContain(`boards/${id}.json`);
  });

  it("knows each board as its file is understood", () => {
    for (const id of boardIds()) {
      const prepared = JSON.parse(readFileSync(join(folder, "dist", "boards", `${id}.json`), "utf8")) as object;
      const source = sha256(readFileSync(join(folder, "boards", `${id}.json`)));
      expect(prepared).toEqual({ source, board: loadBoard(id).value });
    }
  });

  it("knows every template as it is", () => {
    const require = createRequire(import.meta.url);
    const { templates } = require(join(folder, "dist", "templates.cjs")) as { templates: Record<string, object> };
    const paths = files.filter((path) => path.endsWith(".hbs")).map((path) => path.slice("templates/".length));
    expect(Object.keys(templates).sort()).toEqual(paths.sort());
    for (const path of paths) {
      expect(templates[path]).toMatchObject({ source: sha256(readFileSync(join(folder, "templates", path))) });
    }
  });

  it("holds no test, no script of the developers and no model", () => {
    expect(files.filter((path) => /\.test\.|(^|\/)(test|generate|examples)(\/|\.)|\.tflite$/.test(path))).toEqual([]);
  });

  it("brings the licences of the packages that are part of its bundle", () => {
    const notices = readFileSync(join(folder, "dist", "third-party-licenses.txt"), "utf8");
    for (const name of ["commander", "flatbuffers"]) expect(notices).toMatch(new RegExp(`^${name}$`, "m"));
    for (const name of ["Permission is hereby granted", "Apache License"]) expect(notices).toContain(name);
  });

  it("is smaller than 1 MB", () => {
    expect(tarballBytes).toBeLessThan(1_000_000);
  });

  it("names files that exist as its command and as its library", () => {
    expect(files).toContain(packageJson.bin.tinygen);
    expect(readFileSync(join(folder, packageJson.bin.tinygen), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
    const library = packageJson.exports["."];
    expect(files).toContain(library.default.slice(2));
    expect(files).toContain(library.types.slice(2));
  });

  it("can be imported as a library", async () => {
    const require = createRequire(join(folder, "..", "..", "..", "index.js"));
    const library = (await import(require.resolve("@tinygen/tinygen"))) as Record<string, unknown>;
    expect(library["compile"]).toBeTypeOf("function");
    expect(library["loadBoard"]).toBeTypeOf("function");
  });

  it("prints its version and its commands", () => {
    const cwd = folderWith({});
    expect(tinygen(cwd, ["--version"])).toEqual({ exitCode: 0, stdout: `${packageJson.version}\n`, stderr: "" });
    const help = tinygen(cwd, ["--help"]);
    expect(help.exitCode).toBe(0);
    for (const command of [
      "inspect",
      "plan",
      "check",
      "build",
      "run",
      "verify",
      "profile",
      "boards",
      "ops",
      "explain",
      "doctor",
    ]) {
      expect(help.stdout).toContain(`  ${command} `);
      expect(tinygen(cwd, [command, "--help"])).toMatchObject({ exitCode: 0, stderr: "" });
    }
  });
});
