// SPDX-License-Identifier: Apache-2.0
/** Random convolution shapes: every stride, dilation, padding and grouping on inputs small enough to compute naively. */
import fc from "fast-check";
import { type ConvGeometry, convGeometry } from "../../src/ops/shared/conv-geometry.js";
import { outputExtent } from "../../src/ops/shared/padding.js";

export interface GeometryLimits {
  readonly extent?: number;
  readonly kernel?: number;
  readonly depth?: number;
}

/** Geometries with at least one output pixel. `depthwise` fixes one group and one output channel per input channel. */
export function convGeometries(limits: GeometryLimits = {}, depthwise = false): fc.Arbitrary<ConvGeometry> {
  const { extent = 9, kernel = 5, depth = 4 } = limits;
  const small = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
  return fc
    .record({
      batches: small(2),
      height: small(extent),
      width: small(extent),
      kernelHeight: small(kernel),
      kernelWidth: small(kernel),
      strideHeight: small(3),
      strideWidth: small(3),
      dilationHeight: small(3),
      dilationWidth: small(3),
      padding: fc.constantFrom("SAME" as const, "VALID" as const),
      groups: fc.constantFrom(1, 1, 2, 3),
      depth: small(depth),
      perGroup: small(depth + 1),
    })
    .map((draft) => {
      const { batches, height, width, kernelHeight, kernelWidth } = draft;
      const groups = depthwise ? draft.depth : draft.groups;
      const inputDepth = depthwise ? draft.depth : draft.depth * groups;
      const outputDepth = depthwise ? draft.depth : draft.perGroup * groups;
      const vertical = {
        input: height,
        kernel: kernelHeight,
        stride: draft.strideHeight,
        dilation: draft.dilationHeight,
      };
      const horizontal = {
        input: width,
        kernel: kernelWidth,
        stride: draft.strideWidth,
        dilation: draft.dilationWidth,
      };
      return convGeometry({
        input: [batches, height, width, inputDepth],
        output: [batches, outputExtent(draft.padding, vertical), outputExtent(draft.padding, horizontal), outputDepth],
        kernelHeight,
        kernelWidth,
        groups,
        window: draft,
      });
    })
    .filter(({ outputHeight, outputWidth }) => outputHeight > 0 && outputWidth > 0);
}
