// SPDX-License-Identifier: Apache-2.0
/** Attributes of operators whose options say nothing. */
export type NoAttributes = Readonly<Record<string, never>>;

export function readNoAttributes(): NoAttributes {
  return {};
}
