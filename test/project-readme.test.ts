// SPDX-License-Identifier: Apache-2.0
/** The README of an emitted project: every section, true figures, and commands that give the same project again. */
import { describe, expect, it } from "vitest";
import { boardIds, loadBoard } from "../src/targets/load-board.js";
import type { Framework } from "../src/targets/board.js";
import { groupDigits } from "../src/util/text.js";
import { compile } from "../src/compile.js";
import { compiledFor, emitProject } from "./support/emit-project.js";
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

/** Where TFLM comes from, and a board and framework for each. */
const TFLM_SOURCES: readonly (readonly [string, string, Framework | undefined, string])[] = [
  ["a component", "esp32", "espidf", "TFLM comes from the component `espressif/esp-tflite-micro`"],
  ["an Arduino library", "esp32", "arduino", "TFLM comes from an Arduino library (`lib_deps`) with reference kernels"],
  [
    "a build of the user's",
    "mps2-an386",
    undefined,
    "TFLM comes from a build of yours: its static library and headers",
  ],
];

describe.each(TFLM_SOURCES)("README for tflm from %s", (_, id, framework, source) => {
  const target = board(id);
  const options = framework === undefined ? {} : { framework };
  const readme = String(emitProject(bytes, target, { name: "digits", runtime: "tflm", ...options }).get("README.md"));
  const { arenaBytes, constants, plan } = compiledFor("tflm", bytes, target, "digits");

  it("has every section, and says where TFLM comes from", () => {
    const titles = [...readme.matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(titles).toEqual(["Memory", "Use", "Build and flash", "Simulate", "Update the model", "Check"]);
    expect(readme).not.toMatch(/undefined|\{\{|\[object|NaN|\n{4}/);
    expect(readme).toContain(source);
  });

  it("has the figures of the plan, and claims no more about them than is known", () => {
    const [, row = ""] = /^\| arena \(working memory\) (.*)$/m.exec(readme) ?? [];
    expect(row).toContain(`| ${groupDigits(arenaBytes)} |`);
    expect(row).toContain(`${groupDigits(plan.bytes)} B of tensors and scratch in it are proven minimal`);
    // Only a build that the user names is of a known version.
    expect(row.includes("with room for another version of TFLM")).toBe(id === "esp32");
    expect(row.includes("the smallest with which TFLM starts")).toBe(id !== "esp32");
    expect(readme).toContain(`| model file with plan | ${groupDigits(constants)} | flash |`);
  });

  it("says that steps are one call, and how to build and update", () => {
    expect(readme).toContain("TFLM runs an inference as a whole");
    expect(readme).toContain("TINYGEN_DIGITS_LAYER_HOOKS");
    expect(readme).toMatch(/^tinygen build .* --runtime tflm /m);
    expect(readme).toMatch(/^tinygen check .* --runtime tflm --contract /m);
    expect(readme).toContain("of a .tflite file");
  });
});

describe.each(["aot", "tflm"] as const)("README of a library for %s", (runtime) => {
  const target = board("mps2-an386");
  const tree = emitProject(bytes, target, { name: "digits", runtime, emit: "lib" });
  const readme = String(tree.get("README.md"));

  it("names only functions, definitions and files that the library has", () => {
    expect(readme).not.toMatch(/undefined|\{\{|\[object|NaN|\n{4}/);
    const sources = [...tree].filter(([path]) => path.startsWith("src/")).map(([, text]) => String(text));
    const symbols = [...readme.matchAll(/\b(?:tinygen_digits_\w+|TINYGEN_\w+)/g)].map(([symbol]) => symbol);
    expect(new Set(symbols).size).toBeGreaterThan(8);
    for (const symbol of symbols)
      expect(
        sources.some((text) => text.includes(symbol)),
        symbol,
      ).toBe(true);
    for (const [, file = ""] of readme.matchAll(/`(digits\.[\w.]+)`/g)) {
      expect(file === "digits.tflite" || tree.has(file) || tree.has(`src/${file}`), file).toBe(true);
    }
  });

  it("has the figures of the plan, and what this runtime asks for", () => {
    const { arenaBytes, constants } = compiledFor(runtime, bytes, target, "digits");
    expect(readme).toContain(`${groupDigits(arenaBytes)} B of arena`);
    expect(readme).toContain(`${groupDigits(constants)} B of constants`);
    expect(readme.includes("TFLM_LIBRARY")).toBe(runtime === "tflm");
    expect(readme.includes("C99 without heap or operating system")).toBe(runtime === "aot");
  });
});
