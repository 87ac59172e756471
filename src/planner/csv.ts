// SPDX-License-Identifier: Apache-2.0
/** Placement problems and placements as CSV in MiniMalloc's format, so that problems and answers can be exchanged. */
import type { Checked, Diagnostic } from "../diagnostics/diagnostic.js";
import { bufferId } from "../util/branded.js";
import { groupDigits, plural } from "../util/text.js";
import type { Buffer, OverlapGap, Placement, PlacementProblem } from "./problem.js";

type Column = "id" | "lower" | "upper" | "size" | "alignment" | "offset" | "overlaps";

// Names that MiniMalloc's own reader takes for its columns. An `end` is inclusive, an `upper` exclusive.
const COLUMN_NAMES: Readonly<Record<string, Column>> = {
  id: "id",
  buffer: "id",
  buffer_id: "id",
  lower: "lower",
  start: "lower",
  begin: "lower",
  upper: "upper",
  end: "upper",
  size: "size",
  alignment: "alignment",
  offset: "offset",
  overlaps: "overlaps",
};
/** What a greedy placement and its check, which look at every pair once, manage in some seconds. */
const MAX_BUFFERS = 10_000;

/** More lines than anybody reads; the last message counts what was left out. */
const MAX_FAULTS = 100;
const REQUIRED: readonly Column[] = ["id", "lower", "upper", "size"];

/**
 * Reads `id,lower,upper,size[,alignment][,offset][,overlaps]`, columns in any order, capacity unlimited.
 *
 * An empty `offset` leaves the buffer free. `overlaps` is our own addition, which MiniMalloc skips: entries `row@gap`
 * separated by spaces say that this buffer may begin `gap` bytes after the buffer of that data row (from 0) begins.
 * Every fault of the text is a TG1006; the value then lacks the faulty rows.
 */
