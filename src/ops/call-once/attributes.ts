// SPDX-License-Identifier: Apache-2.0
/** Attributes of CALL_ONCE. */
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { requireOptions } from "../shared/builtin-enums.js";

export interface CallOnceAttributes {
  /** Index of the subgraph that runs in the first invocation. */
  readonly graph: number;
}

export function readCallOnceAttributes(raw: RawAttributes): CallOnceAttributes {
  return { graph: requireOptions(raw, "CallOnceOptions").initSubgraphIndex };
}
