// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of CONV_2D. */
import type { NodeView } from "../../../ir/graph.js";
import type { KernelContext, KernelEmitter } from "../../definition.js";
import { mayHold, pixelOrder, pixelOverlap, type PixelRule } from "../../shared/conv-overlap.js";
import { emitPointwise, heldChannels, isPointwise, pointwisePixels } from "../../shared/pointwise-c.js";
import { emitWindowConvolution } from "../../shared/window-c.js";
import type { Conv2dAttributes } from "../attributes.js";
import { conv2dConvolution, conv2dGeometry, conv2dOperands } from "../convolution.js";

export const conv2dScalar = {
  isa: "scalar",
  memory: (view, context) => ({ scratch: [], overlaps: [pixelOverlap(pixelRule(view, context))] }),
  emit(view, kernel, context) {
    const convolution = conv2dConvolution(view);
    const order = pixelOrder(pixelRule(view, context), kernel.overlap(0, 0));
    if (isPointwise(convolution.geometry)) emitPointwise(kernel, convolution, order);
    else emitWindowConvolution(kernel, convolution, order);
  },
} satisfies KernelEmitter<Conv2dAttributes>;

function pixelRule(view: NodeView<Conv2dAttributes>, context: KernelContext): PixelRule {
  const geometry = conv2dGeometry(view);
  const { output } = conv2dOperands(view);
  const pointwise = isPointwise(geometry);
  // The function for one pixel holds nothing back; that for windows computes one batch and knows no pixels of others.
  const canHold = pointwise ? pointwisePixels(geometry) > 1 : geometry.batches === 1;
  const channels = pointwise ? heldChannels(geometry) : geometry.outputDepth;
  return { geometry, output, writes: "block", mayHold: canHold && mayHold(context, channels, output) };
}
