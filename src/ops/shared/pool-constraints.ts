// SPDX-License-Identifier: Apache-2.0
/** What TFLM's pooling operators accept (PoolingPrepare). */
import { shapeText } from "../../ir/shape.js";
import type { Constraint } from "../definition.js";
import { perTensorQuantized, rankIs, supportedActivation } from "./constraints.js";
import { affineOf, inputTensor, outputTensor } from "./operands.js";
import { expectedExtent, type PoolAttributes, poolGeometry } from "./pool-geometry.js";

type Rule = Constraint<PoolAttributes>;

// TFLM compares the scales in float32 with this tolerance.
const SCALE_TOLERANCE = 1e-6;

const windowSize: Rule = {
  id: "window",
  says: "filter and stride must be at least 1 and the padding SAME or VALID",
  violation({ node: { attributes } }) {
    const { padding, filterHeight, filterWidth, strideHeight, strideWidth } = attributes;
    const fits = Math.min(filterHeight, filterWidth, strideHeight, strideWidth) >= 1 && padding !== "UNKNOWN";
    const text = `filter ${filterHeight}x${filterWidth}, stride ${strideHeight}x${strideWidth}, padding ${padding}`;
    return fits ? undefined : text;
  },
};

const shapes: Rule = {
  id: "shapes",
  says: "the output must have the batch and channels of the input and the extents that filter, stride and padding give",
  violation(view) {
    const [input, output] = [inputTensor(view, 0).shape, outputTensor(view).shape];
    if (input.length !== 4 || output.length !== 4 || windowSize.violation(view) !== undefined) return undefined;
    const { vertical, horizontal } = poolGeometry(view);
    const { padding } = view.node.attributes;
    const expected = [input[0], expectedExtent(padding, vertical), expectedExtent(padding, horizontal), input[3]];
    const fits = expected.every((extent, axis) => extent === output[axis] && (extent ?? 0) > 0);
    return fits ? undefined : `${shapeText(input)} to ${shapeText(output)}, expected ${expected.join("x")}`;
  },
};

const equalQuantization: Rule = {
  id: "equal-quantization",
  says: "input and output must have the same scale (within 1e-6) and zero point",
  code: "TG2007",
  violation(view) {
    const [a, b] = [affineOf(inputTensor(view, 0)), affineOf(outputTensor(view))];
    const difference = Math.abs(Math.fround(a.scale - b.scale));
    if (difference <= SCALE_TOLERANCE && a.zeroPoint === b.zeroPoint) return undefined;
    return `input (${a.scale}, ${a.zeroPoint}), output (${b.scale}, ${b.zeroPoint})`;
  },
};

/** Rules of all types; quantised kernels have more. */
export const poolShapeConstraints: readonly Rule[] = [
  rankIs(4, { inputs: [0], outputs: [0] }),
  windowSize,
  shapes,
  supportedActivation(),
];

export const poolConstraints: readonly Rule[] = [
  ...poolShapeConstraints,
  perTensorQuantized({ inputs: [0], outputs: [0] }),
  equalQuantization,
];
