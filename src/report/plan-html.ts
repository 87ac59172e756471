// SPDX-License-Identifier: Apache-2.0
/** The plan as one self-contained page: figures, the map over time, and the buffers as a table. No script, no network. */
import type { Compilation, TflmCompilation } from "../compile.js";
import { findPeak } from "../planner/peak.js";
import type { Board } from "../targets/board.js";
import { groupDigits } from "../util/text.js";
import { escapeHtml } from "./escape-html.js";
import { figureBox, htmlPage } from "./html-page.js";
import { svgMemoryMap } from "./svg-memory-map.js";

export interface PlanPage {
  readonly compilation: Compilation | TflmCompilation;
  readonly board: Board;
  readonly modelFile: string;
  readonly version: string;
}

const STYLE = `
.map{border:1px solid var(--line);border-radius:8px}
.map text{font:11px system-ui,sans-serif;fill:#10151a;pointer-events:none}
.map text.axis{fill:var(--soft);paint-order:stroke;stroke:var(--paper);stroke-width:3px}
.map .grid{stroke:var(--line);stroke-dasharray:2 4}
.map .peak{pointer-events:none;fill:none;stroke:#d1242f;stroke-width:2;stroke-dasharray:5 3}
.map rect:not(.peak){stroke:#fff;stroke-width:1;fill-opacity:.8}
.c0{fill:#8ecae6}.c1{fill:#ffb703}.c2{fill:#90be6d}.c3{fill:#cdb4db}.c4{fill:#f4a261}.c5{fill:#80cdc1}.c6{fill:#f4a6b7}.c7{fill:#c9cba3}
td.name{max-width:340px;overflow:hidden;text-overflow:ellipsis}
tr.atpeak td:first-child{box-shadow:inset 3px 0 #d1242f}
`;

export function planPage({ compilation, board, modelFile, version }: PlanPage): string {
  const { plan, name, totalRam, fit, model } = compilation;
  const nodes = model.graphs[0]?.nodes ?? [];
  const momentName = (time: number): string => {
    const node = nodes[time];
    return node === undefined ? `step ${time}` : `node ${node.origin.index} ${node.op}`;
  };
  const peak = findPeak(plan.problem);
  const saved = plan.greedyBytes - plan.bytes;
  const figures = [
    figureBox(
      `${groupDigits(plan.bytes)} B`,
      plan.status === "optimal" ? "arena, proven minimal" : `arena, lower bound ${groupDigits(plan.lowerBound)} B`,
    ),
    figureBox(
      `${groupDigits(plan.greedyBytes)} B`,
      saved > 0 ? `TFLM's greedy planner, ${groupDigits(saved)} B more` : "TFLM's greedy planner",
    ),
    figureBox(
      `${groupDigits(totalRam)} B`,
      compilation.runtime === "tflm"
        ? `TFLM's whole arena, ${groupDigits(compilation.plan.arena.persistent)} B of it beside the plan`
        : "all RAM with state, without stack",
    ),
    figureBox(fit.fits ? "fits" : "does not fit", `${board.id}, region ${fit.arenaRegion}`),
  ];
  const rows = plan.problem.buffers
    .map((buffer, id) => ({ buffer, id, offset: plan.placement.offsets[id] ?? 0 }))
    .sort((a, b) => a.buffer.live.start - b.buffer.live.start || a.offset - b.offset)
    .map(({ buffer, id, offset }) => {
      const atPeak = peak?.buffers.some((other) => other === id) ? ' class="atpeak"' : "";
      const span = `${momentName(buffer.live.start)} – ${momentName(buffer.live.end - 1)}`;
      return `<tr${atPeak}><td class="name" title="${escapeHtml(buffer.label)}">${escapeHtml(buffer.label)}</td><td class="n">${groupDigits(buffer.size)}</td><td class="n">${groupDigits(offset)}</td><td>${escapeHtml(span)}</td></tr>`;
    });
  const peakText =
    peak === undefined
      ? ""
      : `<p>The peak is at ${escapeHtml(momentName(peak.time))}: ${groupDigits(peak.liveBytes)} B alive in ${peak.buffers.length} buffers (marked red). Where rectangles cover each other, an output lies on what its operator has already read.</p>`;
  return htmlPage({
    title: `${name} on ${board.id}: arena`,
    style: STYLE,
    body: `<h1>${escapeHtml(name)} on ${escapeHtml(board.title)}</h1>
<p>${escapeHtml(modelFile)}, planned by tinygen ${escapeHtml(version)}</p>
<div class="figures">${figures.join("")}</div>
<h2>Arena over time</h2>
${peakText}
${svgMemoryMap(plan, { momentName })}
<h2>Buffers</h2>
<div class="scroll"><table>
<thead><tr><th>tensor</th><th class="n">bytes</th><th class="n">offset</th><th>alive</th></tr></thead>
<tbody>${rows.join("\n")}</tbody>
</table></div>`,
  });
}
