// SPDX-License-Identifier: Apache-2.0
/** Multiply-accumulates of FULLY_CONNECTED. */
import type { NodeView } from "../../ir/graph.js";
import type { Work } from "../definition.js";
import { convMacs } from "../shared/conv-geometry.js";
import type { FullyConnectedAttributes } from "./attributes.js";
import { fullyConnectedGeometry } from "./convolution.js";

export function fullyConnectedWork(view: NodeView<FullyConnectedAttributes>): Work {
  return { macs: convMacs(fullyConnectedGeometry(view)) };
}
