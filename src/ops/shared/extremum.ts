// SPDX-License-Identifier: Apache-2.0
/** MAXIMUM and MINIMUM (tflite::MaximumOp, MinimumOp): they compare stored values and ignore quantisation, as TFLM. */
import { cType } from "../../codegen/c/kernel-writer.js";
import type { OpDefinition } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { plainTerms } from "./binary-c.js";
import { binaryOperator, sameTypes } from "./binary-operator.js";
import type { NoAttributes } from "./no-attributes.js";
import { outputTensor } from "./operands.js";

export interface ExtremumOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  /** The first input is taken where it stands in this relation to the second. */
  readonly relation: ">" | "<";
}

export function extremumOperator<const K extends string>(options: ExtremumOptions<K>): OpDefinition<K, NoAttributes> {
  const { op, resolverCall, tflm, summary, relation } = options;
  const element =
    relation === ">"
      ? (a: number | bigint, b: number | bigint) => (a > b ? a : b)
      : (a: number | bigint, b: number | bigint) => (a < b ? a : b);
  return binaryOperator({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion: 4,
    signatures: sameTypes("int8", "int16", "int32", "int64", "float32"),
    element: () => element,
    arithmetic: (view) => ({
      termType: cType(outputTensor(view).dtype),
      terms: plainTerms,
      join: (a, b) => `${a} ${relation} ${b} ? ${a} : ${b}`,
      unroll: 4,
    }),
    constantOperandTable: false,
  });
}
