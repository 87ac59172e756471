// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SPLIT accepts (SplitPrepare, SplitEval). */
import { sameShape, shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { outputTensor } from "../shared/operands.js";
import { splitConstraints } from "../shared/split-layout.js";
import { SPLIT_INPUTS } from "./layout.js";
import { quoted } from "../../util/untrusted.js";

const equalOutputs: Constraint<unknown> = {
  id: "equal-outputs",
  says: "all outputs must have the same shape",
  violation(view) {
    const first = outputTensor(view).shape;
    const odd = view.outputs.find(({ shape }) => !sameShape(shape, first));
    return odd === undefined
      ? undefined
      : `output 0 is ${shapeText(first)}, ${quoted(odd.name)} ${shapeText(odd.shape)}`;
  },
};

export const splitNodeConstraints: readonly Constraint<unknown>[] = [...splitConstraints(SPLIT_INPUTS), equalOutputs];
