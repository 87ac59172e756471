// SPDX-License-Identifier: Apache-2.0
/** Every value that a template names exists in the view it gets; handlebars itself is silent about `if` and `each`. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Handlebars from "handlebars";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { projectTree } from "../src/codegen/project/project.js";
import { compile, compileForTflm, loadModel } from "../src/compile.js";
import { createInterpreter } from "../src/reference/interpret.js";
import { listBoards } from "../src/targets/load-board.js";
import type { Board } from "../src/targets/board.js";
import { unknownPaths } from "./support/template-paths.js";
import { exampleModel } from "./support/sample-models.js";

const MODEL = exampleModel("sine");
const FOLDER = fileURLToPath(new URL("../templates/", import.meta.url));
const TEMPLATES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".hbs"))
  .sort();

/** The views that the project files of all boards really use. */
const views = vi.hoisted(() => new Map<string, object[]>());

vi.mock(import("../src/codegen/templates.js"), async (importOriginal) => {
  const original = await importOriginal();
  return {
    ...original,
    renderTemplate: (path, view) => {
      views.set(path, [...(views.get(path) ?? []), view]);
      return original.renderTemplate(path, view);
    },
  };
});

/** Every built-in board, and once more with each further framework in first place. */
function boardVariants(): readonly Board[] {
  return listBoards().flatMap((board) => {
    const { platformio } = board;
    if (platformio === null) return [board];
    return platformio.frameworks.map((framework) => ({
      ...board,
      platformio: { ...platformio, frameworks: [framework] },
    }));
  });
}

beforeAll(() => {
  for (const board of boardVariants()) {
    const { value: compilation } = compile(MODEL, board, { name: "sine" });
    if (compilation === undefined) throw new Error("the model is not supported");
    const goldenOutputs = createInterpreter(compilation.model).invoke([new Uint8Array(1)]);
    const project = { board, file: "sine.tflite", sha256: "0", version: "0", goldenOutputs, emit: "app" } as const;
    projectTree({ ...project, compilation });
    projectTree({ ...project, compilation, emit: "lib" });
    if (!board.runtimes.includes("tflm")) continue;
    const { value: model } = loadModel(MODEL, { for: "file" });
    if (model === undefined) throw new Error("the model is not supported");
    const interpreted = compileForTflm(model, board, { name: "sine" });
    projectTree({ ...project, compilation: interpreted });
    projectTree({ ...project, compilation: interpreted, tflm: { library: "tflm.a", includes: ["tflm"] } });
  }
});

describe("templates", () => {
  it.each(TEMPLATES)("%s names only values that its views have", (path) => {
    const used = views.get(path) ?? [];
    expect(
      used.length,
      `no board renders templates/${path}: it is dead, or a board variant is missing here`,
    ).toBeGreaterThan(0);
    const source = readFileSync(`${FOLDER}${path}`, "utf8");
    for (const view of used) expect(unknownPaths(source, view), `templates/${path}`).toEqual([]);
  });

  it("are all there: nothing is rendered that is not shipped", () => {
    expect([...views.keys()].filter((path) => !TEMPLATES.includes(path))).toEqual([]);
  });
});

describe("the check itself", () => {
  const view = { name: "a", parts: [{ size: 1 }], words: ["x"] };

  it.each([
    ["{{nmae}}", ["nmae"]],
    ["{{#if nmae}}x{{/if}}", ["nmae"]],
    ["{{#each prats}}x{{/each}}", ["prats"]],
    ["{{#each parts}}{{sise}}{{/each}}", ["sise"]],
    ["{{hex sise}}", ["sise"]],
    ["{{#if name}}{{nmae}}{{else}}{{naem}}{{/if}}", ["nmae", "naem"]],
    ["{{#each parts}}{{size}} {{@root.name}} {{../name}}{{/each}}{{#each words}}{{this}}{{/each}}", []],
  ])("finds the wrong names in %s", (source, expected) => {
    expect(unknownPaths(source, view)).toEqual(expected);
  });

  it("knows that handlebars would have let a wrong `if` pass", () => {
    expect(Handlebars.compile("{{#if nmae}}x{{/if}}", { strict: true })(view)).toBe("");
  });
});
