// SPDX-License-Identifier: Apache-2.0
/** QEMU's counting plugin builds for every version of the interface, and needs nothing that this QEMU does not offer. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTemplate } from "../../src/codegen/templates.js";
import { HOST_COMPILER, QEMU_ARM } from "../../src/toolchain/tools.js";

/** QEMU 7.2 speaks version 1, 9.0 version 2, 10.0 version 4, later ones 5. */
const VERSIONS = [1, 2, 3, 4, 5];
/** Another function from version 3 on, in QEMU 9.1; used with version 1 only, which is for QEMU before 9. */
const CHANGED = "qemu_plugin_insn_data";

const folder = mkdtempSync(join(tmpdir(), "tinygen-plugin-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const source = join(folder, "plugin.c");
writeFileSync(source, readTemplate("qemu-plugin/profile_plugin.c"));

const missing = [HOST_COMPILER.file, QEMU_ARM.file, "nm"].filter(
  (file) => spawnSync(file, ["--version"], { stdio: "ignore" }).status !== 0,
);
if (missing.length > 0) {
  if (process.env["CI"] !== undefined) throw new Error(`missing: ${missing.join(", ")}`);
  console.warn(`skipped: ${missing.join(", ")} missing`);
}

/** Names in a dynamic symbol table: those that are defined, or those that are looked for elsewhere. */
function symbols(file: string, which: "--defined-only" | "--undefined-only"): string[] {
  const listing = execFileSync("nm", ["-D", which, file], { encoding: "utf8", maxBuffer: 2 ** 26 });
  return [...listing.matchAll(/ (qemu_plugin_\w+)/g)].map(([, name = ""]) => name);
}

describe.skipIf(missing.length > 0).each(VERSIONS)("version %d of the interface", (api) => {
  const out = join(folder, `plugin-${api}.so`);

  it("is one that the plugin builds for without warnings", () => {
    const warnings = ["-Wall", "-Wextra", "-Wconversion", "-Wshadow", "-Werror"];
    const flags = ["-std=c99", "-O2", "-fPIC", "-shared", "-fvisibility=hidden", `-DPLUGIN_API=${api}`];
    const built = spawnSync(HOST_COMPILER.file, [...flags, ...warnings, source, "-o", out], { encoding: "utf8" });
    expect(built.stderr).toBe("");
    expect(symbols(out, "--defined-only").sort()).toEqual(["qemu_plugin_install", "qemu_plugin_version"]);
  });

  it("has all functions that the plugin calls", () => {
    const needed = symbols(out, "--undefined-only");
    expect(needed).toContain("qemu_plugin_register_vcpu_tb_trans_cb");
    expect(needed.includes(CHANGED)).toBe(api === 1);
    const qemu = execFileSync("/bin/sh", ["-c", `command -v ${QEMU_ARM.file}`], { encoding: "utf8" }).trim();
    const offered = symbols(qemu, "--defined-only");
    // A QEMU without plugins, or a script that starts one, offers none at all.
    if (offered.length > 0) expect(needed.filter((name) => !offered.includes(name))).toEqual([]);
  });
});
