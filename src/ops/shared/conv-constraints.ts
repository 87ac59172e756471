// SPDX-License-Identifier: Apache-2.0
/** Rules that all convolution-like operators keep. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount, sameShape, shapeText } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import { quantizeMultiplier } from "../../quant/multiplier.js";
import type { Constraint } from "../definition.js";
import type { WindowAttributes } from "./conv-geometry.js";
import { effectiveScales } from "./conv-quantization.js";
import { outputExtent } from "./padding.js";
import { quoted } from "../../util/untrusted.js";

/** Strides and dilations are positive and the padding is one that the schema names. */
export function validWindow<A extends WindowAttributes>(): Constraint<A> {
  return {
    id: "window",
    says: "strides and dilations must be at least 1 and the padding SAME or VALID",
    violation: ({ node: { attributes } }) => {
      const { padding, strideHeight, strideWidth, dilationHeight, dilationWidth } = attributes;
      if (padding === "UNKNOWN") return "unknown padding";
      if (strideHeight < 1 || strideWidth < 1) return `stride ${strideHeight}x${strideWidth}`;
      if (dilationHeight < 1 || dilationWidth < 1) return `dilation ${dilationHeight}x${dilationWidth}`;
      return undefined;
    },
  };
}

/** The output has the shape that input, filter, strides and padding give. `channels` is the filter's channel axis. */
export function windowOutputShape<A extends WindowAttributes>(channels: 0 | 3): Constraint<A> {
  return {
    id: "output-shape",
    says: "the output shape must follow from input, filter, strides, dilations and padding",
    violation: (view) => {
      const expected = expectedShape(view, channels);
      const actual = view.outputs[0]?.shape ?? [];
      if (expected === undefined || sameShape(expected, actual)) return undefined;
      return `output is ${shapeText(actual)}, expected ${shapeText(expected)}`;
    },
  };
}

// Undefined when another rule is broken that makes the shape meaningless.
function expectedShape<A extends WindowAttributes>(view: NodeView<A>, channels: 0 | 3): readonly number[] | undefined {
  const { padding, explicitPadding, strideHeight, strideWidth, dilationHeight, dilationWidth } = view.node.attributes;
  const { top = 0, bottom = 0, left = 0, right = 0 } = explicitPadding ?? {};
  const [batches, height, width, depth] = view.inputs[0]?.shape ?? [];
  const filter = view.inputs[1]?.shape ?? [];
  const [, kernelHeight, kernelWidth] = filter;
  if (batches === undefined || height === undefined || width === undefined || depth === undefined) return undefined;
  if (kernelHeight === undefined || kernelWidth === undefined || filter.length !== 4) return undefined;
  if (padding === "UNKNOWN" || strideHeight < 1 || strideWidth < 1 || dilationHeight < 1 || dilationWidth < 1)
    return undefined;
  return [
    batches,
    outputExtent(padding, {
      input: top + height + bottom,
      kernel: kernelHeight,
      stride: strideHeight,
      dilation: dilationHeight,
    }),
    outputExtent(padding, {
      input: left + width + right,
      kernel: kernelWidth,
      stride: strideWidth,
      dilation: dilationWidth,
    }),
    filter[channels] ?? 0,
  ];
}

/** No dimension of input, filter or output is zero. */
export const notEmpty: Constraint<unknown> = {
  id: "not-empty",
  says: "input, weights and output must have elements",
  violation: ({ inputs, outputs }) => {
    const empty = [inputs[0], inputs[1], outputs[0]].find(
      (tensor) => tensor !== undefined && !(elementCount(tensor.shape) > 0),
    );
    return empty === undefined ? undefined : `tensor ${quoted(empty.name)} is ${shapeText(empty.shape)}`;
  },
};

/** The filter has one scale, or one per output channel; `channels` is the filter's channel axis. */
export function filterQuantized(channels: 0 | 3): Constraint<unknown> {
  return {
    id: "filter-quantization",
    says: "the weights must have one scale or one scale per output channel, none of them negative",
    violation: ({ inputs }) => filterFault(inputs[1], channels),
  };
}

function filterFault(filter: Tensor | undefined, channels: 0 | 3): string | undefined {
  const scales = filter?.quantization?.scales ?? [];
  if (scales.length === 0) return "the weights have no quantisation";
  const count = filter?.shape[channels];
  if (scales.length > 1 && scales.length !== count) return `${scales.length} scales for ${count} channels`;
  // TFLM compares the count of scales with the extent of the quantised dimension as well.
  const axis = filter?.quantization?.axis ?? 0;
  if (scales.length > 1 && filter?.shape[axis] !== count) return `the quantised dimension is ${axis}`;
  const bad = scales.find((scale) => !(scale >= 0) || !Number.isFinite(scale));
  return bad === undefined ? undefined : `scale ${bad}`;
}

/** The bias has one value per output channel. */
export function biasLength(channels: 0 | 3): Constraint<unknown> {
  return {
    id: "bias-length",
    says: "the bias must have one value per output channel",
    violation: ({ inputs: [, filter, bias] }) => {
      if (bias === undefined || elementCount(bias.shape) === filter?.shape[channels]) return undefined;
      return `bias is ${shapeText(bias.shape)}, the weights have ${filter?.shape[channels]} output channels`;
    },
  };
}

/** The rescaling of every channel lies in the range of TFLM's fixed-point functions. `scales` gives the real factors. */
export function rescalable<A>(
  wideSums: (view: NodeView<A>) => boolean,
  scales: (view: NodeView<A>) => readonly number[] = defaultScales,
): Constraint<A> {
  return {
    id: "effective-scale",
    says: "input scale times weight scale over output scale must be below 2^30 (below 2^7 with 64-bit sums)",
    violation: (view) => {
      const limit = wideSums(view) ? 7 : 30;
      // Below half of the limit even rounding upwards cannot reach it.
      const surely = 2 ** (limit - 1);
      const bad = scales(view).find(
        (scale) => !(Math.abs(scale) < surely) && (!Number.isFinite(scale) || quantizeMultiplier(scale).shift > limit),
      );
      return bad === undefined ? undefined : `effective scale ${bad}`;
    },
  };
}

function defaultScales(view: NodeView): readonly number[] {
  const [input, filter] = view.inputs;
  const [output] = view.outputs;
  if (input === undefined || filter === undefined || output === undefined) return [];
  return effectiveScales({ input, filter, output, channels: filter.quantization?.scales.length ?? 0 });
}

/** Sums of 64 bits stay within the 48 bits that TFLM's rescaling function takes. */
export const biasWithin47Bits: Constraint<unknown> = {
  id: "bias-range",
  says: "64-bit bias values must stay below 2^46 in magnitude",
  violation: ({ inputs: [, , bias] }) => {
    if (bias?.dtype !== "int64" || bias.storage.kind !== "constant") return undefined;
    const bytes = bias.storage.data;
    const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let at = 0; at + 8 <= bytes.byteLength; at += 8) {
      const value = data.getBigInt64(at, true);
      if (value >= 1n << 46n || value <= -(1n << 46n)) return `bias ${value}`;
    }
    return undefined;
  },
};
