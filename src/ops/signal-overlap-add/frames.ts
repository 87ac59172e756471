// SPDX-License-Identifier: Apache-2.0
/** Sizes of an overlap-add. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { inputTensor } from "../shared/operands.js";
import type { SignalOverlapAddAttributes } from "./attributes.js";

export interface OverlappingFrames {
  readonly rows: number;
  /** Frames per row and invocation. */
  readonly frames: number;
  readonly size: number;
  readonly step: number;
}

export function overlappingFrames(view: NodeView<SignalOverlapAddAttributes>): OverlappingFrames {
  const { shape } = inputTensor(view, 0);
  const [frames = 1, size = 1] = shape.slice(-2);
  return { rows: elementCount(shape.slice(0, -2)), frames, size, step: view.node.attributes.frameStep };
}
