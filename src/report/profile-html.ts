// SPDX-License-Identifier: Apache-2.0
/** A profile as one self-contained page: figures, a bar per layer, functions, and what changed. */
import type { Change, Comparison } from "../profile/compare.js";
import type { Profile } from "../profile/profile.js";
import type { Board } from "../targets/board.js";
import { groupDigits } from "../util/text.js";
import { escapeHtml } from "./escape-html.js";
import { figureBox, htmlPage } from "./html-page.js";
import { shareOf } from "./profile-document.js";
import { changeText, figure, percent, perMac } from "./profile-text.js";

export interface ProfilePage {
  readonly profile: Profile;
  readonly name: string;
  readonly modelFile: string;
  readonly board: Board;
  readonly runtime: string;
  readonly optimize: string;
  /** The simulator and its machine. */
  readonly where: string;
  readonly version: string;
  readonly compared?: { readonly comparison: Comparison; readonly against: string };
}

const STYLE = `
.layers td:nth-child(2){width:46%;min-width:130px}
.bar{display:block;height:10px;border-radius:2px;background:var(--bar);min-width:1px}
.before{display:block;height:4px;margin-top:2px;border-radius:2px;background:var(--soft);opacity:.5}
.more{color:var(--more)}.less{color:var(--less)}
@media(max-width:600px){th,td{padding:4px}.layers{font-size:.8rem}}
`;
/** Functions that take less than this part of the instructions are left out. */
const SMALL_SHARE = 0.002;

export function profilePage(page: ProfilePage): string {
  const { profile, name, board, compared } = page;
  const { missing, costTable } = profile;
  const assumptions =
    costTable === null
      ? ""
      : `<p>Estimated cycles: cost table ${escapeHtml(costTable.name)} version ${costTable.version}; ${escapeHtml(costTable.assumptions)}.</p>`;
  const body = [
    `<h1>${escapeHtml(name)} on ${escapeHtml(board.title)}</h1>`,
    `<p>${escapeHtml(page.modelFile)}, runtime ${escapeHtml(page.runtime)}, optimised for ${escapeHtml(page.optimize)}, measured in ${escapeHtml(page.where)} by tinygen ${escapeHtml(page.version)}</p>`,
    `<div class="figures">${figures(profile).join("")}</div>`,
    assumptions,
    ...missing.map((text) => `<p>Not known: ${escapeHtml(text)}.</p>`),
    "<h2>Layers</h2>",
    layerTable(profile, compared?.comparison),
    "<h2>Data</h2>",
    dataTable(profile),
    ...(compared === undefined ? [] : comparison(compared)),
    ...functionTable(profile),
  ];
  return htmlPage({ title: `${name} on ${board.id}: profile`, body: body.join("\n"), style: STYLE });
}

function figures({ total }: Profile): string[] {
  const { cycles, loads, stores } = total;
  const each = perMac(total.instructions, total.macs);
  return [
    figureBox(figure(total.instructions), "instructions for one inference, exact"),
    figureBox(groupDigits(total.macs), each === "" ? "MACs" : `MACs, ${each} instructions each`),
    ...(cycles === null
      ? []
      : [figureBox(figure(cycles.value), `estimated cycles, ${figure(cycles.low)} to ${figure(cycles.high)}`)]),
    ...(loads === null || stores === null
      ? []
      : [
          figureBox(figure(loads.flash + loads.ram), `loads, ${figure(loads.flash)} of them from flash`),
          figureBox(figure(stores.ram), "stores"),
        ]),
  ];
}

