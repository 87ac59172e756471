// SPDX-License-Identifier: Apache-2.0
/** Rounds byte counts up to an alignment. */
import type { Bytes } from "./branded.js";

/** The smallest multiple of `alignment` that is at least `bytes`. */
export function alignUp(bytes: Bytes, alignment: Bytes): Bytes {
  return Math.ceil(bytes / alignment) * alignment;
}
