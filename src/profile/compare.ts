// SPDX-License-Identifier: Apache-2.0
/** Two profiles side by side, layer by layer. Layers meet by their operator's place in the file and its name. */

/** As much of a profile as a comparison needs; also what an earlier result in a file offers. */
export interface Comparable {
  readonly total: ComparableWork;
  readonly layers: readonly (ComparableWork & { readonly node: number; readonly op: string })[];
  /** Estimates of different tables are not compared. */
  readonly costTable: { readonly name: string; readonly version: number } | null;
}

export interface ComparableWork {
  readonly instructions: number | null;
  readonly cycles: { readonly value: number } | null;
}

export interface Change {
  readonly before: number | null;
  readonly after: number | null;
  /** after / before − 1 in percent; null where one is unknown or nothing was there before. */
  readonly percent: number | null;
}

export interface ComparedLayer {
  readonly node: number;
  readonly op: string;
  readonly instructions: Change;
  readonly cycles: Change;
}

export interface Comparison {
  readonly total: { readonly instructions: Change; readonly cycles: Change };
  readonly layers: readonly ComparedLayer[];
}

/** Layers of `after` in their order, then those that only `before` has. */
export function compareProfiles(before: Comparable, after: Comparable): Comparison {
  const sameTable =
    before.costTable !== null &&
    after.costTable !== null &&
    before.costTable.name === after.costTable.name &&
    before.costTable.version === after.costTable.version;
  const changes = (old: ComparableWork | undefined, now: ComparableWork | undefined) => ({
    instructions: change(old?.instructions ?? null, now?.instructions ?? null),
    cycles: sameTable ? change(old?.cycles?.value ?? null, now?.cycles?.value ?? null) : change(null, null),
  });
  const old = mergedLayers(before);
  const now = mergedLayers(after);
  const keys = [...now.keys(), ...[...old.keys()].filter((key) => !now.has(key))];
  return {
    total: changes(before.total, after.total),
    layers: keys.flatMap((key) => {
      const layer = now.get(key) ?? old.get(key);
      return layer === undefined ? [] : [{ node: layer.node, op: layer.op, ...changes(old.get(key), now.get(key)) }];
    }),
  };
}

export interface Regression {
  readonly what: "instructions" | "estimated cycles";
  readonly change: Change;
}

/** Totals that grew by more than `percent`. */
export function regressions({ total }: Comparison, percent: number): Regression[] {
  const all: readonly Regression[] = [
    { what: "instructions", change: total.instructions },
    { what: "estimated cycles", change: total.cycles },
  ];
  return all.filter(({ change: { before, after } }) => {
    return before !== null && after !== null && after > before * (1 + percent / 100);
  });
}

type Layer = Comparable["layers"][number];

// Several nodes may come from one operator of the file; their work is one figure.
function mergedLayers({ layers }: Comparable): ReadonlyMap<string, Layer> {
  const merged = new Map<string, Layer>();
  for (const layer of layers) {
    const key = `${layer.node}/${layer.op}`;
    const known = merged.get(key);
    merged.set(
      key,
      known === undefined
        ? layer
        : {
            ...layer,
            instructions: sum(known.instructions, layer.instructions),
            cycles:
              known.cycles === null || layer.cycles === null
                ? null
                : { value: known.cycles.value + layer.cycles.value },
          },
    );
  }
  return merged;
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function change(before: number | null, after: number | null): Change {
  const known = before !== null && after !== null && before > 0;
  return { before, after, percent: known ? (after / before - 1) * 100 : null };
}
