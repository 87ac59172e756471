// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SignalFramer accepts (FramerPrepare) and what keeps it within its tensors. */
import { elementCount } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { rankIs } from "../shared/constraints.js";
import { inputTensor, outputTensor } from "../shared/operands.js";
import { rowLength } from "../shared/row-constraints.js";
import type { SignalFramerAttributes } from "./attributes.js";
import { framesOf } from "./frames.js";

const validSteps: Constraint<SignalFramerAttributes> = {
  id: "steps",
  says: "frame_size and frame_step must be positive, rows a multiple of frame_step, and frame_size not smaller with prefill",
  violation(view) {
    const { frameSize, frameStep, prefill } = view.node.attributes;
    const length = rowLength(inputTensor(view, 0));
    const valid = frameSize > 0 && frameStep > 0 && length % frameStep === 0 && !(prefill && frameSize < frameStep);
    return valid ? undefined : `frames of ${frameSize} every ${frameStep} of ${length} samples`;
  },
};

const roomForFrames: Constraint<SignalFramerAttributes> = {
  id: "output",
  says: "the output must have one dimension more than the input and room for every frame",
  violation(view) {
    const [input, output] = [inputTensor(view, 0).shape, outputTensor(view).shape];
    const { rows, frames, size } = framesOf(view);
    const wanted = rows * frames * size;
    if (output.length !== input.length + 1) return `they have ${input.length} and ${output.length} dimensions`;
    return elementCount(output) === wanted ? undefined : `it has ${elementCount(output)} elements, not ${wanted}`;
  },
};

export const signalFramerConstraints: readonly Constraint<SignalFramerAttributes>[] = [
  validSteps,
  roomForFrames,
  rankIs(0, { outputs: [1] }),
];
