// SPDX-License-Identifier: Apache-2.0
/** Random cases of TRANSPOSE_CONV for the differential suite. */
import fc from "fast-check";
import { activation, extent } from "../../../test/support/op-case-arbitraries.js";
import { convNumbers, convTensors, type ConvTypes } from "../../../test/support/op-case-convolution.js";
import { type CaseTensor, defineCases, type OpCase } from "../../../test/support/op-case.js";
import { constantValues } from "../../../test/support/op-case-data.js";
import { integers } from "../../../test/support/op-case-movement.js";
import type { TransposeConvAttributes } from "./attributes.js";
import { transposeConv } from "./index.js";

const TYPES: readonly ConvTypes[] = [
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: "int32", sums: "int32" },
  { element: "int8", bias: undefined, sums: "int32" },
  { element: "int16", bias: "int64", sums: "int64" },
  { element: "int16", bias: undefined, sums: "int64" },
];

const axis = fc.record({
  input: extent(6),
  kernel: extent(5),
  stride: extent(4),
  surplus: fc.constantFrom(0, 0, 0, 1, 3),
});

const ofTypes = (types: ConvTypes): fc.Arbitrary<OpCase<TransposeConvAttributes>> =>
  fc
    .record({
      height: axis,
      width: axis,
      padding: fc.constantFrom("SAME" as const, "VALID" as const),
      batches: fc.constantFrom(1, 1, 1, 2),
      depth: extent(9),
      channels: extent(9),
      numbers: convNumbers(types),
      fused: activation,
      /** A bias of 16 bits instead of none. */
      narrowBias: fc.boolean(),
    })
    .map(({ height, width, padding, batches, depth, channels, numbers, fused, narrowBias }) => {
      const { filter, bias } = convTensors({
        types,
        numbers,
        shape: [channels, height.kernel, width.kernel, depth],
        axis: 0,
      });
      // The usual sizes, and now and then an output that goes on where no input reaches.
      const outputExtent = ({ input, kernel, stride, surplus }: typeof height): number =>
        (padding === "SAME" ? input * stride : (input - 1) * stride + kernel) + surplus;
      const output = [batches, outputExtent(height), outputExtent(width), channels];
      const narrow: CaseTensor | undefined =
        types.element === "int16" && narrowBias
          ? { shape: [channels], dtype: "int16", values: constantValues("int16", channels, numbers.seed) }
          : undefined;
      return {
        inputs: [
          integers(output),
          filter,
          { shape: [batches, height.input, width.input, depth], dtype: types.element, quantization: numbers.input },
          bias ?? narrow,
        ],
        outputs: [{ shape: output, dtype: types.element, quantization: numbers.output }],
        attributes: { padding, strideHeight: height.stride, strideWidth: width.stride, activation: fused },
      };
    });

export const cases = defineCases(transposeConv, fc.constantFrom(...TYPES).chain(ofTypes));
