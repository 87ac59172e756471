// SPDX-License-Identifier: Apache-2.0
/** Vitest global set-up of the suite "cli": packs tinygen as npm would publish it and installs it in an empty folder. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { isForTests, PROJECT } from "./source-files.js";

export interface InstalledPackage {
  /** Folder of the installed package; its dependencies lie where npm would put them. */
  readonly folder: string;
  readonly tarballBytes: number;
  /** Paths in the tarball. */
  readonly files: readonly string[];
}

declare module "vitest" {
  interface ProvidedContext {
    installedPackage: InstalledPackage;
  }
}

export default function setup(project: TestProject): () => void {
  buildWhereStale();
  const folder = mkdtempSync(join(tmpdir(), "tinygen-package-"));
  project.provide("installedPackage", install(folder));
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Compiles when a source is newer than the bundled command. */
function buildWhereStale(): void {
  const built = changedAt(join("dist", "cli", "main.js"));
  const sources = filesBelow("src").filter((path) => path.endsWith(".ts") && !isForTests(path));
  if (Number.isNaN(built) || sources.some((path) => changedAt(join("src", path)) > built)) {
    execFileSync("npm", ["run", "--silent", "build"], { cwd: PROJECT, stdio: "inherit" });
  }
}

function install(root: string): InstalledPackage {
  const output = execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", root], {
    cwd: PROJECT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [packed] = JSON.parse(output) as [{ filename: string; size: number; files: { path: string }[] }];
  const folder = join(root, "node_modules", "@tinygen", "tinygen");
  mkdirSync(folder, { recursive: true });
  execFileSync("tar", ["-xzf", join(root, packed.filename), "-C", folder, "--strip-components=1"]);
  // Without a registry: the locked dependencies of the package, and nothing that is for development.
  for (const dependency of productionDependencies()) {
    cpSync(join(PROJECT, dependency), join(root, dependency), { recursive: true });
  }
  return { folder, tarballBytes: packed.size, files: packed.files.map(({ path }) => path) };
}

/** Paths in node_modules that the lock file does not mark as development. */
function productionDependencies(): string[] {
  const lock = JSON.parse(readFileSync(join(PROJECT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; optional?: boolean; devOptional?: boolean }>;
  };
  return Object.entries(lock.packages)
    .filter(([path, { dev, optional, devOptional }]) => path !== "" && !dev && !optional && !devOptional)
    .map(([path]) => path);
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(join(PROJECT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(join(PROJECT, folder).length + 1)
          .replaceAll("\\", "/"),
      );
  } catch {
    // Nothing was built yet.
    return [];
  }
}

function changedAt(path: string): number {
  return statSync(join(PROJECT, path), { throwIfNoEntry: false })?.mtimeMs ?? Number.NaN;
}
