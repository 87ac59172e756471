// SPDX-License-Identifier: Apache-2.0
/** What DEPTHWISE_CONV_2D accepts: the checks of tflite::DepthwiseConvPrepare and what its kernels assume. */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { constantInputs, perTensorQuantized, rankIs, supportedActivation } from "../shared/constraints.js";
import {
  biasLength,
  biasWithin47Bits,
  filterQuantized,
  notEmpty,
  rescalable,
  validWindow,
  windowOutputShape,
} from "../shared/conv-constraints.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";

const multiplier: Constraint<DepthwiseConv2dAttributes> = {
  id: "depth-multiplier",
  says: "the weights must be 1 x height x width x (input depth times depth multiplier)",
  violation: ({ node, inputs: [input, filter] }) => {
    const { depthMultiplier } = node.attributes;
    const [first, , , channels] = filter?.shape ?? [];
    if (first === 1 && channels === (input?.shape[3] ?? 0) * depthMultiplier) return undefined;
    return `weights ${shapeText(filter?.shape ?? [])}, input ${shapeText(input?.shape ?? [])}, depth multiplier ${depthMultiplier}`;
  },
};

export const depthwiseConv2dConstraints: readonly Constraint<DepthwiseConv2dAttributes>[] = [
  rankIs(4, { inputs: [0, 1], outputs: [0] }),
  notEmpty,
  constantInputs([1, 2]),
  validWindow(),
  multiplier,
  windowOutputShape(3),
  supportedActivation(),
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  filterQuantized(3),
  biasLength(3),
  biasWithin47Bits,
  rescalable(({ inputs: [input] }) => input?.dtype === "int16"),
];
