// SPDX-License-Identifier: Apache-2.0
/** The rules of ARCHITECTURE.md that a machine can check; a failure prints the rule and its reason. */
import { basename } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { ActivationFunctionType, builtinOperatorNames } from "../src/tflite-schema/generated/enums.js";
import { PERMISSIONS, type Row, TABLE } from "./support/dependency-table.js";
import { isGenerated, readSources, type SourceFile } from "./support/source-files.js";

const SOURCES = readSources();
const WRITTEN = SOURCES.filter(({ path }) => !isGenerated(path));
const BY_PATH = new Map(SOURCES.map((file) => [file.path, file]));
const MAX_LINES = 400;
/** The schema generator and what it needs are not part of the package. */
const DEVELOPMENT_ONLY: ReadonlyMap<string, readonly string[]> = new Map([["tflite-schema/generate.ts", ["ts-morph"]]]);

const within = (path: string, part: string): boolean => path === part || path.startsWith(`${part}/`);

function rowOf(path: string): Row | undefined {
  const candidates = TABLE.flatMap((row) =>
    row.parts.filter((part) => within(path, part)).map((part) => ({ row, part })),
  );
  return candidates.toSorted((a, b) => b.part.length - a.part.length)[0]?.row;
}

/** Fails with one line per finding. */
function expectNone(findings: readonly string[], rule: string): void {
  expect.soft(findings, `${rule}\n  ${findings.join("\n  ")}\n`).toEqual([]);
}

describe("the scanner", () => {
  it("sees the sources and what they use", () => {
    expect(SOURCES.length).toBeGreaterThan(100);
    expect(BY_PATH.get("cli/main.ts")?.names).toContain("process.argv");
    expect(BY_PATH.get("codegen/templates.ts")?.imports.map(({ target }) => target)).toContain("handlebars");
    expect(BY_PATH.get("toolchain/exec.ts")?.imports.map(({ target }) => target)).toContain("execa");
    expect(BY_PATH.get("ops/registry.ts")?.imports).toContainEqual({
      target: "ops/definition.ts",
      own: true,
      typeOnly: true,
    });
  });
});

