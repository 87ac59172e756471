// SPDX-License-Identifier: Apache-2.0
/** --disable-pass and --print-after: for looking at single rewrites, and for proving that they change nothing. */
import { fail } from "../diagnostics/tinygen-error.js";
import { printGraph } from "../ir/print-graph.js";
import { type PassOptions, PASSES } from "../passes/index.js";
import { nearest } from "../util/text.js";
import { printable } from "../util/untrusted.js";

export interface PassFlags {
  readonly disablePass?: readonly string[];
  readonly printAfter?: readonly string[];
}

const ALL = "all";

/** Throws TG7001 for a pass that does not exist. Graphs are printed to stderr. */
export function passOptions({ disablePass = [], printAfter = [] }: PassFlags): PassOptions {
  const names = PASSES.map(({ name }) => name);
  const optional = PASSES.filter(({ required }) => required !== true).map(({ name }) => name);
  for (const name of [...disablePass, ...printAfter]) {
    if (name === ALL || names.includes(name)) continue;
    const [near] = nearest(name, names, 1);
    fail(
      "TG7001",
      `there is no pass "${name}"`,
      near === undefined ? `passes: ${names.join(", ")}` : `did you mean ${near}?`,
    );
  }
  return {
    disabled: disablePass.includes(ALL) ? [...disablePass, ...optional] : disablePass,
    observe(pass, graph, subgraph) {
      if (!printAfter.includes(pass.name) && !printAfter.includes(ALL)) return;
      process.stderr.write(`after ${pass.name}, subgraph ${subgraph}:\n${printable(printGraph(graph))}\n`);
    },
  };
}
