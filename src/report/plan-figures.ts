// SPDX-License-Identifier: Apache-2.0
/** The figures of a plan as lines of text, for each runtime. */
import type { LoweredModel } from "../codegen/aot/lower.js";
import type { Bytes } from "../util/branded.js";
import type { Compilation, TflmCompilation } from "../compile.js";
import type { Fit } from "../planner/fit.js";
import type { ArenaPlan } from "../planner/plan.js";
import type { OrderReport } from "../planner/order-model.js";
import { assertNever } from "../util/assert-never.js";
import { groupDigits } from "../util/text.js";

export function planFigures(compilation: Compilation | TflmCompilation): string[] {
  const figures = compilation.runtime === "tflm" ? tflmFigures(compilation) : aotFigures(compilation);
  return [...figures, orderFigure(compilation.order, compilation.runtime === "tflm" ? "order       " : "order  ")];
}

function orderFigure(
  { status, livePeak, minimalLivePeak = 0, arenaBefore, arena, unprovenArena = 0 }: OrderReport,
  label: string,
): string {
  const bytes = `${groupDigits(livePeak)} B live at the worst node`;
  const least = `${groupDigits(minimalLivePeak)} B`;
  switch (status) {
    case "proven":
      return `${label}as in the file: ${bytes}, and no order has less`;
    case "applied":
      return `${label}changed: arena ${groupDigits(arena)} B instead of ${groupDigits(arenaBefore)} B (live ${least} instead of ${groupDigits(livePeak)} B)`;
    case "no-gain":
      return `${label}as in the file: ${bytes}; another order has ${least}, but no smaller arena`;
    case "unproven":
      return `${label}as in the file; another one fits into ${groupDigits(unprovenArena)} B, which is not proven minimal: --optimize ram takes it`;
    case "budget":
      return `${label}as in the file: ${bytes}; the search for a better order ended without an answer`;
    default:
      return assertNever(status);
  }
}

function aotFigures({ plan, fit, totalRam, lowered }: Compilation): string[] {
  const held = largestLocals(lowered);
  const saved = plan.greedyBytes - plan.bytes;
  return [
    `arena  ${groupDigits(plan.bytes)} B (${plan.status}, lower bound ${groupDigits(plan.lowerBound)} B)`,
    `TFLM   ${groupDigits(plan.greedyBytes)} B for the same tensors with its greedy planner` +
      (saved > 0 ? ` (${groupDigits(saved)} B more)` : ""),
    `total  ${groupDigits(totalRam)} B of RAM with state, without stack; ${regionText(plan, fit)}`,
    ...splitFigures(plan),
    ...(held.bytes > 0
      ? [`stack  ${groupDigits(held.bytes)} B more than usual for results that node ${held.node} holds back`]
      : []),
  ];
}

function regionText({ split }: ArenaPlan, fit: Fit): string {
  return split === undefined
    ? `arena in region ${fit.arenaRegion}`
    : `arena in the regions ${split.parts.map(({ region }) => region).join(", ")}`;
}

function splitFigures({ split }: ArenaPlan): string[] {
  if (split === undefined) return [];
  const proof = split.status === "optimal" ? "proven the least through slow regions" : "the best found";
  return split.parts.map(
    ({ region, bytes, traffic }, i) =>
      `${i === 0 ? "split  " : "       "}${groupDigits(bytes)} B in ${region}, ${groupDigits(traffic)} B moved there` +
      (i === 0 ? ` (no region holds the whole arena; ${proof})` : ""),
  );
}

/** The largest arrays that a node has on the stack, and its operator's index in the file; null when none has any. */
export function largestLocals({ graphs }: LoweredModel): { readonly bytes: Bytes; readonly node: number | null } {
  let largest: { bytes: Bytes; node: number | null } = { bytes: 0, node: null };
  for (const { graph, nodes } of graphs) {
    for (const { index, code } of nodes) {
      if (code !== undefined && code.stack > largest.bytes) {
        largest = { bytes: code.stack, node: graph.nodes[index]?.origin.index ?? index };
      }
    }
  }
  return largest;
}

function tflmFigures({ plan, fit }: TflmCompilation): string[] {
  const { arena, stock, undescribed } = plan;
  const parts = arena.parts.toSorted((a, b) => b.bytes - a.bytes || (a.label < b.label ? -1 : 1));
  const largest = parts.slice(0, 3).map(({ label, bytes }) => `${label} ${groupDigits(bytes)}`);
  const assumed =
    undescribed.length === 0 ? "" : `; kernels of ${undescribed.join(", ")} are taken for the reference ones`;
  return [
    `plan        ${groupDigits(plan.bytes)} B of tensors and scratch (${plan.status}, lower bound ${groupDigits(plan.lowerBound)} B)`,
    `persistent  ${groupDigits(arena.persistent)} B that TFLM keeps beside it: ${largest.join(", ")} …${assumed}`,
    `arena       ${groupDigits(arena.bytes)} B, the smallest with which AllocateTensors succeeds` +
      (arena.transient > 0 ? ` (${groupDigits(arena.transient)} B of it only while it runs)` : "") +
      `; in region ${fit.arenaRegion}`,
    `stock       ${groupDigits(stock.bytes)} B without tinygen's offsets (TFLM's greedy planner: ${groupDigits(plan.greedyBytes)} B for the plan)`,
  ];
}
