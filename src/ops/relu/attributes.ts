// SPDX-License-Identifier: Apache-2.0
/** Attributes of RELU: there are none. */

export type ReluAttributes = Readonly<Record<string, never>>;

export function readReluAttributes(): ReluAttributes {
  return {};
}
