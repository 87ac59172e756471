// SPDX-License-Identifier: Apache-2.0
/** Reference function of ELU on int8: the table of TFLM's elu.cc (PopulateLookupTable), in float32. */
import type { NodeView } from "../../ir/graph.js";
import { clamp } from "../../quant/fixed-point.js";
import { roundHalfAwayFromZero } from "../../quant/multiplier.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";

const f = Math.fround;

export function elu(view: NodeView): (stored: number) => number {
  const input = affineOf(inputTensor(view, 0));
  const output = affineOf(outputTensor(view));
  const inverseScale = f(1 / output.scale);
  return (stored) => {
    const x = f(input.scale * (stored - input.zeroPoint));
    const y = x < 0 ? f(f(Math.exp(x)) - 1) : x;
    const rescaled = f(roundHalfAwayFromZero(f(y * inverseScale)));
    return clamp(f(rescaled + output.zeroPoint), -128, 127);
  };
}
