// SPDX-License-Identifier: Apache-2.0
/** The six comparisons (tflite::reference_ops::ComparisonImpl and ComparisonWithScaling). */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { integerRange } from "../../quant/activation.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint, OpDefinition, Signature } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { type AddendScaling, scaleAddend } from "./addend.js";
import { addendTerm } from "./addend-c.js";
import { type BinaryArithmetic, plainTerms, scalarConstantIndex } from "./binary-c.js";
import { binaryOperator } from "./binary-operator.js";
import type { BinaryFunction } from "./binary-reference.js";
import { perTensorQuantized } from "./constraints.js";
import { emitElementLoop } from "./elementwise-c.js";
import { whenInputIs } from "./elementwise-constraints.js";
import { factorBelowOne } from "./multiplier-constraints.js";
import type { NoAttributes } from "./no-attributes.js";
import { affineOf, constantIntegers, inputTensor, outputTensor } from "./operands.js";
import { signed } from "./rescale-c.js";

export type Relation = "==" | "!=" | ">" | ">=" | "<" | "<=";

export interface ComparisonOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  readonly maxVersion: number;
  readonly relation: Relation;
  /** Types besides int8, int32, int64 and float32. */
  readonly also?: readonly ["bool"];
}

/** Bits by which TFLM raises both stored differences before it multiplies them with the scales. */
const LEFT_SHIFT = 8;
const INT8 = integerRange("int8");

export function comparisonOperator<const K extends string>(
  options: ComparisonOptions<K>,
): OpDefinition<K, NoAttributes> {
  const { op, resolverCall, tflm, summary, maxVersion, relation, also = [] } = options;
  const types = ["int8", "int32", "int64", "float32", ...also] as const;
  const scaleBelowOne = (index: number): Constraint<NoAttributes> => ({
    ...whenInputIs(
      ["int8"],
      factorBelowOne(`the scale of input ${index}`, (view) => affineOf(inputTensor(view, index)).scale),
    ),
    id: `scale-of-input-${index}`,
  });
  return binaryOperator({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion,
    signatures: types.map((dtype): Signature => ({ inputs: [dtype, dtype], outputs: ["bool"] })),
    constraints: [whenInputIs(["int8"], perTensorQuantized({ inputs: [0, 1] })), scaleBelowOne(0), scaleBelowOne(1)],
    element: (view) => elementOf(view, relation),
    arithmetic: (view, kernel) => arithmeticOf(view, kernel, relation),
    constantOperandTable: false,
    emitSpecial: (view, kernel) => emitThresholds(view, kernel, relation),
  });
}

function compare(relation: Relation): (a: number | bigint, b: number | bigint) => number {
  switch (relation) {
    case "==":
      return (a, b) => Number(a === b);
    case "!=":
      return (a, b) => Number(a !== b);
    case ">":
      return (a, b) => Number(a > b);
    case ">=":
      return (a, b) => Number(a >= b);
    case "<":
      return (a, b) => Number(a < b);
    case "<=":
      return (a, b) => Number(a <= b);
  }
}

/** int8 sides are brought to a common scale, all other types are compared as stored. */
function elementOf(view: NodeView, relation: Relation): BinaryFunction {
  const holds = compare(relation);
  if (inputTensor(view, 0).dtype !== "int8") return holds;
  const [left, right] = [scaledValues(view, 0), scaledValues(view, 1)];
  return (a: number, b: number) => holds(left[a - INT8.min] ?? 0, right[b - INT8.min] ?? 0);
}

function scalingOf(view: NodeView, index: number): AddendScaling {
  const { scale, zeroPoint } = affineOf(inputTensor(view, index));
  return { ...quantizeMultiplier(scale), zeroPoint };
}

/** What each stored int8 value is compared as, from the smallest value on. */
function scaledValues(view: NodeView, index: number): Int32Array {
  const scaling = scalingOf(view, index);
  return Int32Array.from({ length: 256 }, (_, i) => scaleAddend(i + INT8.min, scaling, LEFT_SHIFT));
}

function arithmeticOf(view: NodeView, kernel: KernelWriter, relation: Relation): BinaryArithmetic {
  const { dtype } = inputTensor(view, 0);
  const plain: BinaryArithmetic = {
    termType: cType(dtype),
    terms: plainTerms,
    join: (a, b) => `${a} ${relation} ${b}`,
    unroll: 4,
  };
  if (dtype !== "int8" || comparesAsStored(view, relation)) return plain;
  const [a, b] = [
    addendTerm(kernel, { addend: scalingOf(view, 0), leftShift: LEFT_SHIFT, stored: INT8 }),
    addendTerm(kernel, { addend: scalingOf(view, 1), leftShift: LEFT_SHIFT, stored: INT8 }),
  ];
  const offset = b.offset - a.offset;
  return {
    termType: "int32_t",
    terms: [a.expression, b.expression],
    join: (left, right) => `${left} ${relation} ${right}${offset === 0 ? "" : ` ${signed(offset)}`}`,
  };
}

/** True when rescaling changes the answer for no pair of stored values, as with equal quantisation and usual scales. */
function comparesAsStored(view: NodeView, relation: Relation): boolean {
  const holds = compare(relation);
  const [left, right] = [scaledValues(view, 0), scaledValues(view, 1)];
  return left.every((a, i) => right.every((b, j) => holds(a, b) === holds(i, j)));
}

/**
 * One side int8 data, the other a constant: scaling keeps the order, so the values for which the relation holds form
 * an interval (or, for "not equal", its complement), and no scaling is left to do at run time.
 */
function emitThresholds(view: NodeView, kernel: KernelWriter, relation: Relation): boolean {
  const constant = scalarConstantIndex(view);
  if (constant === undefined || inputTensor(view, 0).dtype !== "int8") return false;
  const operand = constantIntegers(inputTensor(view, constant))?.[0] ?? 0;
  const pair = elementOf(view, relation) as (a: number, b: number) => number;
  const wanted = relation === "!=" ? 0 : 1;
  const inside = Array.from({ length: 256 }, (_, i) => i + INT8.min).filter(
    (stored) => (constant === 0 ? pair(operand, stored) : pair(stored, operand)) === wanted,
  );
  const [source, target] = [kernel.input(1 - constant), kernel.output(0)];
  const statement = (i: string): string => {
    const test = intervalTest(`${source}[${i}]`, inside);
    return `${target}[${i}] = ${wanted === 1 ? test : `!(${test})`};`;
  };
  kernel.print`/* Where the comparison with the constant ${operand} holds, in stored values. */`;
  if (inside.length === 0 || inside.length === 256) kernel.print`(void)${source};`;
  emitElementLoop(kernel, { count: elementCount(outputTensor(view).shape), unroll: 4, statement });
  return true;
}

function intervalTest(x: string, inside: readonly number[]): string {
  const [low, high] = [inside[0], inside.at(-1)];
  if (low === undefined || high === undefined) return "0";
  if (low === high) return `${x} == ${low}`;
  const tests = [...(low > INT8.min ? [`${x} >= ${low}`] : []), ...(high < INT8.max ? [`${x} <= ${high}`] : [])];
  return tests.length === 0 ? "1" : tests.join(" && ");
}
