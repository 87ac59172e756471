// SPDX-License-Identifier: Apache-2.0
/** Sizes of a framer. */
import type { NodeView } from "../../ir/graph.js";
import { inputTensor } from "../shared/operands.js";
import { rowCount, rowLength } from "../shared/row-constraints.js";
import type { SignalFramerAttributes } from "./attributes.js";

export interface Frames {
  readonly rows: number;
  /** Frames per row and invocation. */
  readonly frames: number;
  readonly size: number;
  readonly step: number;
  /** Samples of a row that the queue has room for: the frame size rounded up to whole steps. */
  readonly capacity: number;
  /** Zeros in the queue after a reset. */
  readonly prefilled: number;
}

export function framesOf(view: NodeView<SignalFramerAttributes>): Frames {
  const { frameSize: size, frameStep: step, prefill } = view.node.attributes;
  const input = inputTensor(view, 0);
  return {
    rows: rowCount(input),
    frames: rowLength(input) / step,
    size,
    step,
    capacity: Math.ceil(size / step) * step,
    prefilled: prefill ? size - step : 0,
  };
}
