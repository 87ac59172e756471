// SPDX-License-Identifier: Apache-2.0
/** What TFLM's SQUEEZE accepts (SqueezePrepare, SqueezeEval). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";
import { inputTensor } from "../shared/operands.js";
import { resolveAxis } from "../shared/shape-constraints.js";
import type { SqueezeAttributes } from "./attributes.js";

const squeezedAxes: Constraint<SqueezeAttributes> = {
  id: "squeezed-axes",
  says: "the dropped axes must exist and have the extent 1",
  violation(view) {
    const { shape } = inputTensor(view, 0);
    const wrong = view.node.attributes.axes.find((axis) => shape[resolveAxis(axis, shape.length) ?? -1] !== 1);
    return wrong === undefined ? undefined : `axis ${wrong} of ${shapeText(shape)}`;
  },
};

export const squeezeConstraints: readonly Constraint<SqueezeAttributes>[] = [squeezedAxes, sameElementCount];
