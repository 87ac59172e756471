// SPDX-License-Identifier: Apache-2.0
/** Compares measured figures with the committed ones: every figure of which more is worse. */

/** Figures of one model on one board for one goal; null where a figure is not known. */
export interface FirmwareFigures {
  readonly model: string;
  readonly board: string;
  readonly optimize: string;
  readonly instructions: number | null;
  readonly estimatedCycles: number | null;
  readonly ram: number;
  readonly code: number;
  readonly weights: number;
}

export interface Difference {
  readonly key: string;
  readonly figure: string;
  readonly before: number;
  readonly after: number;
}

export interface BaselineReport {
  readonly worse: readonly Difference[];
  readonly better: readonly Difference[];
  /** Rows of one side only, and figures that one side does not know. */
  readonly incomparable: readonly string[];
}

const FIGURES = ["instructions", "estimatedCycles", "ram", "code", "weights"] as const;

const keyOf = ({ model, board, optimize }: FirmwareFigures): string => `${model} on ${board} for ${optimize}`;

/** Rows that were not measured this time are left out when `partial` is set. */
export function compareWithBaseline(
  committed: readonly FirmwareFigures[],
  measured: readonly FirmwareFigures[],
  { partial = false }: { readonly partial?: boolean } = {},
): BaselineReport {
  const known = new Map(committed.map((row) => [keyOf(row), row]));
  const seen = new Set(measured.map(keyOf));
  const incomparable = partial
    ? []
    : [...known.keys()].filter((key) => !seen.has(key)).map((key) => `${key}: no longer measured`);
  const differences: Difference[] = [];
  for (const row of measured) {
    const key = keyOf(row);
    const before = known.get(key);
    if (before === undefined) {
      incomparable.push(`${key}: new`);
      continue;
    }
    for (const figure of FIGURES) {
      const [old, now] = [before[figure], row[figure]];
      if (old === null && now === null) continue;
      if (old === null || now === null) incomparable.push(`${key}: ${figure} was ${old ?? "?"}, is ${now ?? "?"}`);
      else if (old !== now) differences.push({ key, figure, before: old, after: now });
    }
  }
  return {
    worse: differences.filter(({ before, after }) => after > before),
    better: differences.filter(({ before, after }) => after < before),
    incomparable,
  };
}
