// SPDX-License-Identifier: Apache-2.0
/** External programs: results, time limits that leave nothing behind, and commands that can be pasted. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { commandLine, exec, lastLines } from "./exec.js";

const node = process.execPath;

describe("exec", () => {
  it("returns output and exit code", async () => {
    const script = "process.stdout.write('out\\n'); process.stderr.write('err'); process.exitCode = 3";
    const result = await exec({ file: node, args: ["-e", script] });
    expect(result).toEqual({ end: "exited", exitCode: 3, stdout: "out\n", stderr: "err" });
  });

  it("passes arguments as they are, without a shell", async () => {
    const argument = "a b;$(touch x)*'\"";
    const result = await exec({ file: node, args: ["-e", "process.stdout.write(process.argv[1])", argument] });
    expect(result.stdout).toBe(argument);
  });

  it("reports a program that does not exist", async () => {
    const result = await exec({ file: "tinygen-no-such-program", args: [] });
    expect(result.end).toBe("missing");
  });

  it("kills a program and its children after the time limit", async () => {
    const folder = mkdtempSync(join(tmpdir(), "tinygen-exec-"));
    const file = join(folder, "pid");
    const child = `require("node:fs").writeFileSync(${JSON.stringify(file)}, String(process.pid)); setInterval(() => {}, 1000)`;
    const parent = `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(child)}])`;
    const result = await exec({ file: node, args: ["-e", parent], timeoutMs: 1500 });
    expect(result.end).toBe("timed-out");
    expect(existsSync(file)).toBe(true);
    const pid = Number(readFileSync(file, "utf8"));
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it("kills a program when its signal is aborted", async () => {
    const controller = new AbortController();
    const started = exec({ file: node, args: ["-e", "setInterval(() => {}, 1000)"], signal: controller.signal });
    await sleep(50);
    controller.abort();
    expect((await started).end).toBe("aborted");
  });
});

describe("commandLine", () => {
  it("quotes what a shell would change", () => {
    const args = ["-O2", "-DTEXT=it's", "a b", ""];
    expect(commandLine({ file: "cc", args })).toBe(`cc -O2 '-DTEXT=it'\\''s' 'a b' ''`);
  });
});

describe("lastLines", () => {
  it("drops empty lines and keeps the end", () => {
    expect(lastLines("a\n\nb\nc\n", 2)).toBe("b\nc");
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A process that has ended but was not collected yet still answers.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
