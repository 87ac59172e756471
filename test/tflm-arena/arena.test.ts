// SPDX-License-Identifier: Apache-2.0
/** The model of TFLM's arena against what the real one needed (README.md says how that was measured). */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { planForKernels, type TflmPlan } from "../../src/codegen/tflm/plan-tflm.js";
import type { TflmArena } from "../../src/codegen/tflm/arena-model.js";
import { loadModel } from "../../src/compile.js";
import { ARM_EABI, I386, ILP32, type StructAbi } from "../../src/ops/struct-layout.js";
import type { TflmTarget } from "../../src/ops/tflm-memory.js";
import { PASSES } from "../../src/passes/index.js";
import { type CorpusModel, describeWithCorpus } from "../support/corpus.js";
import boards from "./boards.json" with { type: "json" };
import measured from "./host32.json" with { type: "json" };
import onM4 from "./m4-corpus.json" with { type: "json" };
import cmsisNn from "./m4-cmsis-nn.json" with { type: "json" };

/** The file as it is: handles need their names, nothing else may change. */
const UNCHANGED = PASSES.map(({ name }) => name).filter((name) => name !== "bind-resources");
const MOST_TOO_MUCH = 0.02;
const STEP = 16;

interface Measured {
  readonly bytes: number;
  readonly used: number;
}

/** The arena of the unmodified file, planned by TFLM itself; undefined when tinygen does not support the model. */
function modelled(bytes: Uint8Array, abi: StructAbi): TflmArena | undefined {
  return planned(bytes, { kernels: "reference", isa: ["scalar"], abi })?.stock;
}

function planned(bytes: Uint8Array, target: TflmTarget): TflmPlan | undefined {
  const { value: model } = loadModel(bytes, { for: "file", disabled: UNCHANGED });
  return model && planForKernels(model, target, { overlap: false });
}

function expectTrue(arena: TflmArena, { bytes, used }: Measured): void {
  expect(arena.head + arena.persistent, "arena_used_bytes()").toBe(used);
  expect(arena.bytes, "smallest arena").toBeGreaterThanOrEqual(bytes);
  expect(arena.bytes, "smallest arena").toBeLessThanOrEqual(bytes + Math.max(bytes * MOST_TOO_MUCH, STEP));
}

describe("models of single operators", () => {
  const figures = Object.entries(measured.vectors);
  const folderOf = (key: string): string => key.split("@")[0] ?? "";
  it.each([...new Set(figures.map(([key]) => folderOf(key)))])("%s", (folder) => {
    const path = new URL(`../vectors/${folder}/vectors.json`, import.meta.url);
    const cases = JSON.parse(readFileSync(path, "utf8")) as readonly { readonly model: string }[];
    const own = figures.filter(([key]) => folderOf(key) === folder);
    expect(own).toHaveLength(cases.length);
    for (const [key, figure] of own) {
      const file = inflateSync(Buffer.from(cases[Number(key.split("@")[1])]?.model ?? "", "base64"));
      const arena = modelled(file, I386);
      expect(arena, key).toBeDefined();
      if (arena !== undefined) expectTrue(arena, figure);
    }
  });
});

/** The model of test/vectors with a name like "transpose-conv@0". */
function vectorModel(key: string): Uint8Array {
  const [folder = "", index] = key.split("@");
  const path = new URL(`../vectors/${folder}/vectors.json`, import.meta.url);
  const cases = JSON.parse(readFileSync(path, "utf8")) as readonly { readonly model: string }[];
  return inflateSync(Buffer.from(cases[Number(index)]?.model ?? "", "base64"));
}

describe("models of single operators with CMSIS-NN on a Cortex-M4", () => {
  it.each(Object.entries(cmsisNn))("%s", (key, { bytes, used }) => {
    const plan = planned(vectorModel(key), { kernels: "cmsis-nn", isa: ["arm-dsp", "scalar"], abi: ARM_EABI });
    expect(plan?.undescribed).toEqual([]);
    expect((plan?.stock.head ?? 0) + (plan?.stock.persistent ?? 0), "arena_used_bytes()").toBe(used);
    expect(plan?.stock.bytes, "smallest arena").toBe(bytes);
  });
});

