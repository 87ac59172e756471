// SPDX-License-Identifier: Apache-2.0
/** Generated projects as values: path → contents. Nothing below the CLI writes files. */
import { fail } from "../diagnostics/tinygen-error.js";

export type SourceTree = ReadonlyMap<string, string | Uint8Array>;

/** Joins trees; two different contents for one path are an error (TG4001). The result is sorted by path. */
export function mergeTrees(...trees: readonly SourceTree[]): SourceTree {
  const merged = new Map<string, string | Uint8Array>();
  for (const tree of trees) {
    for (const [path, contents] of tree) {
      const present = merged.get(path);
      if (present !== undefined && !sameContents(present, contents)) {
        fail("TG4001", `two generated files have the path ${path}`, "choose another name with --name");
      }
      merged.set(path, contents);
    }
  }
  return new Map([...merged].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The tree with every path moved below a folder. */
export function underFolder(folder: string, tree: SourceTree): SourceTree {
  return new Map([...tree].map(([path, contents]) => [`${folder}/${path}`, contents]));
}

function sameContents(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return Buffer.from(a).equals(Buffer.from(b));
}
