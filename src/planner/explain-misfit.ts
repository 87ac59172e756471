// SPDX-License-Identifier: Apache-2.0
/** Turns a misfit into findings: what is over by how much, at which moment, because of which tensors. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Model } from "../ir/graph.js";
import { shapeText } from "../ir/shape.js";
import type { Board } from "../targets/board.js";
import type { BufferId } from "../util/branded.js";
import { groupDigits } from "../util/text.js";
import type { Fit } from "./fit.js";
import { findPeak } from "./peak.js";
import type { ArenaPlan } from "./plan.js";
import { quoted } from "../util/untrusted.js";

const SHOWN_TENSORS = 4;
const LONGEST_NAME = 60;

export interface MisfitInput {
  readonly model: Model;
  readonly plan: ArenaPlan;
  readonly board: Board;
  readonly fit: Fit;
  /** Constants and code, in bytes. */
  readonly flash: { readonly constants: number; readonly code: number };
  /** What a runtime keeps in the arena beside the plan. */
  readonly runtimeBytes?: number;
}

export function explainMisfit({ model, plan, board, fit, flash, runtimeBytes = 0 }: MisfitInput): Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const region of fit.regions) {
    const over = region.used - region.available;
    if (over <= 0) continue;
    const figures = `${groupDigits(region.used)} B needed, ${groupDigits(region.available)} B free (${groupDigits(over)} B over)`;
    if (region.kind === "ram") {
      findings.push({
        code: "TG3001",
        severity: "error",
        message:
          `RAM region ${region.name} of board ${board.id}: ${figures}; ` +
          `the ${runtimeBytes > 0 ? "plan of the arena" : "arena"} takes ${groupDigits(plan.bytes)} B` +
          (plan.status === "optimal" ? ", which is proven minimal" : "") +
          (runtimeBytes > 0 ? `, and the runtime keeps ${groupDigits(runtimeBytes)} B beside it` : "") +
          peakText(model, plan),
        hint: `make the tensors at the peak smaller (input size, width of the layer), or take a board with ${groupDigits(over)} B more; \`tinygen plan MODEL -b ${board.id}\` shows the map`,
      });
    } else {
      findings.push({
        code: "TG3002",
        severity: "error",
        message:
          `flash region ${region.name} of board ${board.id}${partitionText(board, region.name)}: ${figures}; ` +
          `constants take ${groupDigits(flash.constants)} B and code about ${groupDigits(flash.code)} B (estimated)`,
        hint:
          `take a board with ${groupDigits(over)} B more, or a model with fewer weights` +
          (board.espIdf === undefined ? "" : `; a copy of boards/${board.id}.json may divide the flash in another way`),
      });
    }
  }
  return findings;
}

/** " (partition app0 of 1 310 720 B in 4 194 304 B of flash)" for a region that is an app partition. */
function partitionText({ espIdf, regions }: Board, name: string): string {
  const app = espIdf?.partitions.find(({ type }) => type === "app");
  const code = regions.find(({ uses }) => uses.includes("code"));
  if (espIdf === undefined || app === undefined || code?.name !== name) return "";
  return ` (partition ${app.name} of ${groupDigits(app.size)} B in ${groupDigits(espIdf.flash)} B of flash)`;
}

/** "; peak at node 7 CONV_2D: 61 440 B "name" (1x48x48x16), …" */
function peakText(model: Model, plan: ArenaPlan): string {
  const peak = findPeak(plan.problem);
  if (peak === undefined) return "";
  const node = model.graphs[0]?.nodes[peak.time];
  const at = node === undefined ? "" : ` at node ${node.origin.index} ${node.op}`;
  const shown = peak.buffers.slice(0, SHOWN_TENSORS).map((id) => bufferText(model, plan, id));
  const rest = peak.buffers.length > SHOWN_TENSORS ? `, and ${peak.buffers.length - SHOWN_TENSORS} more` : "";
  // With overlap an output may lie on the part of its input that has been read.
  const shared = peak.liveBytes - plan.bytes;
  const overlapText =
    shared > 0 ? `, of which ${groupDigits(shared)} B are shared: an output overwrites its input` : "";
  return `; the peak is${at}: ${shown.join(", ")}${rest}${overlapText}`;
}

function bufferText(model: Model, plan: ArenaPlan, id: BufferId): string {
  const use = plan.uses[id]?.[0];
  const size = `${groupDigits(plan.problem.buffers[id]?.size ?? 0)} B`;
  if (use?.kind !== "tensor") return `${size} ${plan.problem.buffers[id]?.label ?? "scratch"}`;
  const tensor = model.graphs[use.subgraph]?.tensors[use.tensor];
  // Converters join the names of all fused operators with semicolons; the first one is enough to find the tensor.
  return `${size} ${quoted(tensor?.name.split(";")[0] ?? "", LONGEST_NAME)} (${shapeText(tensor?.shape ?? [])})`;
}
