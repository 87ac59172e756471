// SPDX-License-Identifier: Apache-2.0
/** Reads the sources of tinygen once: imports, strings, global names and head comments, for the architecture tests. */
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const PROJECT = fileURLToPath(new URL("../../", import.meta.url));

export interface Import {
  /** Path below src without extension for our own files, otherwise the package's name. */
  readonly target: string;
  readonly own: boolean;
  readonly typeOnly: boolean;
}

/** Forms of code that the project does without. */
export type Construct = "export default" | "enum" | "namespace" | "re-export";

export interface SourceFile {
  /** Path below src, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Contents of the string literals that are not module names. */
  readonly strings: ReadonlySet<string>;
  /** Dotted names as they are written: "process.env", "Math.random", "fetch". */
  readonly names: ReadonlySet<string>;
  readonly constructs: ReadonlySet<Construct>;
}

/** Tests and their data, which lie beside the code that they test. */
export function isForTests(path: string): boolean {
  return path.endsWith(".test.ts") || /^ops\/[^/]+\/cases\.ts$/.test(path);
}

/** Files below src, without those of tests. */
export function readSources(): readonly SourceFile[] {
  const src = join(PROJECT, "src");
  return readdirSync(src, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !isForTests(path))
    .sort()
    .map((path) => parse(path, readFileSync(join(src, path), "utf8")));
}

export function isGenerated(path: string): boolean {
  return path.includes("/generated/");
}

function parse(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, false, ts.ScriptKind.TS);
  const imports: Import[] = [];
  const strings = new Set<string>();
  const names = new Set<string>();
  const constructs = new Set<Construct>();
  const addImport = (specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      imports.push(resolve(path, specifier.text, typeOnly));
  };
  const visit = (node: ts.Node): void => {
    // The name of a module is no string of the program: these are not looked into.
    if (ts.isImportDeclaration(node)) {
      addImport(node.moduleSpecifier, isTypeOnly(node));
      return;
    }
    if (ts.isExportDeclaration(node)) {
      if (node.moduleSpecifier !== undefined) constructs.add("re-export");
      addImport(node.moduleSpecifier, node.isTypeOnly);
      return;
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      addImport(node.arguments[0], false);
      return;
    }
    // createRequire(import.meta.url)("handlebars") is an import as well.
    if (ts.isCallExpression(node) && ts.isCallExpression(node.expression)) addImport(node.arguments[0], false);
    if (ts.isExportAssignment(node)) constructs.add("export default");
    if (ts.isEnumDeclaration(node)) constructs.add("enum");
    if (ts.isModuleDeclaration(node)) constructs.add("namespace");
    if (ts.isStringLiteralLike(node)) strings.add(node.text);
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      names.add(`${node.expression.text}.${node.name.text}`);
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) names.add(node.expression.text);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression)) names.add(node.expression.text);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      names.add(`.${node.expression.name.text}`);
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(tree, visit);
  return { path, text, lines: text.split("\n").length - 1, imports, strings, names, constructs };
}

function isTypeOnly(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function resolve(from: string, specifier: string, typeOnly: boolean): Import {
  if (!specifier.startsWith(".")) {
    const parts = specifier.split("/");
    const name = specifier.startsWith("node:")
      ? specifier
      : parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
    return { target: name, own: false, typeOnly };
  }
  const target = posix.join(posix.dirname(from), specifier).replace(/\.js$/, ".ts");
  return { target, own: true, typeOnly };
}
