// SPDX-License-Identifier: Apache-2.0
/** A node that a kernel for the DSP extension is meant for gets it: no case falls back to portable C in silence. */
import { describe, expect, it } from "vitest";
import { chooseKernel } from "../../src/codegen/aot/kernel-choice.js";
import type { NodeView } from "../../src/ir/graph.js";
import { OPTIMIZATION_GOALS } from "../../src/targets/optimization-goal.js";
import { caseName, loadCases, sampleCases, viewOfCase } from "./sample.js";

const COUNT = 100;

interface Window {
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly dilationHeight: number;
  readonly dilationWidth: number;
}

const shapeOf = (view: NodeView, input: number): readonly number[] => view.inputs[input]?.shape ?? [];
const isInt8 = (view: NodeView): boolean => view.inputs[0]?.dtype === "int8";

/** What src/ops/README.md promises, said once more without the kernels' own code. */
const MEANT: Readonly<Record<string, (view: NodeView) => boolean>> = {
  CONV_2D: (view) => isInt8(view) && shapeOf(view, 0)[3] === shapeOf(view, 1)[3],
  DEPTHWISE_CONV_2D(view) {
    const [, height = 0, width = 0, channels = 0] = shapeOf(view, 1);
    const depth = shapeOf(view, 0)[3];
    if (!isInt8(view)) return false;
    if (depth === 1) return true;
    const { strideHeight, strideWidth, dilationHeight, dilationWidth } = view.node.attributes as Window;
    const apart = (dilationHeight > 1 && height > 1) || (dilationWidth > 1 && width > 1);
    return depth === channels && height <= 3 && width <= 3 && !apart && Math.min(strideHeight, strideWidth) <= 2;
  },
  FULLY_CONNECTED(view) {
    const weights = view.inputs[1];
    const { zeroPoints = [], scales = [] } = weights?.quantization ?? {};
    return isInt8(view) && weights?.storage.kind === "constant" && (scales.length > 1 || (zeroPoints[0] ?? 0) === 0);
  },
  UNIDIRECTIONAL_SEQUENCE_LSTM: isInt8,
};

const registered = await loadCases();

describe.each(Object.entries(MEANT))("%s", (op, isMeant) => {
  const cases = registered.get(op);
  const drawn = cases === undefined ? [] : sampleCases(cases, COUNT).cases;

  it.each(OPTIMIZATION_GOALS)("is computed with the DSP extension where it can be, optimised for %s", (optimize) => {
    const chosen = (isa: readonly ("arm-dsp" | "scalar")[]) =>
      drawn.filter((one) => chooseKernel(viewOfCase(one), { isa, optimize }).isa === "arm-dsp").map(caseName);
    const meant = optimize === "ram" ? [] : drawn.filter((one) => isMeant(viewOfCase(one))).map(caseName);
    expect(chosen(["arm-dsp", "scalar"])).toEqual(meant);
    expect(chosen(["scalar"])).toEqual([]);
    if (optimize !== "ram") expect(meant.length).toBeGreaterThan(COUNT / 10);
  });
});
