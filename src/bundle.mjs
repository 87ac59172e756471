// SPDX-License-Identifier: Apache-2.0
/**
 * Build step after tsc: joins the modules into a few files. Each operator is a folder of small modules, and Node would
 * open some seven hundred of them at every start; bundled, `tinygen check` starts in a third of the time. Packages that
 * every command needs are joined as well; they are development dependencies, so that npm does not install them again.
 * The built-in boards are checked here and written down as the schema understands them, so that a command need not
 * load zod; the templates are translated, so that it need not load handlebars' parser.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
for (const folder of ["dist/chunks", "dist/boards"]) rmSync(folder, { recursive: true, force: true });
rmSync("dist/templates.cjs", { force: true });
const bundle = await build({
  entryPoints: { "cli/main": "src/cli/main.ts", "api/index": "src/index.ts" },
  outdir: "dist",
  // Files that are read at run time (templates, boards) are found relative to the module, two folders up.
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  external: Object.keys(dependencies),
  // commander is a CommonJS module and asks for Node's modules with `require`.
  banner: { js: 'import{createRequire as requireOf}from"node:module";const require=requireOf(import.meta.url);' },
  legalComments: "none",
  // Half the text to scan at every start. --debug reads the maps, so that a stack trace names functions and sources.
  minify: true,
  sourcemap: "linked",
  sourcesContent: false,
  metafile: true,
});

// One module of the templates as functions and of what runs them.
await build({
  entryPoints: ["src/codegen/templates.ts"],
  outfile: "dist/translate/templates.js",
  ...{ bundle: true, format: "esm", platform: "node", packages: "external" },
});
const { translateTemplate } = await import("../dist/translate/templates.js");
rmSync("dist/translate", { recursive: true });
const translated = readdirSync("templates", { recursive: true })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".hbs"))
  .sort()
  .map((path) => {
    const { source, spec } = translateTemplate(path);
    return `${JSON.stringify(path)}: { source: "${source}", spec: ${spec} }`;
  });
const templates = await build({
  stdin: {
    contents: `exports.runtime = require("handlebars/runtime").create();\nexports.templates = {${translated.join(",\n")}};`,
    resolveDir: ".",
  },
  outfile: "dist/templates.cjs",
  ...{ bundle: true, format: "cjs", platform: "node", target: "node20.19", legalComments: "none", minify: true },
  metafile: true,
});

// Licences ask to go along with what was joined in.
const inputs = [bundle, templates].flatMap(({ metafile }) => Object.keys(metafile.inputs));
const joined = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
const notices = [...new Set(joined.filter((name) => name !== undefined))].sort().map((name) => {
  const [licence] = readdirSync(`node_modules/${name}`).filter((file) => /^licen[cs]e/i.test(file));
  if (licence === undefined) throw new Error(`${name} is joined in and has no licence file`);
  return `${name}\n\n${readFileSync(`node_modules/${name}/${licence}`, "utf8").trim()}\n`;
});
writeFileSync("dist/third-party-licenses.txt", notices.join(`\n${"-".repeat(80)}\n\n`));

// tsc declares the types of every module; only those that the library's own types lead to can be imported.
const declared = new Set(["dist/index.d.ts"]);
for (const path of declared) {
  for (const [, to] of readFileSync(path, "utf8").matchAll(/(?:from|import)\s*\(?"(\.[^"]*)\.js"/g)) {
    declared.add(`${join(path, "..", to).replaceAll("\\", "/")}.d.ts`);
  }
}
for (const path of readdirSync("dist", { recursive: true })) {
  const file = `dist/${path.replaceAll("\\", "/")}`;
  if (file.endsWith(".d.ts") && !declared.has(file)) rmSync(file);
}

const { boardIds, loadBoard } = await import("../dist/api/index.js");
mkdirSync("dist/boards", { recursive: true });
for (const id of boardIds()) {
  const { value: board, diagnostics } = loadBoard(id);
  if (board === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const source = createHash("sha256")
    .update(readFileSync(`boards/${id}.json`))
    .digest("hex");
  writeFileSync(`dist/boards/${id}.json`, `${JSON.stringify({ source, board })}\n`);
}
