// SPDX-License-Identifier: Apache-2.0
/** Multiply-accumulates of CONV_2D. */
import type { NodeView } from "../../ir/graph.js";
import type { Work } from "../definition.js";
import { convMacs } from "../shared/conv-geometry.js";
import type { Conv2dAttributes } from "./attributes.js";
import { conv2dGeometry } from "./convolution.js";

export function conv2dWork(view: NodeView<Conv2dAttributes>): Work {
  return { macs: convMacs(conv2dGeometry(view)) };
}
