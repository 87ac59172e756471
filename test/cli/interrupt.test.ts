// SPDX-License-Identifier: Apache-2.0
/** What happens to a run whose output cannot be written, or that is told to end while it computes. */
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, it } from "vitest";
import { folderWith } from "../support/run-cli.js";

const main = () => join(inject("installedPackage").folder, "dist", "cli", "main.js");

/** Live ranges and sizes without a pattern, so many that a placement takes far longer than the test waits. */
function longProblem(): string {
  let state = 1;
  const next = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const rows = Array.from({ length: 1_900 }, (_, i) => {
    const lower = next(1_000);
    return `b${String(i)},${String(lower)},${String(lower + 1 + next(100))},${String(1 + next(1_000))}\n`;
  });
  return `id,lower,upper,size\n${rows.join("")}`;
}

describe("the process", () => {
  it.skipIf(!existsSync("/dev/full"))("says in one line that stdout is full, with exit 2", () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [main(), "boards", "--json"], {
      stdio: ["ignore", full, "pipe"],
      encoding: "utf8",
    });
    closeSync(full);
    expect(stderr).toMatch(/^error TG7001: .*ENOSPC.*\n$/);
    expect(status).toBe(2);
  });

  it("ends at once when it is interrupted during a search", () => {
    const cwd = folderWith({ "long.csv": longProblem() });
    const args = [main(), "plan", "long.csv", "--max-steps", "100000000"];
    const { signal } = spawnSync(process.execPath, args, { cwd, timeout: 4_000, killSignal: "SIGTERM" });
    expect(signal).toBe("SIGTERM");
  });
});
