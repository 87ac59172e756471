// SPDX-License-Identifier: Apache-2.0
/** The rewrites between reading and support check, in their order. */
import type { Graph, Model, Pass } from "../ir/graph.js";
import { bindResources } from "./bind-resources.js";
import { bypassInversePairs } from "./bypass-inverse-pairs.js";
import { compactTensors } from "./compact-tensors.js";
import { dropDeadChannels } from "./drop-dead-channels.js";
import { dropDead } from "./drop-dead.js";
import { foldConstants } from "./fold-constants.js";
import { foldPad, foldSamePad } from "./fold-pad.js";
import { fuseActivation } from "./fuse-activation.js";

export const PASSES: readonly Pass[] = [
  bindResources,
  foldConstants,
  bypassInversePairs,
  foldPad,
  foldSamePad,
  fuseActivation,
  dropDeadChannels,
  dropDead,
  compactTensors,
];

export interface PassOptions {
  /** What becomes of the graph: generated code (unless given), or a .tflite file that a runtime interprets. */
  readonly for?: "code" | "file";
  /** Names of passes to leave out. */
  readonly disabled?: readonly string[];
  /** Called after each pass with the graph that it made. */
  readonly observe?: (pass: Pass, graph: Graph, subgraph: number) => void;
}

/** Runs every pass on every subgraph. */
export function runPasses(model: Model, { for: use = "code", disabled = [], observe }: PassOptions = {}): Model {
  const passes = PASSES.filter(({ name, only = use }) => only === use && !disabled.includes(name));
  const rewrite = (graph: Graph, subgraph: number): Graph =>
    passes.reduce((current, pass) => {
      const next = pass.run(current);
      observe?.(pass, next, subgraph);
      return next;
    }, graph);
  return { ...model, graphs: model.graphs.map(rewrite) };
}
