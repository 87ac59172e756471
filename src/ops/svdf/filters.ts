// SPDX-License-Identifier: Apache-2.0
/** An SVDF layer as two stages: features of the newest frame, then a weighted sum over the remembered ones. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import type { NodeView } from "../../ir/graph.js";
import { fromBytes, type TensorData } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { DenseSums } from "../shared/dense-sums.js";
import { affineOf, inputTensor, outputTensor } from "../shared/operands.js";
import type { SvdfAttributes } from "./attributes.js";

/** Positions of the inputs. */
export const INPUT = 0;
export const FEATURE_WEIGHTS = 1;
export const TIME_WEIGHTS = 2;
export const BIAS = 3;
export const STATE = 4;

export interface SvdfFilters {
  readonly batches: number;
  /** Frames that are remembered. */
  readonly memory: number;
  readonly filters: number;
  readonly units: number;
  readonly stateType: "int8" | "int16";
  readonly stateZeroPoint: number;
  readonly outputZeroPoint: number;
  /** Newest frame to one feature per filter. */
  readonly features: DenseSums;
  /** Features of all remembered frames, filters of a unit one after the other, to one output per unit. */
  readonly times: DenseSums;
}

/** Real factors of both stages; products and quotients are float32 (tflite::PrepareSvdf). */
export function svdfScales(view: NodeView): { readonly features: number; readonly times: number } {
  const scale = (index: number): number => affineOf(inputTensor(view, index)).scale;
  const f = Math.fround;
  return {
    features: f(f(scale(INPUT) * scale(FEATURE_WEIGHTS)) / scale(STATE)),
    times: f(f(scale(STATE) * scale(TIME_WEIGHTS)) / affineOf(outputTensor(view)).scale),
  };
}

export function svdfFilters(view: NodeView<SvdfAttributes>): SvdfFilters {
  const [input, featureWeights, timeWeights, state] = [INPUT, FEATURE_WEIGHTS, TIME_WEIGHTS, STATE].map((index) =>
    inputTensor(view, index),
  ) as [Tensor, Tensor, Tensor, Tensor];
  const [batches = 1, depth = 1] = input.shape;
  const [filters = 1, memory = 1] = timeWeights.shape;
  const units = filters / view.node.attributes.rank;
  const real = svdfScales(view);
  const stateType = state.dtype === "int16" ? "int16" : "int8";
  const stateZeroPoint = affineOf(state).zeroPoint;
  const common = { accumulator: "int32" } as const;
  return {
    batches,
    memory,
    filters,
    units,
    stateType,
    stateZeroPoint,
    outputZeroPoint: affineOf(outputTensor(view)).zeroPoint,
    features: {
      ...common,
      weights: constantData(featureWeights).data as Int8Array,
      rows: filters,
      depth,
      bias: undefined,
      element: "int8",
      inputZeroPoint: affineOf(input).zeroPoint,
      factor: quantizeMultiplier(real.features),
    },
    times: {
      ...common,
      weights: constantData(timeWeights).data as Int8Array | Int16Array,
      rows: units,
      depth: view.node.attributes.rank * memory,
      bias: constantData(inputTensor(view, BIAS)).data as Int32Array,
      element: stateType,
      inputZeroPoint: stateZeroPoint,
      factor: quantizeMultiplier(real.times),
    },
  };
}

function constantData(tensor: Tensor): TensorData {
  invariant(tensor.storage.kind === "constant", "weights and bias of SVDF are constants");
  return fromBytes(tensor, tensor.storage.data);
}
