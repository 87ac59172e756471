// SPDX-License-Identifier: Apache-2.0
/** The arithmetic that Debian's libgcc lacks for the lx106, run on this machine against its own arithmetic. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { exec } from "../../src/toolchain/exec.js";

const HARNESS = fileURLToPath(new URL("../../templates/harness/", import.meta.url));
const DRIVER = fileURLToPath(new URL("lx106-arithmetic/driver.c", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "tinygen-lx106-"));
afterAll(() => rmSync(temporary, { recursive: true }));

async function run(name: string, flags: readonly string[]): Promise<readonly [number | undefined, string]> {
  const program = join(temporary, name);
  const sources = ["integers_lx106.c", "floats_lx106.c"].map((file) => join(HARNESS, file));
  // Contraction and excess precision would make this machine's arithmetic another one.
  const args = ["-std=c99", "-O2", "-ffp-contract=off", ...flags, ...sources, DRIVER, "-o", program];
  expect(await exec({ file: "cc", args })).toMatchObject({ exitCode: 0, stderr: "" });
  const { exitCode, stdout } = await exec({ file: program, args: [] });
  return [exitCode, stdout];
}

describe("arithmetic of the lx106", () => {
  it("equals this machine's in half a million rounds", async () => {
    expect(await run("right", [])).toEqual([0, "0 wrong\n"]);
  });

  it("is compared at all", async () => {
    const [exitCode, stdout] = await run("wrong", ["-DWRONG=1"]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/__umulsidi3\(a32, b32\): 0x[0-9a-f]+ instead of/);
  });
});
