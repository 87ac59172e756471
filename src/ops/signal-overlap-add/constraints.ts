// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalOverlapAdd accepts (OverlapAddPrepare) and what keeps it within its tensors. */
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import type { SignalOverlapAddAttributes } from "./attributes.js";
import { overlappingFrames } from "./frames.js";

const dimensions: Constraint<SignalOverlapAddAttributes> = {
  id: "dimensions",
  says: "the input must have at least 2 dimensions, one more than the output",
  violation(view) {
    const [input, output] = [inputTensor(view, 0).shape.length, outputTensor(view).shape.length];
    return input >= 2 && input === output + 1 ? undefined : `they have ${input} and ${output}`;
  },
};

const steps: Constraint<SignalOverlapAddAttributes> = {
  id: "steps",
  says: "frame_step must be positive and at most the frame's size, the output one step per frame",
  violation(view) {
    const { rows, frames, size, step } = overlappingFrames(view);
    const outputs = elementCount(outputTensor(view).shape);
    return step > 0 && step <= size && outputs === rows * frames * step
      ? undefined
      : `${rows * frames} frames of ${size} every ${step}, ${outputs} outputs`;
  },
};

export const signalOverlapAddConstraints: readonly Constraint<SignalOverlapAddAttributes>[] = [dimensions, steps];
