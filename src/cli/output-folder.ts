// SPDX-License-Identifier: Apache-2.0
/** Writes a project into a folder without ever losing a file that tinygen did not write. */
import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve, sep } from "node:path";
import type { SourceTree } from "../codegen/source-tree.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import { sha256 } from "../util/hash.js";
import { makeFolder } from "./make-folder.js";

/** Path → SHA-256 of what tinygen wrote there last. */
const MANIFEST = ".tinygen-manifest.json";

export interface WriteResult {
  readonly written: readonly string[];
  readonly unchanged: readonly string[];
  /** Files of an earlier run that the project no longer has. */
  readonly removed: readonly string[];
  /** Files that the user has edited and that were therefore left alone. */
  readonly kept: readonly string[];
  /** Those of the kept files that were there before tinygen wrote any. */
  readonly foreign: readonly string[];
}

export interface WriteOptions {
  readonly force: boolean;
  /** Paths that belong to the user once written: an edited one is kept without an error. */
  readonly userFiles: readonly string[];
}

/** Throws TG7004 with every conflict before anything is touched. */
export function writeProject(folder: string, tree: SourceTree, { force, userFiles }: WriteOptions): WriteResult {
  requireFolder(folder);
  const previous = readManifest(folder);
  const conflicts: Diagnostic[] = [];
  const written: string[] = [];
  const unchanged: string[] = [];
  const kept: string[] = [];
  for (const [path, contents] of tree) {
    if (leavesFolder(folder, path)) {
      conflicts.push(linkedAway(join(folder, path)));
      continue;
    }
    const state = stateOf(join(folder, path), sha256(Buffer.from(contents)), previous[path]);
    if (state === "same") unchanged.push(path);
    else if (state === "absent" || state === "ours" || force) written.push(path);
    else if (userFiles.includes(path)) kept.push(path);
    else conflicts.push(conflict(join(folder, path), previous[path] !== undefined));
  }
  if (conflicts.length > 0) throw new TinygenError(conflicts);
  const obsolete = Object.keys(previous).filter(
    (path) =>
      !tree.has(path) &&
      isInside(path) &&
      !leavesFolder(folder, path) &&
      stateOf(join(folder, path), "", previous[path]) === "ours",
  );
  commit(folder, tree, { written, obsolete, kept, previous });
  const foreign = kept.filter((path) => previous[path] === undefined);
  return { written, unchanged, removed: obsolete, kept, foreign };
}

// A file where the folder or one above it should be.
function requireFolder(folder: string): void {
  for (let path = resolve(folder); ; path = dirname(path)) {
    let stat;
    try {
      stat = statSync(path, { throwIfNoEntry: false });
    } catch {
      // Below a file; the next round finds it.
    }
    if (stat !== undefined) {
      if (!stat.isDirectory()) fail("TG7004", `${path} is not a folder; nothing was changed`, "choose another --out");
      return;
    }
  }
}

interface Change {
  readonly written: readonly string[];
  readonly obsolete: readonly string[];
  readonly kept: readonly string[];
  readonly previous: Readonly<Record<string, string>>;
}

// Everything is staged before the first file of the project changes; what remains is a series of renames.
function commit(folder: string, tree: SourceTree, { written, obsolete, kept, previous }: Change): void {
  const fresh = !existsSync(folder);
  const stage = fresh ? `${folder}.${process.pid}.tmp` : join(folder, ".tinygen-stage");
  try {
    rmSync(stage, { recursive: true, force: true });
    makeFolder(stage);
    for (const path of written) writeInto(stage, path, tree.get(path) ?? "");
    const hashes = [...tree].map(([path, contents]): [string, string] => {
      const old = previous[path];
      return [path, kept.includes(path) && old !== undefined ? old : sha256(Buffer.from(contents))];
    });
    writeInto(stage, MANIFEST, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
    if (fresh) {
      makeFolder(dirname(resolve(folder)));
      renameSync(stage, folder);
      return;
    }
    for (const path of [...written, MANIFEST]) {
      makeFolder(dirname(join(folder, path)));
      renameSync(join(stage, path), join(folder, path));
    }
    for (const path of obsolete) rmSync(join(folder, path), { force: true });
    rmSync(stage, { recursive: true, force: true });
  } catch (error) {
    rmSync(stage, { recursive: true, force: true });
    if (error instanceof TinygenError) throw error;
    fail("TG7004", `the project cannot be written to ${folder}: ${(error as Error).message}`, "choose another --out");
  }
}

function writeInto(stage: string, path: string, contents: string | Uint8Array): void {
  makeFolder(dirname(join(stage, path)));
  writeFileSync(join(stage, path), contents);
}

type FileState = "absent" | "same" | "ours" | "foreign";

function stateOf(path: string, wanted: string, recorded: string | undefined): FileState {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  if (!stat.isFile()) return "foreign";
  const actual = sha256(readFileSync(path));
  if (actual === wanted) return "same";
  return actual === recorded ? "ours" : "foreign";
}

function conflict(path: string, edited: boolean): Diagnostic {
  return {
    code: "TG7004",
    severity: "error",
    message: `${path} ${edited ? "was edited since tinygen wrote it" : "was not written by tinygen"}; nothing was changed`,
    hint: "choose another --out, move the file away, or pass --force to overwrite it",
  };
}

// A link below the output folder may lead anywhere; what lies behind it is no part of the project.
function leavesFolder(folder: string, path: string): boolean {
  if (!existsSync(folder)) return false;
  let nearest = dirname(join(folder, path));
  while (!existsSync(nearest)) nearest = dirname(nearest);
  const root = realpathSync(folder);
  return !`${realpathSync(nearest)}${sep}`.startsWith(root.endsWith(sep) ? root : `${root}${sep}`);
}

function linkedAway(path: string): Diagnostic {
  return {
    code: "TG7004",
    severity: "error",
    message: `${path} lies behind a link that leads out of the output folder; nothing was changed`,
    hint: "choose another --out, or remove the link",
  };
}

// A manifest is a file like any other: it must not make tinygen delete anything outside of the project.
function isInside(path: string): boolean {
  return !path.startsWith("/") && !path.split(/[/\\]/).includes("..");
}

function readManifest(folder: string): Readonly<Record<string, string>> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) return {};
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, "utf8"));
    if (typeof parsed !== "object" || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    // Without a readable manifest every file counts as foreign, which loses nothing.
    return {};
  }
}
