// SPDX-License-Identifier: Apache-2.0
/** Attributes of QUANTIZE: there are none. */

export type QuantizeAttributes = Readonly<Record<string, never>>;

export function readQuantizeAttributes(): QuantizeAttributes {
  return {};
}
