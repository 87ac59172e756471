// SPDX-License-Identifier: Apache-2.0
/** Runs the installed package's command in a folder of its own and reads what it prints. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, inject } from "vitest";

export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliDiagnostic {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly hint?: string | null;
}

/** The head that every document has; commands add fields of their own. */
export interface CliDocument {
  readonly schema: number;
  readonly command: string;
  readonly tinygen: { readonly version: string };
  readonly model: { readonly file: string; readonly sha256: string; readonly bytes: number } | null;
  readonly diagnostics: readonly CliDiagnostic[];
  readonly [field: string]: unknown;
}

const TIMEOUT_MS = 60_000;

/** A temporary folder with these files; removed after the tests of the file. */
export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "tinygen-cli-"));
  for (const [path, contents] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), contents);
  }
  folders.push(folder);
  return folder;
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** `tinygen ...args` without a terminal and without input. */
export function tinygen(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): CliResult {
  const main = join(inject("installedPackage").folder, "dist", "cli", "main.js");
  const result = spawnSync(process.execPath, [main, ...args], {
    cwd,
    encoding: "utf8",
    timeout: TIMEOUT_MS,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], ...env },
  });
  return { exitCode: result.status, stdout: result.stdout, stderr: result.stderr };
}

/** The single JSON document of `tinygen ...args --json`, after checking the head that all commands share. */
export function tinygenJson(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { readonly exitCode: number | null; readonly document: CliDocument } {
  const { exitCode, stdout } = tinygen(cwd, [...args, "--json"], env);
  const document = JSON.parse(stdout) as CliDocument;
  expect(document).toMatchObject({
    schema: 1,
    tinygen: { version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string },
  });
  expect(document.command).toBeTypeOf("string");
  expect(document).toHaveProperty("model");
  for (const diagnostic of document.diagnostics) {
    expect(diagnostic.code).toMatch(/^TG\d{4}$/);
    expect(["error", "warning", "note"]).toContain(diagnostic.severity);
    expect(diagnostic.message).not.toBe("");
  }
  return { exitCode, document };
}
