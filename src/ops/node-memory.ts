// SPDX-License-Identifier: Apache-2.0
/** What a kernel takes from the arena on one node, beside the tensors. */
import type { Bytes } from "../util/branded.js";

export interface ScratchRequest {
  readonly label: string;
  readonly size: Bytes;
  readonly alignment: Bytes;
}

/**
 * Says how far a kernel's output may reach into an input that nobody needs afterwards.
 * `outputBelow`: safe when offset(input) − offset(output) ≥ this many bytes (may be negative);
 * `outputAbove`: safe when offset(output) − offset(input) ≥ this many bytes.
 */
export interface OverlapCapability {
  readonly input: number;
  readonly output: number;
  readonly outputBelow?: number;
  readonly outputAbove?: number;
}

/** Memory behaviour of one kernel on one node. */
export interface NodeMemory {
  readonly scratch: readonly ScratchRequest[];
  readonly overlaps: readonly OverlapCapability[];
}

export const NO_MEMORY: NodeMemory = { scratch: [], overlaps: [] };
