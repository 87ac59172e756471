// SPDX-License-Identifier: Apache-2.0
/**
 * Build step after tsc: joins the modules into a few files. Each operator is a folder of small modules, and Node would
 * open some seven hundred of them at every start; bundled, `tinygen check` starts in a third of the time. The built-in
 * boards are checked here and written down as the schema understands them, so that a command need not load zod.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

for (const folder of ["dist/chunks", "dist/boards"]) rmSync(folder, { recursive: true, force: true });
await build({
  entryPoints: { "cli/main": "src/cli/main.ts", "api/index": "src/index.ts" },
  outdir: "dist",
  // Files that are read at run time (templates, boards) are found relative to the module, two folders up.
  chunkNames: "chunks/[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  packages: "external",
  legalComments: "none",
  // A third less to scan at every start; names stay, for --debug.
  minifyWhitespace: true,
});

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
