// SPDX-License-Identifier: Apache-2.0
/** The files of one program: sources, inputs before the run, outputs after it. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type SourceTree, underFolder } from "../../src/codegen/source-tree.js";
import { mainGraph } from "../../src/ir/graph.js";
import type { Batch } from "./batch.js";
import type { Expectation } from "./judge.js";

/** Of one run of one program. */
export const TIMEOUT_MS = 180_000;

/** What one case gave: its outputs by invocation, or what went wrong with it alone. */
export type CaseResult = { readonly outputs: Expectation["outputs"] } | { readonly problem: string };

export interface Job {
  readonly folder: string;
  /** Model inputs by case and invocation. */
  readonly inputs: readonly Expectation["inputs"][];
  readonly invocations: number;
  /** For levels that run every node in a process of its own; generous unless given. */
  readonly secondsPerNode?: number;
  /** Changes the generated files before they are compiled; for tests of this suite itself. */
  readonly tamper?: (tree: SourceTree) => SourceTree;
}

/** The folder that is compiled. */
export function writeSources(job: Job, library: SourceTree, harness: SourceTree): string {
  const dir = join(job.folder, "sources");
  const tamper = job.tamper ?? ((tree: SourceTree) => tree);
  for (const tree of [underFolder("model", tamper(library)), underFolder("harness", harness)]) {
    for (const [path, contents] of tree) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), contents);
    }
  }
  return dir;
}

/** The folder to run in. The program numbers the inputs of the whole batch, case after case. */
export function writeInputs({ folder, inputs, invocations }: Job): string {
  const cwd = join(folder, "run");
  mkdirSync(cwd, { recursive: true });
  for (let k = 0; k < invocations; k++) {
    inputs
      .flatMap((ofCase) => ofCase[k] ?? [])
      .forEach((bytes, t) => {
        writeFileSync(join(cwd, `in_${k + 1}_${t}.bin`), bytes);
      });
  }
  return cwd;
}

/** What each case of the batch wrote, unless `problemOf` its node says that it did not get so far. */
export function readOutputs(
  batch: Batch,
  { folder, invocations }: Job,
  problemOf: (node: number) => string | undefined = () => undefined,
): readonly CaseResult[] {
  let first = 0;
  return batch.cases.map(({ drawn }, node) => {
    const count = mainGraph(drawn.model).outputs.length;
    const from = first;
    first += count;
    const problem = problemOf(node);
    if (problem !== undefined) return { problem };
    const read = (k: number, t: number): Uint8Array =>
      readFileSync(join(folder, "run", `out_${k + 1}_${from + t}.bin`));
    const outputs = Array.from({ length: invocations }, (_, k) => Array.from({ length: count }, (__, t) => read(k, t)));
    return { outputs };
  });
}
