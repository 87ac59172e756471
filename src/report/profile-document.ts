// SPDX-License-Identifier: Apache-2.0
/** The fields of a profile and of a comparison in JSON documents. */
import type { Change, Comparison } from "../profile/compare.js";
import type { CostTable, CycleRange } from "../profile/cost-table.js";
import type { LayerProfile, MeasuredWork, Profile } from "../profile/profile.js";

export function profileDocument({ total, layers, functions, costTable, missing }: Profile) {
  const method = costTable === null ? "" : cycleMethod(costTable);
  return {
    total: { macs: total.macs, ...workFields(total, total.macs, method) },
    layers: layers.map((layer) => ({
      node: layer.node,
      op: layer.op,
      output: layer.shape,
      macs: layer.macs,
      bytes: layer.bytes,
      ...workFields(layer, layer.macs, method),
      share: shareOf(layer, total),
    })),
    functions:
      functions?.map(({ name, instructions, cycles }) => ({
        name,
        instructions,
        estimatedCycles: cycleFields(cycles, method),
      })) ?? null,
    costTable:
      costTable === null
        ? null
        : { name: costTable.name, version: costTable.version, assumptions: costTable.assumptions },
    missing,
  };
}

export function comparisonDocument({ total, layers }: Comparison, against: string) {
  const fields = ({ instructions, cycles }: { readonly instructions: Change; readonly cycles: Change }) => ({
    instructions: rounded(instructions),
    estimatedCycles: rounded(cycles),
  });
  return {
    against,
    total: fields(total),
    layers: layers.map((layer) => ({ node: layer.node, op: layer.op, ...fields(layer) })),
  };
}

/** The words that stand beside every estimated figure. */
export function cycleMethod({ name, version }: CostTable): string {
  return `estimate: executed instructions with the cost table ${name} version ${version}, no wait states`;
}

/** Part of the whole inference, from 0 to 1. */
export function shareOf({ instructions }: Pick<LayerProfile, "instructions">, total: MeasuredWork): number | null {
  if (instructions === null || total.instructions === null || total.instructions === 0) return null;
  return round(instructions / total.instructions, 4);
}

function workFields(work: MeasuredWork, macs: number, method: string) {
  const { instructions, cycles, loads, stores } = work;
  return {
    instructions,
    instructionsPerMac: instructions === null || macs === 0 ? null : round(instructions / macs, 3),
    estimatedCycles: cycleFields(cycles, method),
    loads,
    stores,
  };
}

function cycleFields(cycles: CycleRange | null, method: string) {
  return cycles === null ? null : { value: cycles.value, low: cycles.low, high: cycles.high, method };
}

function rounded({ before, after, percent }: Change) {
  return { before, after, percent: percent === null ? null : round(percent, 2) };
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
