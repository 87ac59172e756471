// SPDX-License-Identifier: Apache-2.0
/** Attributes of RELU6: there are none. */

export type Relu6Attributes = Readonly<Record<string, never>>;

export function readRelu6Attributes(): Relu6Attributes {
  return {};
}
