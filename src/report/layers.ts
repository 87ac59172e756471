// SPDX-License-Identifier: Apache-2.0
/** The table of layers with a bar for each one's share of the instructions. */
import { mainGraph, type Model, viewOf } from "../ir/graph.js";
import { shapeText } from "../ir/shape.js";
import { findOperator } from "../ops/registry.js";
import { groupDigits, table } from "../util/text.js";

export interface MeasuredLayer {
  /** Index of the operator in the file. */
  readonly node: number;
  readonly op: string;
  readonly instructions: number | null;
}

const BAR_WIDTH = 24;

export function layerRows(layers: readonly MeasuredLayer[], model: Model): string[] {
  const graph = mainGraph(model);
  const most = Math.max(1, ...layers.map(({ instructions }) => instructions ?? 0));
  const rows = layers.map(({ node, op, instructions }) => {
    const found = graph.nodes.find(({ origin }) => origin.index === node);
    const view = found === undefined ? undefined : viewOf(graph, found);
    const macs = view === undefined ? 0 : (findOperator(op)?.work(view).macs ?? 0);
    const each = macs > 0 && instructions !== null ? (instructions / macs).toFixed(2) : "";
    const bar = instructions === null ? "" : "█".repeat(Math.round((BAR_WIDTH * instructions) / most));
    return [
      String(node),
      op,
      shapeText(view?.outputs[0]?.shape ?? []),
      instructions === null ? "?" : groupDigits(instructions),
      each,
      bar,
    ];
  });
  return table([["node", "operator", "output", "instructions", "per MAC", ""], ...rows], [0, 3, 4]);
}
