// SPDX-License-Identifier: Apache-2.0
/** A node that a kernel for the DSP extension or for MVE is meant for gets it: no case falls back in silence. */
import { describe, expect, it } from "vitest";
import { chooseKernel } from "../../src/codegen/aot/kernel-choice.js";
import type { NodeView } from "../../src/ir/graph.js";
import type { IsaLevel } from "../../src/targets/isa.js";
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
const DSP: Readonly<Record<string, (view: NodeView) => boolean>> = {
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

const MVE: typeof DSP = {
  CONV_2D: DSP["CONV_2D"]!,
  DEPTHWISE_CONV_2D(view) {
    const [, height = 0, width = 0, channels = 0] = shapeOf(view, 1);
    const depth = shapeOf(view, 0)[3];
    if (!isInt8(view)) return false;
    if (depth === 1) return true;
    const { dilationHeight, dilationWidth } = view.node.attributes as Window;
    const apart = (dilationHeight > 1 && height > 1) || (dilationWidth > 1 && width > 1);
    return depth === channels && height * width <= 25 && !apart;
  },
  FULLY_CONNECTED: DSP["FULLY_CONNECTED"]!,
  UNIDIRECTIONAL_SEQUENCE_LSTM: isInt8,
};

const registered = await loadCases();
const all = [
  ...Object.entries(DSP).map(
    ([op, isMeant]) => ({ op, isMeant, level: "arm-dsp", isa: ["arm-dsp", "scalar"] }) as const,
  ),
  ...Object.entries(MVE).map(
    ([op, isMeant]) => ({ op, isMeant, level: "arm-mve", isa: ["arm-mve", "arm-dsp", "scalar"] }) as const,
  ),
];

describe.each(all)("$op", ({ op, isMeant, level, isa }) => {
  const cases = registered.get(op);
  const drawn = cases === undefined ? [] : sampleCases(cases, COUNT).cases;

  it.each(OPTIMIZATION_GOALS)(`is computed with ${level} where it can be, optimised for %s`, (optimize) => {
    const chosen = (levels: readonly IsaLevel[]) =>
      drawn.filter((one) => chooseKernel(viewOfCase(one), { isa: levels, optimize }).isa === level).map(caseName);
    const meant = optimize === "ram" ? [] : drawn.filter((one) => isMeant(viewOfCase(one))).map(caseName);
    expect(chosen(isa)).toEqual(meant);
    expect(chosen(["scalar"])).toEqual([]);
    if (optimize !== "ram") expect(meant.length).toBeGreaterThan(COUNT / 10);
  });
});
