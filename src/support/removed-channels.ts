// SPDX-License-Identifier: Apache-2.0
/** Says what drop-dead-channels took out of a model. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { type Model, viewOf } from "../ir/graph.js";
import { findOperator } from "../ops/registry.js";
import { groupDigits } from "../util/text.js";

/** One note for the whole model, or none. `original` is the model before the rewrites. */
export function removedChannelNotes(original: Model, rewritten: Model): readonly Diagnostic[] {
  const narrowed = rewritten.graphs.flatMap(({ tensors }) => tensors.filter((tensor) => tensor.narrowedFrom));
  if (narrowed.length === 0) return [];
  const before = narrowed.reduce((sum, { narrowedFrom }) => sum + (narrowedFrom?.at(-1) ?? 0), 0);
  const after = narrowed.reduce((sum, { shape }) => sum + (shape.at(-1) ?? 0), 0);
  const [all, left] = [macs(original), macs(rewritten)];
  const percent = all === 0 ? 0 : Math.round((100 * (all - left)) / all);
  return [
    {
      code: "TG2010",
      severity: "note",
      message:
        `${before - after} of ${before} channels in ${narrowed.length} tensors can be removed, because their values are known ` +
        `or unused; that saves ${groupDigits(all - left)} of ${groupDigits(all)} multiply-accumulates (${percent} %)`,
    },
  ];
}

function macs(model: Model): number {
  return model.graphs
    .flatMap((graph) => graph.nodes.map((node) => findOperator(node.op)?.work(viewOf(graph, node)).macs ?? 0))
    .reduce((sum, value) => sum + value, 0);
}
