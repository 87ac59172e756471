// SPDX-License-Identifier: Apache-2.0
/** REDUCE_MAX and REDUCE_MIN (EvalMinMaxHelper of TFLM's reduce_common.cc): extremes of stored values. */
import { cFloat, cInteger } from "../../codegen/c/literals.js";
import type { DType } from "../../ir/dtype.js";
import { integerRange } from "../../quant/activation.js";
import type { Constraint, OpDefinition } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { whenInputIs } from "./elementwise-constraints.js";
import { floatRange } from "./float-range.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";
import { evaluateFold, type ReduceAttributes, reduceOperator } from "./reduce-operator.js";

export interface ReduceExtremumOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  /** An element replaces the running value where it stands in this relation to it. */
  readonly relation: ">" | "<";
}

const equalQuantization: Constraint<ReduceAttributes> = {
  id: "equal-quantization",
  says: "input 0 and the output must have the same scale and zero point",
  code: "TG2007",
  violation(view) {
    const [input, output] = [affineOf(inputTensor(view, 0)), affineOf(outputTensor(view))];
    if (input.scale === output.scale && input.zeroPoint === output.zeroPoint) return undefined;
    return `they are ${input.scale}, ${input.zeroPoint} and ${output.scale}, ${output.zeroPoint}`;
  },
};

/** What the running value starts from: the end of the type, infinities excluded. */
function initialValue(dtype: DType, relation: ">" | "<"): number {
  const { min, max } = dtype === "float32" ? floatRange("NONE") : integerRange(dtype);
  return relation === ">" ? min : max;
}

export function reduceExtremumOperator<const K extends string>(
  options: ReduceExtremumOptions<K>,
): OpDefinition<K, ReduceAttributes> {
  const { op, resolverCall, tflm, summary, relation } = options;
  const step =
    relation === ">"
      ? (running: number, element: number) => (element > running ? element : running)
      : (running: number, element: number) => (element < running ? element : running);
  return reduceOperator({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion: 3,
    signatures: [
      { inputs: ["int8", "int32"], outputs: ["int8"] },
      { inputs: ["float32", "int32"], outputs: ["float32"] },
    ],
    constraints: [whenInputIs(["int8"], equalQuantization)],
    evaluate: (view, inputs) => evaluateFold(view, inputs, initialValue(outputTensor(view).dtype, relation), step),
    reduction(view) {
      const { dtype } = outputTensor(view);
      const initial = initialValue(dtype, relation);
      const isFloat = dtype === "float32";
      return {
        type: isFloat ? "float" : "int32_t",
        initial: isFloat ? cFloat(initial) : cInteger(initial),
        accumulate: (running, element) => `${running} = ${element} ${relation} ${running} ? ${element} : ${running};`,
        value: (running) => (isFloat ? running : `(int8_t)${running}`),
      };
    },
  });
}
