// SPDX-License-Identifier: Apache-2.0
/** Multiply-accumulates of DEPTHWISE_CONV_2D. */
import type { NodeView } from "../../ir/graph.js";
import type { Work } from "../definition.js";
import { convMacs } from "../shared/conv-geometry.js";
import type { DepthwiseConv2dAttributes } from "./attributes.js";
import { depthwiseGeometry } from "./convolution.js";

export function depthwiseConv2dWork(view: NodeView<DepthwiseConv2dAttributes>): Work {
  return { macs: convMacs(depthwiseGeometry(view)) };
}
