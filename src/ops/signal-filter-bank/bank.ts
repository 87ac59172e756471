// SPDX-License-Identifier: Apache-2.0
/** The tables of a filter bank: where each channel's bins and weights start and how many there are. */
import type { NodeView } from "../../ir/graph.js";
import { constantIntegers } from "../shared/operands.js";

export const INPUT = 0;
export const WEIGHTS = 1;
export const UNWEIGHTS = 2;
export const FREQUENCY_STARTS = 3;
export const WEIGHT_STARTS = 4;
export const WIDTHS = 5;

export interface FilterBank {
  readonly weights: readonly number[];
  readonly unweights: readonly number[];
  readonly frequencyStarts: readonly number[];
  readonly weightStarts: readonly number[];
  readonly widths: readonly number[];
}

export function filterBank({ inputs }: NodeView): FilterBank {
  const table = (index: number): readonly number[] => constantIntegers(inputs[index]) ?? [];
  return {
    weights: table(WEIGHTS),
    unweights: table(UNWEIGHTS),
    frequencyStarts: table(FREQUENCY_STARTS),
    weightStarts: table(WEIGHT_STARTS),
    widths: table(WIDTHS),
  };
}
