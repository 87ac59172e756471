// SPDX-License-Identifier: Apache-2.0
/** LOGICAL_AND and LOGICAL_OR on bytes that are 0 or not (tflite::LogicalAnd, LogicalOr). */
import type { OpDefinition } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { plainTerms } from "./binary-c.js";
import { binaryOperator, sameTypes } from "./binary-operator.js";
import type { NoAttributes } from "./no-attributes.js";

export interface LogicalOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  readonly operator: "&&" | "||";
}

export function logicalOperator<const K extends string>(options: LogicalOptions<K>): OpDefinition<K, NoAttributes> {
  const { op, resolverCall, tflm, summary, operator } = options;
  const element =
    operator === "&&"
      ? (a: number, b: number) => Number(a !== 0 && b !== 0)
      : (a: number, b: number) => Number(a !== 0 || b !== 0);
  return binaryOperator({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion: 1,
    signatures: sameTypes("bool"),
    element: () => element,
    arithmetic: () => ({ termType: "uint8_t", terms: plainTerms, join: (a, b) => `${a} ${operator} ${b}`, unroll: 4 }),
  });
}
