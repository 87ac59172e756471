// SPDX-License-Identifier: Apache-2.0
/** Builds a project with PlatformIO, offline: what it would have to download is named before it is started. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import { programSize } from "./elf-size.js";
import { type Command, commandLine, exec, lastLines } from "./exec.js";
import type { CompileResult } from "./gcc.js";
import { probe, type Tool } from "./tools.js";

export const PLATFORMIO: Tool = {
  file: "pio",
  packages: ["platformio"],
  purpose: "builds and flashes projects for real boards",
  install: "pip install platformio",
};

export interface PlatformIoBuild {
  /** Folder of platformio.ini. */
  readonly project: string;
  readonly environment: string;
  /** PlatformIO's core folder: PLATFORMIO_CORE_DIR, else ~/.platformio. */
  readonly coreDir: string;
  /** `espressif32@6.13.0` and `espidf`; undefined for a platform that the project brings along. */
  readonly needs?: { readonly platform: string; readonly framework: string };
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

const BUILD_TIMEOUT_MS = 900_000;

/** Throws TG5001 (PlatformIO or a package of it is missing), TG5002 (build failed) or TG5003 (program too large). */
export async function buildWithPlatformIo(build: PlatformIoBuild): Promise<CompileResult> {
  if ((await probe(PLATFORMIO)) === undefined) {
    fail("TG5001", "pio is not on the PATH", PLATFORMIO.install);
  }
  const missing = missingPackages(build);
  if (missing !== undefined) fail("TG5001", missing.what, missing.command);
  const command: Command = {
    file: PLATFORMIO.file,
    args: ["run", "--project-dir", build.project, "--environment", build.environment],
    // Neither may reach for the network: a look-up that fails takes a minute.
    env: {
      PLATFORMIO_CORE_DIR: build.coreDir,
      PLATFORMIO_SETTING_ENABLE_TELEMETRY: "no",
      PLATFORMIO_SETTING_CHECK_PLATFORMIO_INTERVAL: "9999",
      PLATFORMIO_NO_ANSI: "1",
    },
    timeoutMs: build.timeoutMs ?? BUILD_TIMEOUT_MS,
    ...(build.signal === undefined ? {} : { signal: build.signal }),
  };
  const result = await exec(command);
  const elf = join(build.project, ".pio", "build", build.environment, "firmware.elf");
  if (result.end !== "exited" || result.exitCode !== 0 || !existsSync(elf)) {
    refuse(command, `${result.stdout}\n${result.stderr}`, result.end);
  }
  return { elf, sections: programSize(readFileSync(elf)), warnings: warningsOf(result.stderr) };
}

/** What is missing in the core folder and the command that installs it; undefined when everything is there. */
export function missingPackages({
  coreDir,
  needs,
  project,
  environment,
}: Pick<PlatformIoBuild, "coreDir" | "needs" | "project" | "environment">):
  { readonly what: string; readonly command: string } | undefined {
  if (findPackage(join(coreDir, "packages"), "tool-scons") === undefined) {
    return {
      what: `PlatformIO's build tool SCons is not installed in ${coreDir}`,
      command: "pio pkg install --global --tool platformio/tool-scons",
    };
  }
  if (needs === undefined) return undefined;
  const [name = "", version = ""] = needs.platform.split("@");
  const install = `pio pkg install --project-dir ${project} --environment ${environment}`;
  const platform = findPackage(join(coreDir, "platforms"), name, version);
  if (platform === undefined) {
    return { what: `PlatformIO's platform ${needs.platform} is not installed in ${coreDir}`, command: install };
  }
  const absent = neededPackages(platform, needs.framework).filter(
    (wanted) => findPackage(join(coreDir, "packages"), wanted) === undefined,
  );
  if (absent.length === 0) return undefined;
  return {
    what: `packages of PlatformIO's platform ${needs.platform} are not installed: ${absent.join(", ")}`,
    command: install,
  };
}

interface PlatformManifest {
  readonly frameworks?: Readonly<Record<string, { readonly package?: string | null }>>;
  readonly packages?: Readonly<Record<string, { readonly optional?: boolean; readonly type?: string }>>;
}

// A compiler may be declared optional and chosen by the platform's own code; the framework's package tells enough.
function neededPackages(platform: string, framework: string): readonly string[] {
  const manifest = readJson(join(platform, "platform.json")) as PlatformManifest | undefined;
  const own = manifest?.frameworks?.[framework]?.package;
  const always = Object.entries(manifest?.packages ?? {}).filter(
    ([, { optional, type }]) => optional !== true && type === "toolchain",
  );
  return [...always.map(([name]) => name), ...(typeof own === "string" ? [own] : [])];
}

/** Folder of an installed package: NAME, or NAME@VERSION beside another version. */
function findPackage(folder: string, name: string, version?: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  return readdirSync(folder)
    .filter((entry) => entry === name || entry.startsWith(`${name}@`))
    .map((entry) => join(folder, entry))
    .find((path) => version === undefined || versionOf(path) === version);
}

function versionOf(path: string): string | undefined {
  for (const manifest of ["platform.json", "package.json"]) {
    const json = readJson(join(path, manifest)) as { readonly version?: string } | undefined;
    if (json?.version !== undefined) return json.version;
  }
  return undefined;
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

function warningsOf(text: string): string {
  return text
    .split("\n")
    .filter((line) => /warning:/i.test(line))
    .join("\n");
}

function refuse(command: Command, text: string, end: string): never {
  const overflow = /region [`'"]([^`'"]+)['"] overflowed by ([0-9]+) bytes?/.exec(text);
  const size = /program size \(([0-9]+) bytes\) is greater than maximum allowed \(([0-9]+) bytes\)/.exec(text);
  if (overflow !== null || size !== null) {
    const message =
      size === null
        ? `the program is ${overflow?.[2]} bytes too large for the region ${overflow?.[1]}`
        : `the program has ${size[1]} bytes, the flash or app partition ${size[2]}`;
    throw new TinygenError([
      { code: "TG5003", severity: "error", message, hint: "choose a larger board, or a smaller model" },
    ]);
  }
  const how = end === "exited" ? "failed" : `was ${end}`;
  fail("TG5002", `pio run ${how}\n${lastLines(text)}`, `the command was: ${commandLine(command)}`);
}
