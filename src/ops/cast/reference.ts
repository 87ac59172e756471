// SPDX-License-Identifier: Apache-2.0
/** Reference kernel of CAST: copyCast of TFLM's cast.cc. */
import type { DType } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import type { TensorData } from "../../ir/tensor-data.js";
import { clamp, INT32_MAX, INT32_MIN } from "../../quant/fixed-point.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { mapElements } from "../shared/quantized-unary.js";

const UINT32_MAX = 2 ** 32 - 1;

export function evaluateCast(view: NodeView, inputs: readonly (TensorData | undefined)[]): readonly TensorData[] {
  return mapElements(view, inputs, converter(inputTensor(view, 0).dtype, outputTensor(view).dtype));
}

/**
 * Integers become narrower modulo 2^n, which typed arrays do by themselves. float32 values beyond 32 bits saturate and
 * NaN gives 0, as on Arm and RISC-V; C++ leaves both open.
 */
function converter(from: DType, to: DType): (x: number) => number {
  if (from !== "float32" || to === "float32") return (x) => x;
  const [low, high] = to === "uint32" ? [0, UINT32_MAX] : [INT32_MIN, INT32_MAX];
  return (x) => (Number.isNaN(x) ? 0 : Math.trunc(clamp(x, low, high)));
}
