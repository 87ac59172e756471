// SPDX-License-Identifier: Apache-2.0
/** Random cases of DEPTHWISE_CONV_2D for the differential suite. */
import fc from "fast-check";
import { either, extent } from "../../../test/support/op-case-arbitraries.js";
import {
  convNumbers,
  convTensors,
  type ConvTypes,
  windowAttributes,
  windowOutput,
  windows,
} from "../../../test/support/op-case-convolution.js";
import { defineCases, type OpCase } from "../../../test/support/op-case.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";
import { depthwiseConv2d } from "./index.js";

const TYPES: readonly ConvTypes[] = [
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: undefined, sums: "int32" },
  { element: "int16", bias: "int64", sums: "int64" },
  { element: "int16", bias: undefined, sums: "int64" },
];

const depthMultiplier = fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: extent(5) });

const ofTypes = (types: ConvTypes): fc.Arbitrary<OpCase<DepthwiseConv2dAttributes>> =>
  fc
    .record({
      window: either(windows({ maxKernel: 5, maxDilation: 3 }), windows({ maxKernel: 3, maxDilation: 1 })),
      batches: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 3) }),
      depth: fc.oneof({ weight: 4, arbitrary: extent(12) }, { weight: 1, arbitrary: fc.integer({ min: 13, max: 40 }) }),
      multiplier: depthMultiplier,
      numbers: convNumbers(types),
    })
    .map(({ window, batches, depth, multiplier, numbers }) => {
      const { padding, height, width } = window;
      const channels = depth * multiplier;
      const shape = [1, height.kernel, width.kernel, channels];
      const { filter, bias } = convTensors({ types, numbers, shape, axis: 3 });
      const output = [batches, windowOutput(padding, height), windowOutput(padding, width), channels];
      return {
        inputs: [
          { shape: [batches, height.input, width.input, depth], dtype: types.element, quantization: numbers.input },
          filter,
          bias,
        ],
        outputs: [{ shape: output, dtype: types.element, quantization: numbers.output }],
        attributes: { ...windowAttributes(window), activation: numbers.activation, depthMultiplier: multiplier },
      };
    });

export const cases = defineCases(depthwiseConv2d, fc.constantFrom(...TYPES).chain(ofTypes));
