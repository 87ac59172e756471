// SPDX-License-Identifier: Apache-2.0
/** Attributes of RESHAPE: there are none. */

export type ReshapeAttributes = Readonly<Record<string, never>>;

export function readReshapeAttributes(): ReshapeAttributes {
  return {};
}
