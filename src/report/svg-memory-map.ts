// SPDX-License-Identifier: Apache-2.0
/** The arena over time as SVG: a rectangle per buffer, time to the right, addresses upwards, the peak marked. */
import { findPeak } from "../planner/peak.js";
import type { ArenaPlan } from "../planner/plan.js";
import { groupDigits } from "../util/text.js";
import { escapeHtml } from "./escape-html.js";

const HEIGHT = 460;
/** Room for the axis texts, in pixels. */
const TOP = 20;
const BOTTOM = 24;
/** A rectangle lower than this many pixels carries no text. */
const TEXT_FROM = 13;
const GRID_LINES = 4;

export interface SvgOptions {
  /** Text for a moment of time, for example "node 3 CONV_2D". */
  readonly momentName: (time: number) => string;
}

/** Positions along the time axis are percentages, so that the picture fits every width without distorting its text. */
export function svgMemoryMap(plan: ArenaPlan, { momentName }: SvgOptions): string {
  const { buffers } = plan.problem;
  const end = Math.max(1, ...buffers.map(({ live }) => live.end));
  const height = HEIGHT - TOP - BOTTOM;
  const x = (time: number): string => `${((100 * time) / end).toFixed(3)}%`;
  const y = (address: number): number => TOP + height - (height * address) / Math.max(1, plan.bytes);
  const peak = findPeak(plan.problem);

  const grid = Array.from({ length: GRID_LINES + 1 }, (_, i) => {
    const address = Math.round((plan.bytes * i) / GRID_LINES);
    const at = y(address).toFixed(1);
    return {
      line: `<line class="grid" x1="0" x2="100%" y1="${at}" y2="${at}"/>`,
      text: `<text class="axis" x="100%" dx="-3" y="${(y(address) - 3).toFixed(1)}" text-anchor="end">${groupDigits(address)} B</text>`,
    };
  });
  const rectangles = buffers.map((buffer, id) => {
    const offset = plan.placement.offsets[id] ?? 0;
    const top = y(offset + buffer.size);
    const tall = Math.max(1, y(offset) - top);
    const name = escapeHtml(buffer.label);
    const title = `${name}\n${groupDigits(buffer.size)} B at ${groupDigits(offset)}, ${escapeHtml(momentName(buffer.live.start))} to ${escapeHtml(momentName(buffer.live.end - 1))}`;
    const label = tall < TEXT_FROM ? "" : `<text x="4" y="${(tall / 2 + 4).toFixed(1)}">${name}</text>`;
    const box = `x="${x(buffer.live.start)}" width="${x(buffer.live.end - buffer.live.start)}"`;
    return `<svg ${box} y="${top.toFixed(1)}" height="${tall.toFixed(1)}"><rect class="c${id % 8}" width="100%" height="100%"/>${label}<title>${title}</title></svg>`;
  });
  const mark =
    peak === undefined
      ? ""
      : `<rect class="peak" x="${x(peak.time)}" width="${x(1)}" y="${TOP}" height="${height}"><title>peak: ${escapeHtml(momentName(peak.time))}, ${groupDigits(peak.liveBytes)} B alive</title></rect>`;
  const axis = `<text class="axis" x="0" y="${HEIGHT - 6}">${escapeHtml(momentName(0))}</text><text class="axis" x="100%" y="${HEIGHT - 6}" text-anchor="end">${escapeHtml(momentName(end - 1))}</text>`;
  return `<svg class="map" role="img" aria-label="arena over time" width="100%" height="${HEIGHT}">${grid.map(({ line }) => line).join("")}${rectangles.join("")}${mark}${grid.map(({ text }) => text).join("")}${axis}</svg>`;
}
