// SPDX-License-Identifier: Apache-2.0
/** The worst moment of a plan and what each buffer contributes to it, as values for JSON and as lines of text. */
import type { PlannedModel } from "../compile.js";
import { findPeak } from "../planner/peak.js";
import { groupDigits, table } from "../util/text.js";
import { singleLine } from "../util/untrusted.js";

export interface PeakReport {
  readonly time: number;
  /** In the numbering of the file; null for a moment inside a called subgraph. */
  readonly node: number | null;
  readonly op: string | null;
  /** Sum over the buffers; what overlap saves is not taken off. */
  readonly liveBytes: number;
  readonly buffers: readonly {
    readonly id: number;
    readonly label: string;
    readonly kind: string;
    readonly bytes: number;
    /** Share of the live bytes, 0 to 1, rounded to three places. */
    readonly share: number;
  }[];
}

export function peakReport({ plan, model }: Pick<PlannedModel, "plan" | "model">): PeakReport | null {
  const peak = findPeak(plan.problem);
  if (peak === undefined) return null;
  const node = model.graphs[0]?.nodes[peak.time];
  return {
    time: peak.time,
    node: node?.origin.index ?? null,
    op: node?.op ?? null,
    liveBytes: peak.liveBytes,
    buffers: peak.buffers.map((id) => {
      const bytes = plan.problem.buffers[id]?.size ?? 0;
      const share = peak.liveBytes === 0 ? 0 : Math.round((1000 * bytes) / peak.liveBytes) / 1000;
      const kind = plan.uses[id]?.[0]?.kind ?? "tensor";
      return { id, label: plan.problem.buffers[id]?.label ?? "", kind, bytes, share };
    }),
  };
}

const LONGEST_LABEL = 60;

export function peakLines(peak: PeakReport): string[] {
  const at = peak.node === null ? `step ${peak.time}` : `node ${peak.node} ${peak.op ?? ""}`;
  const rows = peak.buffers.map(({ label, kind, bytes, share }) => [
    `  ${groupDigits(bytes)}`,
    "B",
    `${Math.round(100 * share)} %`,
    `${kind === "scratch" ? "scratch " : ""}${singleLine(label.slice(0, LONGEST_LABEL))}`,
  ]);
  const parts = peak.buffers.length === 1 ? "1 buffer" : `${peak.buffers.length} buffers`;
  return [`peak: ${at}, ${groupDigits(peak.liveBytes)} B live in ${parts}`, ...table(rows, [0, 2])];
}