describe("dependencies", () => {
  it("follow a table of existing parts, in which a row imports only from rows above it", () => {
    expectNone(
      SOURCES.filter(({ path }) => rowOf(path) === undefined).map(({ path }) => `src/${path}`),
      "every file belongs to a row of test/support/dependency-table.ts",
    );
    expectNone(
      TABLE.flatMap(({ parts }) => parts).filter((part) => !SOURCES.some(({ path }) => within(path, part))),
      "a row without files is a rule that cannot fail",
    );
    TABLE.forEach(({ name, imports }, at) => {
      const above = TABLE.slice(0, at).map((other) => other.name);
      expectNone(
        imports.filter((wanted) => !above.includes(wanted)),
        `${name} may import only rows above it, so that folders cannot form a cycle`,
      );
    });
  });

  it.each(TABLE.map((row) => [row.name, row] as const))("%s imports only what its row allows", (name, row) => {
    const allowed = new Set([name, ...row.imports]);
    for (const file of SOURCES.filter(({ path }) => rowOf(path) === row)) {
      const npm = [...row.npm, ...(DEVELOPMENT_ONLY.get(file.path) ?? [])];
      const wrong = file.imports
        .filter(({ target }) => !target.startsWith("node:"))
        .filter(({ target, own }) => (own ? !allowed.has(rowOf(target)?.name ?? "") : !npm.includes(target)));
      expectNone(
        wrong.map(({ target }) => `src/${file.path} imports ${target}`),
        `${name} may import ${[...row.imports, ...row.npm].join(", ") || "nothing"}: ${row.reason}`,
      );
    }
  });

  it("on npm packages are declared: for run time, or for development when the bundle takes them in", () => {
    const imported = new Set(TABLE.flatMap(({ npm }) => npm));
    const { dependencies, devDependencies } = packageJson;
    const undeclared = [...imported].filter((name) => !(name in dependencies) && !(name in devDependencies));
    expectNone(undeclared, "an imported package is declared in package.json");
    const unused = Object.keys(dependencies).filter((name) => !imported.has(name));
    expectNone(unused, "what npm installs beside the bundle is imported somewhere");
  });

  it("imports name files that exist, with their extension", () => {
    const missing = SOURCES.flatMap(({ path, imports }) =>
      imports.filter(({ own, target }) => own && !BY_PATH.has(target)).map(({ target }) => `src/${path}: ${target}`),
    );
    expectNone(missing, "a relative import ends in .js and names a source file");
  });

  it("an operator imports no other operator", () => {
    const folderOf = (path: string): string => path.split("/").slice(0, 2).join("/");
    const wrong = SOURCES.filter(({ path }) => /^ops\/[^/]+\//.test(path)).flatMap(({ path, imports }) =>
      imports
        .filter(({ own, target }) => own && /^ops\/[^/]+\//.test(target) && !within(target, "ops/shared"))
        .filter(({ target }) => folderOf(target) !== folderOf(path))
        .map(({ target }) => `src/${path} imports ${target}`),
    );
    expectNone(wrong, "what two operators share lies in ops/shared, so that an operator can be read and removed alone");
  });

  it.each(PERMISSIONS.map((rule) => [rule.what, rule] as const))("only the named parts: %s", (_, rule) => {
    const wrong = SOURCES.filter(({ path }) => !rule.only.some((part) => within(path, part))).flatMap((file) =>
      rule.uses
        .filter(
          (use) => file.names.has(use) || file.imports.some(({ target, typeOnly }) => target === use && !typeOnly),
        )
        .map((use) => `src/${file.path} uses ${use}`),
    );
    expectNone(wrong, `only ${rule.only.join(", ") || "nothing"} ${rule.what}: ${rule.reason}`);
  });

  it("has no import cycles", () => {
    expectNone(importCycles(SOURCES), "files that need each other, be it for types only, are one file or need a third");
  });
});

describe("names of operators", () => {
  it("occur only where operators are defined or read", () => {
    // A fused activation is an option with a name of its own, which some operators share.
    const names = new Set<string>(builtinOperatorNames.filter((name) => !(name in ActivationFunctionType)));
    const wrong = WRITTEN.filter(
      ({ path }) => !["ops", "tflite", "tflite-schema"].some((part) => within(path, part)),
    ).flatMap(({ path, strings }) =>
      [...strings].filter((text) => names.has(text)).map((text) => `src/${path}: "${text}"`),
    );
    expectNone(wrong, "shared code asks a property of OpDefinition instead of branching on an operator's name");
    const shared = WRITTEN.filter(({ path }) => within(path, "ops/shared")).flatMap(({ path, strings }) =>
      [...strings].filter((text) => names.has(text)).map((text) => `src/${path}: "${text}"`),
    );
    expectNone(shared, "what operators share does not know which operator uses it");
  });
});

describe("form", () => {
  it.each([
    [
      "begin with the licence and one sentence of purpose",
      ({ text }: SourceFile) => /^(#![^\n]*\n)?\/\/ SPDX-License-Identifier: Apache-2\.0\n\/\*\*\s+\S/.test(text),
      "line 1 is the SPDX line, then comes a doc comment",
    ],
    [
      `have at most ${MAX_LINES} lines`,
      ({ lines }: SourceFile) => lines <= MAX_LINES,
      "a file has one purpose; the aim is 150 lines",
    ],
    [
      "have names in kebab case that say what is inside",
      ({ path }: SourceFile) =>
        /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/.test(basename(path)) &&
        !/^(utils?|helpers?|types?|common|misc|manager|service)\.ts$/.test(basename(path)),
      "utils.ts, helpers.ts and types.ts collect what has no place",
    ],
    [
      "use no default export, enum or namespace",
      ({ constructs }: SourceFile) =>
        (["export default", "enum", "namespace"] as const).every((form) => !constructs.has(form)),
      "named exports can be searched; enum and namespace are not erasable",
    ],
    [
      "re-export nothing, but for index.ts",
      ({ path, constructs }: SourceFile) => basename(path) === "index.ts" || !constructs.has("re-export"),
      "barrels hide where a thing comes from and make cycles",
    ],
    [
      "name index.ts only where it is the face of a folder",
      ({ path }: SourceFile) => basename(path) !== "index.ts" || /^(passes\/|ops\/[^/]+\/)?index\.ts$/.test(path),
      "src/index.ts, src/passes/index.ts and one per operator",
    ],
    [
      "hold no path of a machine",
      ({ text }: SourceFile) => !/["'`\s](\/work\/|\/home\/|\/tmp\/|\/Users\/|[A-Z]:\\\\)/.test(text),
      "the repository builds anywhere",
    ],
  ] as const)("source files %s", (_, keeps, reason) => {
    expectNone(
      WRITTEN.filter((file) => !keeps(file)).map(({ path, lines }) => `src/${path} (${lines} lines)`),
      reason,
    );
  });
});

/** Cycles as "a > b > a"; imports of types count. */
function importCycles(files: readonly SourceFile[]): string[] {
  const edges = new Map(
    files.map(({ path, imports }) => [path, imports.filter(({ own }) => own).map(({ target }) => target)]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      cycles.push([...trail.slice(at), path].join(" > "));
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const next of edges.get(path) ?? []) walk(next);
    trail.pop();
    done.add(path);
  };
  for (const { path } of files) walk(path);
  return cycles;
}
