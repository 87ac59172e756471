// SPDX-License-Identifier: Apache-2.0
/** Random cases of CONV_2D for the differential suite. */
import fc from "fast-check";
import type { Quantization } from "../../ir/quantization.js";
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
import type { Conv2dAttributes } from "./attributes.js";
import { conv2d } from "./index.js";

const TYPES: readonly ConvTypes[] = [
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: undefined, sums: "int32" },
  { element: "int16", bias: "int64", sums: "int64" },
  { element: "int16", bias: undefined, sums: "int64" },
  { element: "int16", bias: undefined, sums: "int32" },
  { element: "int16", bias: "int32", sums: "int32" },
];

/** One group nearly always; sometimes several, also one per input channel. */
const groups = fc.oneof({ weight: 5, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: extent(4) });

const pointwise = windows({ maxKernel: 1, maxDilation: 1 }).map((window) => ({
  ...window,
  height: { ...window.height, stride: 1 },
  width: { ...window.width, stride: 1 },
}));

/** Input channels of small windows; more of them than a vector has lanes now and then. */
const deep = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 10, max: 90 }) },
);

/** As of the output of a RELU: its zero point is the smallest value. */
const reluQuantization = (quantization: Quantization): Quantization => ({ ...quantization, zeroPoints: [-128] });

const ofTypes = (types: ConvTypes): fc.Arbitrary<OpCase<Conv2dAttributes>> =>
  fc
    .record({
      window: either(windows({ maxKernel: 5, maxDilation: 3 }), windows({ maxKernel: 3, maxDilation: 1 }), pointwise),
      batches: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 3) }),
      groups,
      shallow: extent(9),
      deep,
      perGroup: extent(9),
      drawn: convNumbers(types),
      afterRelu: fc.boolean(),
    })
    .map(({ window, batches, groups: count, shallow, deep: more, perGroup, drawn, afterRelu }) => {
      const numbers =
        types.element === "int8" && afterRelu ? { ...drawn, input: reluQuantization(drawn.input) } : drawn;
      const { padding, height, width } = window;
      const depth = count === 1 && height.kernel * width.kernel <= 9 ? Math.max(shallow, more) : shallow;
      const channels = count * perGroup;
      const { filter, bias } = convTensors({
        types,
        numbers,
        shape: [channels, height.kernel, width.kernel, depth],
        axis: 0,
      });
      const output = [batches, windowOutput(padding, height), windowOutput(padding, width), channels];
      return {
        inputs: [
          {
            shape: [batches, height.input, width.input, count * depth],
            dtype: types.element,
            quantization: numbers.input,
          },
          filter,
          bias,
        ],
        outputs: [{ shape: output, dtype: types.element, quantization: numbers.output }],
        attributes: { ...windowAttributes(window), activation: numbers.activation, accumulatorWithoutBias: types.sums },
      };
    });

export const cases = defineCases(conv2d, fc.constantFrom(...TYPES).chain(ofTypes));
