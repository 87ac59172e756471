// SPDX-License-Identifier: Apache-2.0
/** Finds and reads the model that a command works on. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fail } from "../diagnostics/tinygen-error.js";
import { groupDigits } from "../util/text.js";
import type { ModelFile } from "./document.js";

/** Far above any model that fits a microcontroller; keeps memory bounded for files given by mistake. */
const MAX_BYTES = 256 * 1024 * 1024;
const SKIPPED = new Set(["node_modules", ".git", ".pio", ".tinygen", "build", "dist"]);
const MAX_FOLDERS = 2000;

export function readModelFile(path: string): ModelFile {
  let stat;
  try {
    stat = statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    // Links in a circle, a folder that must not be searched, a name that is too long.
    return fail("TG1001", `${path} cannot be read: ${(error as Error).message}`);
  }
  if (stat === undefined) fail("TG1001", `${path} does not exist`, nearby(path));
  if (!stat.isFile()) fail("TG1001", `${path} is not a file`, "name a .tflite file");
  if (stat.size > MAX_BYTES) {
    fail("TG1001", `${path} has ${groupDigits(stat.size)} B; at most ${groupDigits(MAX_BYTES)} B are read`);
  }
  try {
    return { path, bytes: readFileSync(path) };
  } catch (error) {
    return fail("TG1001", `${path} cannot be read: ${(error as Error).message}`);
  }
}

/** The given path, else the configuration's model, else the only .tflite file below the working folder. */
export function findModel(given: string | undefined, configured: readonly string[] = []): string {
  if (given !== undefined) return given;
  if (configured.length > 1) {
    fail("TG7005", `the configuration names ${configured.length} models: ${configured.join(", ")}`, "name one of them");
  }
  const found = configured.length === 1 ? configured : tfliteFiles(".");
  if (found.length === 1 && found[0] !== undefined) return found[0];
  if (found.length === 0)
    fail("TG7005", "there is no .tflite file below the working folder", "name the model: tinygen build MODEL");
  return fail(
    "TG7005",
    `there are ${found.length} .tflite files below the working folder: ${found.slice(0, 12).join(", ")}`,
    "name one of them",
  );
}

function tfliteFiles(root: string): string[] {
  const found: string[] = [];
  const queue = [root];
  for (let visited = 0; queue.length > 0 && visited < MAX_FOLDERS; visited++) {
    const folder = queue.shift() ?? root;
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && !entry.name.startsWith(".")) queue.push(path);
      else if (entry.isFile() && entry.name.endsWith(".tflite")) found.push(relative(root, path));
    }
  }
  return found.sort();
}

function nearby(path: string): string {
  try {
    const models = tfliteFiles(".").slice(0, 5);
    if (models.length > 0) return `models here: ${models.join(", ")}`;
  } catch {
    // The hint is a courtesy; an unreadable folder must not hide the finding.
  }
  return `check the path; the file name is ${basename(path)}`;
}
