// SPDX-License-Identifier: Apache-2.0
/** Attributes of IF. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface IfAttributes {
  /** Indices of the subgraphs. */
  readonly thenGraph: number;
  readonly elseGraph: number;
}

export function readIfAttributes(raw: RawAttributes): IfAttributes {
  const { thenSubgraphIndex, elseSubgraphIndex } = requireOptions(raw, "IfOptions");
  return { thenGraph: thenSubgraphIndex, elseGraph: elseSubgraphIndex };
}