export function readProblemCsv(text: string): Checked<PlacementProblem> {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\r|\n/);
  const rows = lines
    .map((line, i) => ({ number: i + 1, cells: line.split(",").map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.length > 1 || cells[0] !== "");
  const header = readHeader(rows[0]?.cells ?? []);
  const faults = [...header.faults];
  const buffers: Buffer[] = [];
  const gaps: OverlapGap[] = [];
  if (faults.length === 0) {
    for (const row of rows.slice(1)) {
      const line = readRow(row.cells, header, buffers.length);
      faults.push(...line.faults.map((fault) => `line ${String(row.number)}: ${fault}`));
      if (line.buffer !== undefined) buffers.push(line.buffer);
      gaps.push(...line.gaps);
    }
    if (faults.length === 0) faults.push(...checkGaps(gaps, buffers), ...checkExtent(buffers));
  }
  const listed = faults.slice(0, MAX_FAULTS);
  if (faults.length > MAX_FAULTS) listed.push(`${plural(faults.length - MAX_FAULTS, "more fault")} of the same file`);
  const diagnostics = listed.map((message): Diagnostic => ({ code: "TG1006", severity: "error", message }));
  const problem = { buffers, capacity: Infinity, ...(gaps.length === 0 ? {} : { gaps }) };
  return { value: problem, diagnostics };
}

/**
 * Writes a problem for `readProblemCsv` and MiniMalloc; with a placement the `offset` column is the answer, otherwise
 * the pins. Characters of a label that would break the table become `_`. Columns that would say nothing are left out.
 */
export function writeProblemCsv(problem: PlacementProblem, placement?: Placement): string {
  const { buffers, gaps = [] } = problem;
  const columns: [name: string, cell: (buffer: Buffer) => string][] = [
    ["id", ({ label }) => label.replace(/[\s,"\p{Cc}\p{Cf}\p{Cs}]/gu, "_")],
    ["lower", ({ live }) => String(live.start)],
    ["upper", ({ live }) => String(live.end)],
    ["size", ({ size }) => String(size)],
  ];
  if (buffers.some(({ alignment }) => alignment !== 1)) columns.push(["alignment", (b) => String(b.alignment)]);
  if (placement !== undefined) columns.push(["offset", ({ id }) => String(placement.offsets[id])]);
  else if (buffers.some(({ offset }) => offset !== undefined)) columns.push(["offset", (b) => String(b.offset ?? "")]);
  if (gaps.length > 0) {
    const below = (buffer: Buffer) => gaps.filter(({ upper }) => upper === buffer.id);
    const entries = (buffer: Buffer) => below(buffer).map(({ lower, gap }) => `${String(lower)}@${String(gap)}`);
    columns.push(["overlaps", (buffer) => entries(buffer).join(" ")]);
  }
  const lines = [columns.map(([name]) => name), ...buffers.map((buffer) => columns.map(([, cell]) => cell(buffer)))];
  return lines.map((cells) => `${cells.join(",")}\n`).join("");
}

interface Header {
  readonly width: number;
  readonly at: ReadonlyMap<Column, number>;
  readonly inclusiveEnd: boolean;
  readonly faults: readonly string[];
}

function readHeader(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.toLowerCase());
  const at = new Map<Column, number>();
  const faults: string[] = [];
  names.forEach((name, i) => {
    const column = COLUMN_NAMES[name];
    // MiniMalloc's gaps are pauses in a buffer's life: to ignore them would still be safe, but not what was asked.
    if (name === "gaps") faults.push(`line 1: column "gaps" is not supported`);
    if (column === undefined) return;
    if (at.has(column)) faults.push(`line 1: more than one column for "${column}"`);
    at.set(column, i);
  });
  const missing = REQUIRED.filter((column) => !at.has(column));
  if (missing.length > 0) faults.push(`line 1: the header lacks ${missing.map((name) => `"${name}"`).join(", ")}`);
  return { width: cells.length, at, inclusiveEnd: names.includes("end"), faults };
}

function readRow(
  cells: readonly string[],
  header: Header,
  row: number,
): { readonly buffer?: Buffer; readonly gaps: readonly OverlapGap[]; readonly faults: readonly string[] } {
  if (cells.length !== header.width) {
    return { gaps: [], faults: [`${String(cells.length)} cells, the header has ${String(header.width)}`] };
  }
  const faults: string[] = [];
  const cell = (column: Column) => cells[header.at.get(column) ?? -1] ?? "";
  const integer = (column: Column, least: number): number => {
    const value = readInteger(cell(column));
    if (value !== undefined && value >= least) return value;
    const wanted = least === -Infinity ? "an integer" : `an integer of at least ${String(least)}`;
    faults.push(`${column} must be ${wanted}, not "${cell(column)}"`);
    return Math.max(least, 0);
  };
  const start = integer("lower", -Infinity);
  const end = integer("upper", -Infinity) + (header.inclusiveEnd ? 1 : 0);
  const size = integer("size", 0);
  const alignment = header.at.has("alignment") ? integer("alignment", 1) : 1;
  const pin = cell("offset") === "" ? {} : { offset: integer("offset", 0) };
  if (faults.length === 0 && end < start) faults.push(`upper ${String(end)} is before lower ${String(start)}`);
  const gaps: OverlapGap[] = [];
  for (const entry of cell("overlaps").split(" ").filter(Boolean)) {
    const [lower, gap] = entry.split("@").map(readInteger);
    if (lower === undefined || gap === undefined) faults.push(`overlaps must be row@gap, not "${entry}"`);
    else gaps.push({ lower: bufferId(lower), upper: bufferId(row), gap });
  }
  if (faults.length > 0) return { gaps: [], faults };
  return {
    buffer: { id: bufferId(row), label: cell("id"), size, alignment, live: { start, end }, ...pin },
    gaps,
    faults,
  };
}

function readInteger(text: string): number | undefined {
  const value = /^-?\d+$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

// Above this the sums of a placement would be rounded, and its proof worth nothing.
function checkExtent(buffers: readonly Buffer[]): string[] {
  const faults: string[] = [];
  if (buffers.length > MAX_BUFFERS) {
    faults.push(`${groupDigits(buffers.length)} buffers; at most ${groupDigits(MAX_BUFFERS)} are read`);
  }
  const extent = buffers.reduce((sum, { size, alignment, offset = 0 }) => sum + size + alignment + offset, 0);
  if (extent > Number.MAX_SAFE_INTEGER) {
    faults.push(`sizes, alignments and offsets add up to more than ${groupDigits(Number.MAX_SAFE_INTEGER)}`);
  }
  return faults;
}

function checkGaps(gaps: readonly OverlapGap[], buffers: readonly Buffer[]): string[] {
  const seen = new Set<string>();
  return gaps.flatMap(({ lower, upper, gap }) => {
    const where = `overlap of row ${String(upper)} with row ${String(lower)}`;
    const size = buffers[lower]?.size;
    const repeated = seen.has(where);
    seen.add(where);
    if (size === undefined || lower === upper) return [`${where}: there is no such other row`];
    if (gap > size) return [`${where}: the gap ${String(gap)} exceeds the size ${String(size)}`];
    return repeated ? [`${where} is given twice`] : [];
  });
}