describeWithCorpus("real models", ({ models, bytes }) => {
  const figures = new Map<string, Measured>(Object.entries(measured.corpus));
  const runs = models.filter((model) => figures.has(model.name) && model.group !== "reject");

  it.each(runs.map((model) => [model.name, model] as const))("%s", (name, model) => {
    const arena = modelled(bytes(model), I386);
    const figure = figures.get(name);
    if (arena !== undefined && figure !== undefined) expectTrue(arena, figure);
    // The corpus was measured with 64-bit numbers at multiples of 8 bytes, and with room for 32 resource variables.
    const used = corpusFigure(model);
    const other = modelled(bytes(model), ILP32);
    const variables = other?.parts.some(({ label }) => label === "resource variables") ?? false;
    if (other !== undefined && !variables) expect(other.head + other.persistent).toBe(used);
  });

  /** Bytes of the plan with overlap that TFLM's reference kernels allow: what was reached before, by hand. */
  const reached = new Map([
    ["mlperf_vww96", 36_880],
    ["mlperf_kws_ref", 9_792],
    ["mlperf_ic_resnet", 33_312],
    ["person_detect_tflm", 36_880],
    ["mcunet_vww_floatio_tinyengine", 84_672],
    ["mcunet_detection_floatio_tinyengine", 245_760],
    ["micro_speech_tflm", 4_176],
  ]);

  it.each(models.filter(({ name }) => reached.has(name)).map((model) => [model.name, model] as const))(
    "%s overlaps as far as its kernels allow",
    (name, model) => {
      const { value } = loadModel(bytes(model), { for: "file" });
      if (value === undefined) throw new Error(`${name} cannot be loaded`);
      const target = { kernels: "reference", isa: ["scalar"], abi: ILP32 } as const;
      expect(planForKernels(value, target, { overlap: true }).bytes).toBeLessThanOrEqual(reached.get(name) ?? 0);
    },
  );

  const processors = {
    m4: { isa: ["arm-dsp", "scalar"], abi: ARM_EABI },
    m55: { isa: ["arm-mve", "arm-dsp", "scalar"], abi: ARM_EABI },
    rv32: { isa: ["scalar"], abi: ILP32 },
  } as const;

  it.each(boards.map((row) => [`${row.model} with ${row.kernels} kernels on ${row.cpu}`, row] as const))(
    "%s",
    (_, { model: name, kernels, cpu, used, bytes: smallest }) => {
      const model = models.find((one) => one.name === name);
      if (model === undefined) throw new Error(`the corpus has no model ${name}`);
      const target = { kernels: kernels as TflmTarget["kernels"], ...processors[cpu as keyof typeof processors] };
      const plan = planned(bytes(model), target);
      // Kernels that are known to be unknown make no promise.
      if (plan === undefined || plan.undescribed.length > 0) return;
      expect(plan.stock.head + plan.stock.persistent).toBe(used);
      if (smallest !== null) expect(plan.stock.bytes).toBe(smallest);
    },
  );

  it.each(Object.entries(onM4))("need on a Cortex-M4 with %s kernels what was measured", (kernels, smallest) => {
    const target = { kernels: kernels as TflmTarget["kernels"], ...processors.m4 };
    expect(Object.keys(smallest).length).toBeGreaterThan(130);
    for (const model of models) {
      const bytesMeasured = (smallest as Readonly<Record<string, number>>)[model.name];
      const plan = bytesMeasured === undefined ? undefined : planned(bytes(model), target);
      if (plan === undefined || bytesMeasured === undefined) continue;
      expect(plan.undescribed, model.name).toEqual([]);
      expect(plan.stock.bytes, model.name).toBeGreaterThanOrEqual(bytesMeasured);
      expect(plan.stock.bytes, model.name).toBeLessThanOrEqual(bytesMeasured * (1 + MOST_TOO_MUCH));
    }
  });

  it("are nearly all there", () => {
    expect(runs.filter((model) => modelled(bytes(model), I386) !== undefined).length).toBeGreaterThan(130);
  });
});

function corpusFigure(model: CorpusModel): unknown {
  return (model["arena_used_bytes"] as { readonly host32?: number } | undefined)?.host32;
}
