// SPDX-License-Identifier: Apache-2.0
/** Attributes of LOGISTIC: there are none. */

export type LogisticAttributes = Readonly<Record<string, never>>;

export function readLogisticAttributes(): LogisticAttributes {
  return {};
}
