// SPDX-License-Identifier: Apache-2.0
/** Every graph pass is exact: the model with it and without it, both run by the reference kernels, give the same bytes. */
import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/compile.js";
import { mainGraph, type SupportedModel } from "../../src/ir/graph.js";
import { printGraph } from "../../src/ir/print-graph.js";
import { byteSize } from "../../src/ir/tensor.js";
import { verifyGraph } from "../../src/ir/verify-graph.js";
import { PASSES } from "../../src/passes/index.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { PASS_MODELS } from "../support/pass-models.js";
import { type Random, seededRandom } from "../support/random.js";

const MODELS = 150;
const INVOCATIONS = 3;
const NAMES = PASSES.map(({ name }) => name);
/** Models with resource variables cannot do without it. */
const REQUIRED = "bind-resources";

function load(bytes: Uint8Array, enabled: readonly string[], use: "code" | "file" = "code"): SupportedModel {
  const disabled = NAMES.filter((name) => !enabled.includes(name));
  const observe = (pass: { readonly name: string }, graph: Parameters<typeof verifyGraph>[0]): void =>
    verifyGraph(graph, pass.name);
  const { value, diagnostics } = loadModel(bytes, { for: use, disabled, observe });
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return value;
}

function graphText(model: SupportedModel): string {
  return model.graphs.map(printGraph).join("\n");
}

/** The outputs of several invocations of one instance; random bytes, extremes among them. */
function outputsOf(model: SupportedModel, seed: number): readonly string[] {
  const random = seededRandom(seed);
  const interpreter = createInterpreter(model);
  const graph = mainGraph(model);
  return Array.from({ length: INVOCATIONS }, () => {
    const inputs = graph.inputs.map((id) => {
      const tensor = graph.tensors[id];
      if (tensor === undefined) throw new Error("an input exists");
      return Uint8Array.from({ length: byteSize(tensor) }, () => randomByte(random));
    });
    return interpreter
      .invoke(inputs)
      .map((bytes) => Buffer.from(bytes).toString("hex"))
      .join(" ");
  });
}

function randomByte(random: Random): number {
  return random.chance(0.2) ? random.pick([0x80, 0x7f, 0xff, 0]) : random.integer(0, 255);
}

describe.each(PASSES.filter(({ name }) => name !== REQUIRED))("$name", ({ name, only: use }) => {
  it("gives the same bytes, on models that it rewrites and on near misses", () => {
    const draw = PASS_MODELS[name];
    if (draw === undefined) throw new Error(`the pass ${name} has no models`);
    let rewritten = 0;
    for (let seed = 1; seed <= MODELS; seed++) {
      const bytes = draw(seededRandom(seed));
      const without = load(bytes, [REQUIRED], use);
      const alone = load(bytes, [REQUIRED, name], use);
      const all = load(bytes, NAMES, use);
      if (graphText(alone) !== graphText(without)) rewritten++;
      const expected = outputsOf(without, seed);
      expect(outputsOf(alone, seed), `${name} alone, model ${seed}`).toEqual(expected);
      expect(outputsOf(all, seed), `all passes, model ${seed}`).toEqual(expected);
    }
    expect(rewritten).toBeGreaterThan(MODELS / 8);
    if (name !== "fold-constants") expect(rewritten).toBeLessThan(MODELS);
  });
});

describe(REQUIRED, () => {
  const draw = PASS_MODELS[REQUIRED];
  if (draw === undefined) throw new Error(`the pass ${REQUIRED} has no models`);

  it("lets a variable keep its value from one invocation to the next, whatever the other passes do", () => {
    const bytes = draw(seededRandom(1));
    const [first, second, third] = outputsOf(load(bytes, [REQUIRED]), 1);
    expect(new Set([first, second, third]).size).toBe(INVOCATIONS);
    expect(outputsOf(load(bytes, NAMES), 1)).toEqual([first, second, third]);
  });

  it("is needed: without it the model is refused, not miscompiled", () => {
    const { value, diagnostics } = loadModel(draw(seededRandom(1)), { disabled: [REQUIRED] });
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });
});
