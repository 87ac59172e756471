// SPDX-License-Identifier: Apache-2.0
/** Arenas of the real networks: proven minimal, and no larger than what overlap was known to reach before tinygen. */
import { expect, it } from "vitest";
import { compileForTflm, compileModel, loadModel } from "../../src/compile.js";
import type { SupportedModel } from "../../src/ir/graph.js";
import type { Board } from "../../src/targets/board.js";
import { loadBoard } from "../../src/targets/load-board.js";
import type { OptimizationGoal } from "../../src/targets/optimization-goal.js";
import { describeWithCorpus } from "../support/corpus.js";

/** Bytes of tensors with kernels that compute all channels of a pixel before they write one, scratch not counted. */
const REACHED: Readonly<Record<string, number>> = {
  mlperf_vww96: 36_864,
  mlperf_kws_ref: 8_384,
  mlperf_ic_resnet: 33_296,
  mlperf_ad01: 768,
  person_detect_tflm: 36_864,
  mcunet_vww_floatio_tinyengine: 84_672,
  mcunet_detection_floatio_tinyengine: 245_760,
  micro_speech_tflm: 4_176,
};

const BOARDS = ["esp32", "mps2-an386"] as const;
/** One for each of TFLM's sets of kernels, which differ in what may overlap. */
const TFLM_BOARDS = [...BOARDS, "qemu-rv32imc"] as const;

function boardOf(id: string): Board {
  const { value: board } = loadBoard(id);
  if (board === undefined) throw new Error(`no board ${id}`);
  return board;
}

function planned(model: SupportedModel, id: string, optimize: OptimizationGoal) {
  return compileModel(model, boardOf(id), { name: "model", optimize }).plan;
}

describeWithCorpus("arenas of real networks", ({ models, bytes }) => {
  const accepted = models.flatMap((model) => {
    const { value } = model.group === "real" ? loadModel(bytes(model)) : { value: undefined };
    return value === undefined ? [] : [[model.name, value] as const];
  });

  it.each(accepted)("%s is proven minimal", (_, model) => {
    for (const id of BOARDS) {
      for (const goal of ["balanced", "ram"] as const) {
        expect(planned(model, id, goal).status, `${id} ${goal}`).toBe("optimal");
      }
    }
  });

  it.each(accepted)("%s is proven minimal with TFLM, in the file's order or a better one", (name) => {
    const model = models.find((entry) => entry.name === name);
    const { value } = model === undefined ? { value: undefined } : loadModel(bytes(model), { for: "file" });
    if (value === undefined) throw new Error(`${name} is accepted for aot, but not for tflm`);
    for (const id of TFLM_BOARDS) {
      for (const optimize of ["balanced", "ram"] as const) {
        const { plan } = compileForTflm(value, boardOf(id), { name: "model", optimize });
        expect(plan.status, `${id} ${optimize}`).toBe("optimal");
      }
    }
  });

  it.each(accepted.filter(([name]) => name in REACHED))("%s overlaps as far as was known", (name, model) => {
    for (const id of BOARDS) expect(planned(model, id, "ram").bytes, id).toBeLessThanOrEqual(REACHED[name] ?? 0);
  });

  it("has all networks whose figures are known", () => {
    expect(accepted.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(REACHED)));
  });
});
