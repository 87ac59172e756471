// SPDX-License-Identifier: Apache-2.0
/** What CONV_2D accepts: the checks of tflite::ConvPrepare and what its kernels assume without checking. */
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
import { accumulatorOf } from "../shared/convolution.js";
import type { Conv2dAttributes } from "./attributes.js";

const groups: Constraint<Conv2dAttributes> = {
  id: "groups",
  says: "the weights' depth must divide the input's, and the number of groups must divide the output channels",
  violation: ({ inputs: [input, filter] }) => {
    const depth = input?.shape[3] ?? 0;
    const [channels = 0, , , filterDepth = 0] = filter?.shape ?? [];
    const count = depth / filterDepth;
    if (Number.isInteger(count) && count > 0 && channels % count === 0) return undefined;
    return `input depth ${depth}, weights ${shapeText(filter?.shape ?? [])}`;
  },
};

export const conv2dConstraints: readonly Constraint<Conv2dAttributes>[] = [
  rankIs(4, { inputs: [0, 1], outputs: [0] }),
  notEmpty,
  constantInputs([1, 2]),
  validWindow(),
  groups,
  windowOutputShape(0),
  supportedActivation(),
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  filterQuantized(0),
  biasLength(0),
  biasWithin47Bits,
  rescalable(({ node, inputs: [input, , bias] }) =>
    input === undefined ? false : accumulatorOf(input, bias, node.attributes.accumulatorWithoutBias) === "int64",
  ),
];
