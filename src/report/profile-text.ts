// SPDX-License-Identifier: Apache-2.0
/** A profile, a comparison and the choices as plain text. */
import type { Change, Comparison } from "../profile/compare.js";
import type { MeasuredWork, Profile } from "../profile/profile.js";
import { groupDigits, table } from "../util/text.js";
import { shareOf } from "./profile-document.js";

const BAR_WIDTH = 16;
const FUNCTIONS_SHOWN = 8;

export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? "?" : groupDigits(value);

export const perMac = (instructions: number | null, macs: number): string =>
  instructions === null || macs === 0 ? "" : (instructions / macs).toFixed(2);

export const percent = (share: number | null): string => (share === null ? "?" : `${(share * 100).toFixed(1)} %`);

/** Columns that a terminal has room for: where accesses are known they take the place of shape and bar. */
export function profileRows({ layers, total }: Profile): string[] {
  const counted = total.loads !== null;
  const most = Math.max(1, ...layers.map(({ instructions }) => instructions ?? 0));
  const rows = layers.map((layer) => [
    ...[String(layer.node), layer.op],
    ...[groupDigits(layer.macs), groupDigits(layer.bytes.weights)],
    ...[figure(layer.instructions), perMac(layer.instructions, layer.macs), percent(shareOf(layer, total))],
    ...(total.cycles === null ? [] : [figure(layer.cycles?.value)]),
    ...(counted
      ? [figure(layer.loads?.flash), figure(layer.loads?.ram), figure(layer.stores?.ram)]
      : [
          layer.shape,
          layer.instructions === null ? "" : "█".repeat(Math.round((BAR_WIDTH * layer.instructions) / most)),
        ]),
  ]);
  const head = [
    ...["node", "operator", "MACs", "weights B", "instructions", "per MAC", "share"],
    ...(total.cycles === null ? [] : ["est. cycles"]),
    ...(counted ? ["flash loads", "RAM loads", "stores"] : ["output", ""]),
  ];
  const numbers = head.map((_, column) => column).filter((column) => column !== 1 && (counted || column < 7));
  return table([head, ...rows], numbers);
}

export function totalRows(profile: Profile): string[] {
  const { total, costTable, missing } = profile;
  return [
    `instructions      ${figure(total.instructions)} for one inference, exact (${groupDigits(total.macs)} MACs${perMacText(total, total.macs)})`,
    ...(total.cycles === null || costTable === null
      ? []
      : [
          `estimated cycles  ${figure(total.cycles.value)}, range ${figure(total.cycles.low)} to ${figure(total.cycles.high)}`,
          `                  cost table ${costTable.name} version ${costTable.version}: ${costTable.assumptions}`,
        ]),
    ...(total.loads === null || total.stores === null
      ? []
      : [
          `loads             ${figure(total.loads.flash)} from flash, ${figure(total.loads.ram)} from RAM; stores ${figure(total.stores.ram)}`,
        ]),
    ...missing.map((text) => `not known         ${text}`),
  ];
}

function perMacText({ instructions }: MeasuredWork, macs: number): string {
  const text = perMac(instructions, macs);
  return text === "" ? "" : `, ${text} per MAC`;
}

export function functionRows({ functions, total }: Profile): string[] {
  if (functions === null) return [];
  const rows = functions
    .slice(0, FUNCTIONS_SHOWN)
    .map((work) => [
      work.name,
      figure(work.instructions),
      percent(shareOf(work, total)),
      ...(work.cycles === null ? [] : [figure(work.cycles.value)]),
    ]);
  const head = ["function", "instructions", "share", ...(total.cycles === null ? [] : ["est. cycles"])];
  return table([head, ...rows], [1, 2, 3]);
}

export const changeText = ({ percent: value }: Change): string =>
  value === null ? "" : `${value > 0 ? "+" : ""}${value.toFixed(1)} %`;

export function comparisonRows({ layers, total }: Comparison): string[] {
  const withCycles = total.cycles.before !== null && total.cycles.after !== null;
  const cells = (change: Change): string[] => [figure(change.before), figure(change.after), changeText(change)];
  const rows = [
    ...layers.map(({ node, op, ...changes }) => ({ node: String(node), op, ...changes })),
    whole(total),
  ].map(({ node, op, instructions, cycles }) => [
    node,
    op,
    ...cells(instructions),
    ...(withCycles ? cells(cycles) : []),
  ]);
  const head = [
    "node",
    "operator",
    "before",
    "instructions",
    "change",
    ...(withCycles ? ["before", "est. cycles", "change"] : []),
  ];
  return table([head, ...rows], [0, 2, 3, 4, 5, 6, 7]);
}

function whole(total: Comparison["total"]) {
  return { node: "", op: "one inference", ...total };
}
