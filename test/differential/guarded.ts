// SPDX-License-Identifier: Apache-2.0
/** Runs every node of a batch under sanitizers in a process of its own, with the gaps of the arena forbidden. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { mainGraph } from "../../src/ir/graph.js";
import type { Board } from "../../src/targets/board.js";
import { exec } from "../../src/toolchain/exec.js";
import { compileHost } from "../../src/toolchain/gcc.js";
import { type Batch, batchSources } from "./batch.js";
import { type CaseResult, type Job, readOutputs, TIMEOUT_MS, writeInputs, writeSources } from "./job.js";

const SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-g1", "-O1"];
const DRIVER = fileURLToPath(new URL("guarded-driver.c", import.meta.url));

/** A read or a write just outside an operand meets a poisoned gap; the case fails with the sanitizer's words. */
export async function runGuarded(batch: Batch, job: Job, board: Board): Promise<readonly CaseResult[]> {
  const driver = new Map([
    ["driver.c", readFileSync(DRIVER, "utf8")],
    ["guards.h", guardTable(batch)],
  ]);
  const dir = writeSources(job, batchSources(batch, board), driver);
  const cwd = writeInputs(job);
  const options = { dir, out: join(job.folder, "program"), flags: ["-Werror", ...SANITIZERS] };
  const { elf } = await compileHost(options);
  const args = [String(job.invocations), String(job.secondsPerNode ?? 60)];
  const result = await exec({ file: resolve(elf), args, cwd, timeoutMs: TIMEOUT_MS });
  if (result.end !== "exited" || result.exitCode !== 0) throw new Error(`the guarded program was ${result.end}`);
  const failed = new Set([...result.stdout.matchAll(/^failed ([0-9]+)$/gm)].map(([, node]) => Number(node)));
  return readOutputs(batch, job, (node) => {
    if (!failed.has(node)) return undefined;
    const said = readFileSync(join(cwd, `err_${node}.txt`), "utf8");
    return said === "" ? "it did not end in time" : said.split("\n").slice(0, 12).join("\n");
  });
}

function guardTable({ cases, regions }: Batch): string {
  const guards = cases.flatMap(({ layout }, i) =>
    (layout?.guards ?? []).map(({ start, end }) => `    {${(regions[i] ?? 0) + start}u, ${end - start}u},\n`),
  );
  let [input, output] = [0, 0];
  const tensors = [...cases, undefined].map((placed) => {
    const row = `    {${input}u, ${output}u},\n`;
    const graph = placed === undefined ? undefined : mainGraph(placed.drawn.model);
    input += graph?.inputs.length ?? 0;
    output += graph?.outputs.length ?? 0;
    return row;
  });
  return `#include <stdint.h>

/* Bytes that nothing may touch. */
static const struct {
    uint32_t start;
    uint32_t bytes;
} guards[] = {
${guards.join("")}};

/* Where the inputs and outputs of each node begin among those of the batch, and the ends of all. */
static const struct {
    uint32_t first_input;
    uint32_t first_output;
} tensors[] = {
${tensors.join("")}};
`;
}
