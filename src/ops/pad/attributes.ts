// SPDX-License-Identifier: Apache-2.0
/** Attributes of PAD: there are none. */

export type PadAttributes = Readonly<Record<string, never>>;

export function readPadAttributes(): PadAttributes {
  return {};
}
