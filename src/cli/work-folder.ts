// SPDX-License-Identifier: Apache-2.0
/** The folder in which `run` and `verify` build: .tinygen below the working folder, one per model, board and options. */
import { rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { writeFileSync } from "node:fs";
import type { SourceTree } from "../codegen/source-tree.js";
import { makeFolder } from "./make-folder.js";

/** Path of an empty folder; an earlier run with the same key is removed. */
export function workFolder(key: string): string {
  const folder = join(".tinygen", key);
  rmSync(folder, { recursive: true, force: true });
  makeFolder(folder);
  return folder;
}

export function writeTree(folder: string, tree: SourceTree): void {
  for (const [path, contents] of tree) {
    const target = join(folder, path);
    makeFolder(dirname(target));
    writeFileSync(target, contents);
  }
}
