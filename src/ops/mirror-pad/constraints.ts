// SPDX-License-Identifier: Apache-2.0
/** What TFLM's MIRROR_PAD accepts (MirrorPadPrepare) and takes for granted. */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { inputTensor } from "../shared/operands.js";
import { paddings } from "../shared/pad-layout.js";
import { lengthIs, outputShapeIs, rankBetween } from "../shared/shape-constraints.js";
import type { MirrorPadAttributes } from "./attributes.js";

type Rule = Constraint<MirrorPadAttributes>;

const mirrored: Rule = {
  id: "paddings",
  says: "paddings must be 0 or more and need no more elements than there are to mirror (one less with REFLECT)",
  violation(view) {
    const { shape } = inputTensor(view, 0);
    const pads = paddings(view) ?? [];
    const spare = view.node.attributes.reflect ? 1 : 0;
    const axis = pads.findIndex(([before, after], i) => {
      const most = (shape[i] ?? 0) - spare;
      return before < 0 || after < 0 || before > most || after > most;
    });
    return axis < 0 ? undefined : `axis ${axis} of ${shapeText(shape)} is padded by ${pads[axis]?.join("+") ?? ""}`;
  },
};

export const mirrorPadConstraints: readonly Rule[] = [
  rankBetween(2, 2, 1),
  lengthIs(1, "two paddings for each axis of the input", (view) => 2 * inputTensor(view, 0).shape.length),
  mirrored,
  outputShapeIs("the output must have the input's extents plus the paddings", (view) => {
    const { shape } = inputTensor(view, 0);
    const pads = paddings(view);
    if (pads?.length !== shape.length) return undefined;
    return shape.map((extent, axis) => extent + (pads[axis]?.[0] ?? 0) + (pads[axis]?.[1] ?? 0));
  }),
];