function layerTable({ layers, total }: Profile, compared: Comparison | undefined): string {
  const before = new Map(
    compared?.layers.map((layer) => [`${layer.node}/${layer.op}`, layer.instructions.before]) ?? [],
  );
  const all = [...layers.map(({ instructions }) => instructions), ...before.values()];
  const most = Math.max(1, ...all.map((count) => count ?? 0));
  const bar = (name: string, count: number | null): string =>
    count === null ? "" : `<span class="${name}" style="width:${((count / most) * 100).toFixed(2)}%"></span>`;
  const rows = layers.map((layer) => {
    const earlier = before.get(`${layer.node}/${layer.op}`) ?? null;
    const bars = bar("bar", layer.instructions) + bar("before", earlier);
    return row([
      `<td class="n">${layer.node}</td>`,
      `<td>${escapeHtml(layer.op)}${bars}</td>`,
      number(figure(layer.instructions)),
      number(percent(shareOf(layer, total))),
      number(perMac(layer.instructions, layer.macs)),
      ...(total.cycles === null ? [] : [number(figure(layer.cycles?.value))]),
    ]);
  });
  const cycles = total.cycles === null ? [] : ["est. cycles"];
  const head = [...NODE_HEAD, ...["instructions", "share", "per MAC", ...cycles].map((text) => th(text))];
  return tableOf(head, rows, "layers");
}

function dataTable({ layers, total }: Profile): string {
  const counted = total.loads !== null;
  const rows = layers.map(({ node, op, shape, macs, bytes, loads, stores }) =>
    row([
      `<td class="n">${node}</td>`,
      `<td>${escapeHtml(op)}</td>`,
      number(shape),
      ...[macs, bytes.weights, bytes.inputs, bytes.outputs].map((value) => number(groupDigits(value))),
      ...(counted ? [loads?.flash, loads?.ram, stores?.ram].map((value) => number(figure(value))) : []),
    ]),
  );
  const accesses = counted ? ["flash loads", "RAM loads", "stores"] : [];
  const texts = ["output", "MACs", "weights B", "inputs B", "outputs B", ...accesses];
  return tableOf([...NODE_HEAD, ...texts.map((text) => th(text))], rows);
}

function comparison({ comparison: { layers, total }, against }: NonNullable<ProfilePage["compared"]>): string[] {
  const withCycles = total.cycles.before !== null && total.cycles.after !== null;
  const cells = (change: Change): string[] => [
    number(figure(change.before)),
    number(figure(change.after)),
    number(changeText(change), (change.percent ?? 0) > 0 ? "more" : "less"),
  ];
  const all = [
    ...layers.map((layer) => ({ ...layer, node: String(layer.node) })),
    { node: "", op: "one inference", ...total },
  ];
  const rows = all.map(({ node, op, instructions, cycles }) =>
    row([
      `<td class="n">${node}</td>`,
      `<td>${escapeHtml(op)}</td>`,
      ...cells(instructions),
      ...(withCycles ? cells(cycles) : []),
    ]),
  );
  const head = [...NODE_HEAD];
  for (const text of ["before", "instructions", "change", ...(withCycles ? ["before", "est. cycles", "change"] : [])]) {
    head.push(th(text));
  }
  return [`<h2>Compared with ${escapeHtml(against)}</h2>`, tableOf(head, rows)];
}

function functionTable({ functions, total }: Profile): string[] {
  if (functions === null) return [];
  const rows = functions
    .filter((work) => (shareOf(work, total) ?? 1) >= SMALL_SHARE)
    .map((work) =>
      row([
        `<td>${escapeHtml(work.name)}</td>`,
        number(figure(work.instructions)),
        number(percent(shareOf(work, total))),
        ...(work.cycles === null ? [] : [number(figure(work.cycles.value))]),
      ]),
    );
  const head = [
    "<th>function</th>",
    th("instructions"),
    th("share"),
    ...(total.cycles === null ? [] : [th("est. cycles")]),
  ];
  return ["<h2>Functions</h2>", tableOf(head, rows)];
}

const NODE_HEAD: readonly string[] = ['<th class="n">node</th>', "<th>operator</th>"];

const th = (text: string): string => `<th class="n">${escapeHtml(text)}</th>`;
const number = (text: string, name = ""): string => `<td class="n ${name}">${escapeHtml(text)}</td>`;
const row = (cells: readonly string[]): string => `<tr>${cells.join("")}</tr>`;

function tableOf(head: readonly string[], rows: readonly string[], name = ""): string {
  return `<div class="scroll"><table class="${name}">\n<thead>${row(head)}</thead>\n<tbody>${rows.join("\n")}</tbody>\n</table></div>`;
}
