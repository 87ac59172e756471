// SPDX-License-Identifier: Apache-2.0
/** Attributes of PADV2: there are none. */

export type PadV2Attributes = Readonly<Record<string, never>>;

export function readPadV2Attributes(): PadV2Attributes {
  return {};
}
