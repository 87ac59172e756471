// SPDX-License-Identifier: Apache-2.0
/** The README of an emitted project: every section, true figures, and commands that give the same project again. */
import { describe, expect, it } from "vitest";
import { boardIds, loadBoard } from "../src/targets/load-board.js";
import type { Framework } from "../src/targets/board.js";
import { groupDigits } from "../src/util/text.js";
import { compile } from "../src/compile.js";
import { emitProject } from "./support/emit-project.js";
import { exampleModel } from "./support/sample-models.js";

const bytes = exampleModel("digits");

function board(id: string) {
  const { value } = loadBoard(id);
  if (value === undefined) throw new Error(`no board ${id}`);
  return value;
}

/** Every framework and every build system once, on the first board that has it. */
const TARGETS = new Map<string, readonly [string, Framework | undefined]>();
for (const id of boardIds()) {
  const { platformio, espIdf, zephyr, picoSdk } = board(id);
  for (const framework of platformio?.frameworks ?? []) {
    if (!TARGETS.has(framework)) TARGETS.set(framework, [id, framework]);
  }
  const system = platformio !== null ? "platformio" : espIdf ? "idf" : zephyr ? "west" : picoSdk ? "pico" : "simulated";
  if (!TARGETS.has(system)) TARGETS.set(system, [id, undefined]);
}

describe.each([...TARGETS])("README for %s", (_, [id, framework]) => {
  const target = board(id);
  const options = framework === undefined ? {} : { framework };
  const tree = emitProject(bytes, target, { name: "digits", ...options });
  const readme = String(tree.get("README.md"));

  it("has every section", () => {
    const titles = [...readme.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(["Memory", "Use", "Build and flash", "Simulate", "Update the model", "Check"]);
    expect(readme).not.toMatch(/undefined|\{\{|\[object|NaN/);
    // Nothing stands alone where a condition left it out.
    expect(readme).not.toMatch(/\n{4}/);
  });

  it("has the figures of the plan", () => {
    const { value: compilation } = compile(bytes, target, { name: "digits" });
    if (compilation === undefined) throw new Error("not supported");
    expect(readme).toContain(`| arena (working memory) | ${groupDigits(compilation.arenaBytes)} |`);
    expect(readme).toContain(`| constants (weights, tables) | ${groupDigits(compilation.constants)} | flash |`);
    expect(readme).toContain(`| ${groupDigits(target.stack)} | RAM`);
  });

  it("says how to get the same project again", () => {
    const [, line = ""] = /^(tinygen build .*)$/m.exec(readme) ?? [];
    const named = / --framework (\S+)/.exec(line)?.[1];
    expect(named ?? target.platformio?.frameworks[0]).toBe(framework ?? target.platformio?.frameworks[0]);
    expect(line).toContain(`--board ${id}`);
    expect(line).not.toContain("--name");
    const renamed = String(emitProject(bytes, target, { name: "digits", file: "other.tflite" }).get("README.md"));
    expect(renamed).toContain("--name digits --out .");
    expect(tree.has(/--contract (\S+)/.exec(readme)?.[1] ?? "")).toBe(true);
  });
});
