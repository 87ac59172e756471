// SPDX-License-Identifier: Apache-2.0
/** Attributes of DEQUANTIZE: there are none. */

export type DequantizeAttributes = Readonly<Record<string, never>>;

export function readDequantizeAttributes(): DequantizeAttributes {
  return {};
}
