// SPDX-License-Identifier: Apache-2.0
/** Atomic writing: a reader, or the next run after a crash, finds the old file or the new one. */
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import { makeFolder } from "./make-folder.js";

/** A symbolic link stays one: the file that it names is replaced. Devices and pipes are written to, never replaced. */
export function writeText(path: string, contents: string | Uint8Array): void {
  let draft: string | undefined;
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && !stat.isFile()) {
      writeFileSync(path, contents);
      return;
    }
    const target = stat === undefined ? path : realpathSync(path);
    draft = `${target}.${process.pid}.tmp`;
    makeFolder(dirname(target));
    writeFileSync(draft, contents);
    renameSync(draft, target);
  } catch (error) {
    if (draft !== undefined) rmSync(draft, { force: true });
    fail("TG7001", `${path} cannot be written: ${(error as Error).message}`, "choose another path");
  }
}
