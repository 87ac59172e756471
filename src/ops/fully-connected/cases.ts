// SPDX-License-Identifier: Apache-2.0
/** Random cases of FULLY_CONNECTED for the differential suite. */
import fc from "fast-check";
import { extent, zeroPoint } from "../../../test/support/op-case-arbitraries.js";
import {
  afterReluQuantization,
  convNumbers,
  convTensors,
  type ConvTypes,
} from "../../../test/support/op-case-convolution.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { FullyConnectedAttributes } from "./attributes.js";
import { fullyConnected } from "./index.js";

const TYPES: readonly ConvTypes[] = [
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: undefined, sums: "int32" },
  { element: "int16", bias: "int64", sums: "int64" },
  { element: "int16", bias: undefined, sums: "int64" },
  { element: "int16", bias: undefined, sums: "int32" },
  { element: "int16", bias: "int32", sums: "int32" },
];

const weightsZeroPoint = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: zeroPoint("int8") },
);

const ofTypes = (types: ConvTypes): fc.Arbitrary<OpCase<FullyConnectedAttributes>> =>
  fc
    .record({
      /** Leading dimensions of the input; none for a vector. */
      rows: fc.array(extent(4), { maxLength: 3 }),
      depth: extent(70),
      channels: extent(20),
      keepNumDims: fc.boolean(),
      zero: weightsZeroPoint,
      drawn: convNumbers(types),
      afterRelu: fc.boolean(),
    })
    .map(({ rows, depth, channels, keepNumDims, zero, drawn, afterRelu }) => {
      const isBehindRelu = types.element === "int8" && afterRelu;
      const numbers = isBehindRelu ? { ...drawn, input: afterReluQuantization(drawn.input) } : drawn;
      const tensors = convTensors({ types, numbers, shape: [channels, depth], axis: 0, zeroPoint: zero });
      const count = rows.reduce((product, extentOf) => product * extentOf, 1);
      return {
        inputs: [
          { shape: [...rows, depth], dtype: types.element, quantization: numbers.input },
          tensors.filter,
          tensors.bias,
        ],
        outputs: [
          {
            shape: keepNumDims ? [...rows, channels] : [count, channels],
            dtype: types.element,
            quantization: numbers.output,
          },
        ],
        attributes: {
          activation: numbers.activation,
          keepNumDims,
          shuffledWeights: false,
          accumulatorWithoutBias: types.sums,
        },
      };
    });

export const cases = defineCases(fullyConnected, fc.constantFrom(...TYPES).chain(ofTypes));
