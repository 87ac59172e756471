// SPDX-License-Identifier: Apache-2.0
/** SUM: sum over any set of axes, rescaled to the output. */
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { NodeView } from "../../ir/graph.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import { evaluateQuantizedSum, type QuantizedSum, quantizedSumC } from "../shared/quantized-sum.js";
import { evaluateFold, type ReduceAttributes, reducedAxes, reduceOperator } from "../shared/reduce-operator.js";
import { sumTflm } from "./tflm.js";

const QUANTIZED = ["int8", "int16"] as const;

function realFactor(view: NodeView): number {
  return affineOf(inputTensor(view, 0)).scale / affineOf(outputTensor(view)).scale;
}

function quantizedSum(view: NodeView): QuantizedSum {
  return { axes: reducedAxes(view), factor: quantizeMultiplier(realFactor(view)) };
}

export const sum = reduceOperator({
  op: "SUM",
  resolverCall: "AddSum",
  summary: "Sum over any set of axes, rescaled to the output.",
  maxVersion: 2,
  signatures: [
    { inputs: ["int8", "int32"], outputs: ["int8"] },
    { inputs: ["int16", "int32"], outputs: ["int16"] },
    { inputs: ["float32", "int32"], outputs: ["float32"] },
  ],
  constraints: [
    whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0], outputs: [0] })),
    whenInputIs(QUANTIZED, representableFactor<ReduceAttributes>("input scale / output scale", realFactor)),
  ],
  evaluate: (view, inputs) =>
    outputTensor(view).dtype === "float32"
      ? evaluateFold(view, inputs, 0, (running, element) => Math.fround(running + element))
      : evaluateQuantizedSum(view, inputs, quantizedSum(view)),
  reduction(view, kernel) {
    if (outputTensor(view).dtype !== "float32") return quantizedSumC(view, kernel, quantizedSum(view));
    const accumulate = (running: string, element: string): string => `${running} += ${element};`;
    return { type: "float", initial: "0.0f", accumulate, value: (running) => running };
  },
  tflm: sumTflm,
});
