// SPDX-License-Identifier: Apache-2.0
/** Which tests can run here: says aloud what is missing, and fails instead of skipping in CI. */
import { spawnSync } from "node:child_process";
import type { Board } from "../../src/targets/board.js";
import { compilerFor, qemuFor, type Tool, XTENSA_COMPILER } from "../../src/toolchain/tools.js";

/** True when a tool for the board is missing; throws then when the environment variable CI is set. */
export function missingTools(board: Board): boolean {
  const tools = [compilerFor(board.target) ?? XTENSA_COMPILER, qemuFor(board.target.arch)];
  const missing = tools.filter((tool) => !isInstalled(tool));
  if (missing.length === 0) return false;
  const packages = missing.flatMap((tool) => tool.packages).join(" ");
  const reason = `${board.id}: ${missing.map(({ file }) => file).join(", ")} missing, apt-get install ${packages}`;
  if (process.env["CI"] !== undefined) throw new Error(reason);
  console.warn(`skipped: ${reason}`);
  return true;
}

const known = new Map<string, boolean>();

function isInstalled({ file }: Tool): boolean {
  const installed = known.get(file) ?? spawnSync(file, ["--version"], { stdio: "ignore" }).status === 0;
  known.set(file, installed);
  return installed;
}
