// SPDX-License-Identifier: Apache-2.0
/** Atomic writing: a reader, or the next run after a crash, finds the old file or the new one. */
import { renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import { makeFolder } from "./make-folder.js";

export function writeText(path: string, contents: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`;
  try {
    makeFolder(dirname(path));
    writeFileSync(draft, contents);
    renameSync(draft, path);
  } catch (error) {
    fail("TG7001", `${path} cannot be written: ${(error as Error).message}`, "choose another path");
  }
}
