// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of DEPTHWISE_CONV_2D. */
import type { NodeView } from "../../../ir/graph.js";
import type { KernelContext, KernelEmitter } from "../../definition.js";
import { mayHold, pixelOrder, pixelOverlap, type PixelRule } from "../../shared/conv-overlap.js";
import { emitDepthwise, isDepthwise } from "../../shared/depthwise-c.js";
import { emitWindowConvolution } from "../../shared/window-c.js";
import type { DepthwiseConv2dAttributes } from "../attributes.js";
import { depthwiseConvolution, depthwiseGeometry, depthwiseOperands } from "../convolution.js";

export const depthwiseConv2dScalar = {
  isa: "scalar",
  memory: (view, context) => ({ scratch: [], overlaps: [pixelOverlap(pixelRule(view, context))] }),
  emit(view, kernel, context) {
    const convolution = depthwiseConvolution(view);
    const order = pixelOrder(pixelRule(view, context), kernel.overlap(0, 0));
    if (isDepthwise(convolution.geometry)) emitDepthwise(kernel, convolution, order);
    // A depth multiplier makes each input channel a group of its own; one input channel makes a plain convolution.
    else emitWindowConvolution(kernel, convolution, order);
  },
} satisfies KernelEmitter<DepthwiseConv2dAttributes>;

function pixelRule(view: NodeView<DepthwiseConv2dAttributes>, context: KernelContext): PixelRule {
  const geometry = depthwiseGeometry(view);
  const { output } = depthwiseOperands(view);
  return {
    geometry,
    output,
    writes: isDepthwise(geometry) ? "channel" : "block",
    // The functions compute one batch and know no pixels of others.
    mayHold: geometry.batches === 1 && mayHold(context, geometry.outputDepth, output),
  };
}
