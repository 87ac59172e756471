// SPDX-License-Identifier: Apache-2.0
/** Random cases of CONV_2D for the differential suite. */
import fc from "fast-check";
import { either, extent } from "../../../test/support/op-case-arbitraries.js";
import {
  afterReluQuantization,
  convNumbers,
  type CaseWindow,
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

/**
 * Windows that share columns, in rows of a multiple of four, with input channels in fours: kernels may take several at
 * once then.
 */
const overlapping = fc
  .record({
    padding: fc.constantFrom("SAME" as const, "VALID" as const),
    height: windows({ maxKernel: 3, maxDilation: 2 }),
    kernel: fc.integer({ min: 2, max: 5 }),
    stride: extent(4),
    outputs: fc.constantFrom(4, 8, 12),
    short: fc.nat({ max: 3 }),
    depth: fc.constantFrom(4, 8, 12, 20),
  })
  .map(({ padding, height, kernel, stride: wanted, outputs, short, depth }) => {
    const stride = Math.min(wanted, kernel - 1);
    const input = padding === "SAME" ? outputs * stride - (short % stride) : (outputs - 1) * stride + kernel;
    const { kernel: tall, dilation, input: rows } = height.height;
    const window: CaseWindow = {
      padding,
      height: { ...height.height, input: Math.max(rows, (tall - 1) * dilation + 1) },
      width: { input, kernel, stride, dilation: 1 },
    };
    return { window, exactDepth: depth };
  });

const withAnyDepth = (window: CaseWindow): { window: CaseWindow; exactDepth: number | undefined } => ({
  window,
  exactDepth: undefined,
});

const ofTypes = (types: ConvTypes): fc.Arbitrary<OpCase<Conv2dAttributes>> =>
  fc
    .record({
      shape: either(
        windows({ maxKernel: 5, maxDilation: 3 }).map(withAnyDepth),
        windows({ maxKernel: 3, maxDilation: 1 }).map(withAnyDepth),
        pointwise.map(withAnyDepth),
        overlapping,
      ),
      batches: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.constantFrom(2, 3) }),
      groups,
      shallow: extent(9),
      deep,
      perGroup: extent(9),
      drawn: convNumbers(types),
      afterRelu: fc.boolean(),
    })
    .map(({ shape, batches, groups: some, shallow, deep: more, perGroup, drawn, afterRelu }) => {
      const { window, exactDepth } = shape;
      const count = exactDepth === undefined ? some : 1;
      const numbers =
        types.element === "int8" && afterRelu ? { ...drawn, input: afterReluQuantization(drawn.input) } : drawn;
      const { padding, height, width } = window;
      const drawnDepth = count === 1 && height.kernel * width.kernel <= 9 ? Math.max(shallow, more) : shallow;
      const depth = exactDepth ?? drawnDepth;
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
