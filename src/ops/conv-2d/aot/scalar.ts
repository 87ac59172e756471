// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of CONV_2D. */
import type { KernelEmitter } from "../../definition.js";
import { windowOverlap } from "../../shared/conv-overlap.js";
import { emitPointwise, isPointwise } from "../../shared/pointwise-c.js";
import { emitWindowConvolution } from "../../shared/window-c.js";
import type { Conv2dAttributes } from "../attributes.js";
import { conv2dConvolution, conv2dGeometry, conv2dOperands } from "../convolution.js";

export const conv2dScalar = {
  isa: "scalar",
  memory: (view) => ({ scratch: [], overlaps: windowOverlap(conv2dGeometry(view), conv2dOperands(view).output) }),
  emit(view, kernel) {
    const convolution = conv2dConvolution(view);
    if (isPointwise(convolution.geometry)) emitPointwise(kernel, convolution);
    else emitWindowConvolution(kernel, convolution);
  },
} satisfies KernelEmitter<Conv2dAttributes>;
