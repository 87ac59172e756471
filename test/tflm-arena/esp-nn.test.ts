// SPDX-License-Identifier: Apache-2.0
/** Scratch of ESP-NN's convolutions against what the library's own functions answered (README.md says how). */
import { describe, expect, it } from "vitest";
import { loadModel, placeForTflm } from "../../src/compile.js";
import type { ConvGeometry } from "../../src/ops/shared/conv-geometry.js";
import { espNnConvolutionBytes, espNnDepthwiseBytes, espNnSoftmaxBytes } from "../../src/ops/shared/esp-nn.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { describeWithCorpus } from "../support/corpus.js";
import answers from "./esp-nn.json" with { type: "json" };

type Answer = readonly [readonly number[], readonly number[]];

const layers = answers.layers as unknown as readonly Answer[];

function geometryOf(values: readonly number[]): ConvGeometry & { readonly multiplier: number } {
  const named = Object.fromEntries(answers.columns.map((name, i) => [name, values[i]]));
  return { batches: 1, dilationHeight: 1, dilationWidth: 1, groups: 1, ...named } as ReturnType<typeof geometryOf>;
}

describe("scratch of ESP-NN", () => {
  const convolutions = layers.filter(([values]) => geometryOf(values).multiplier === 0);
  const depthwise = layers.filter(([values]) => geometryOf(values).multiplier !== 0);

  it("of convolutions on the ESP32-S3 and the ESP32-P4", () => {
    expect(convolutions.length).toBeGreaterThan(100);
    for (const [values, [s3, p4]] of convolutions) {
      const geometry = geometryOf(values);
      expect(espNnConvolutionBytes(geometry, "esp32s3"), values.join()).toBe(s3);
      expect(espNnConvolutionBytes(geometry, "esp32p4"), values.join()).toBe(p4);
      expect(espNnConvolutionBytes(geometry, "other")).toBe(0);
    }
  });

  it("of depthwise convolutions on the ESP32-S3, the only chip that needs some", () => {
    expect(depthwise.length).toBeGreaterThan(100);
    for (const [values, [s3]] of depthwise) {
      const geometry = geometryOf(values);
      expect(espNnDepthwiseBytes(geometry, geometry.multiplier, "esp32s3"), values.join()).toBe(s3);
      expect(espNnDepthwiseBytes(geometry, geometry.multiplier, "esp32p4")).toBe(0);
      expect(espNnDepthwiseBytes(geometry, geometry.multiplier, "other")).toBe(0);
    }
  });

  it("of SOFTMAX is four bytes for each element of dimension 1 on every chip", () => {
    expect(espNnSoftmaxBytes([1, 10])).toBe(40);
    expect(espNnSoftmaxBytes([1, 3, 4])).toBe(12);
  });
});

describeWithCorpus("arenas with ESP-NN", ({ models, bytes }) => {
  it.each([
    ["esp32-s3", true],
    ["esp32-p4", true],
    ["esp32", false],
    ["esp32-c3", false],
  ] as const)("on %s hold the scratch of convolutions: %s", (id, expected) => {
    const model = models.find(({ name }) => name === "mlperf_ic_resnet");
    const loaded = model && loadModel(bytes(model), { for: "file" }).value;
    const { value: board } = loadBoard(id);
    if (loaded === undefined || board === undefined) throw new Error("no model or no board");
    const { plan } = placeForTflm(loaded, board.target, { name: "model" });
    expect(plan.undescribed).toEqual([]);
    const scratch = plan.problem.buffers.filter(({ label }) => /^CONV_2D \d+ ESP-NN$/u.test(label));
    expect(scratch.length > 0).toBe(expected);
    // SOFTMAX of ten classes has its own on all of them.
    expect(plan.problem.buffers.find(({ label }) => /^SOFTMAX \d+ ESP-NN$/u.test(label))?.size).toBe(40);
  });
});
