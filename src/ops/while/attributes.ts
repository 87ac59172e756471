// SPDX-License-Identifier: Apache-2.0
/** Attributes of WHILE. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface WhileAttributes {
  /** Indices of the subgraphs. */
  readonly conditionGraph: number;
  readonly bodyGraph: number;
}

export function readWhileAttributes(raw: RawAttributes): WhileAttributes {
  const { condSubgraphIndex, bodySubgraphIndex } = requireOptions(raw, "WhileOptions");
  return { conditionGraph: condSubgraphIndex, bodyGraph: bodySubgraphIndex };
}
