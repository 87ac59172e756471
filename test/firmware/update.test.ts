// SPDX-License-Identifier: Apache-2.0
/**
 * Updating the model of a flashed application: a model that was trained again keeps its contract, in the file and on the
 * device; another one is refused, and both say what differs.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { compareContracts } from "../../src/contract/compare.js";
import { contractOf, contractWords } from "../../src/contract/contract.js";
import { parseContract } from "../../src/contract/contract-file.js";
import { loadModel } from "../../src/compile.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { compileHost } from "../../src/toolchain/gcc.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { modelBuilder } from "../support/model-builder.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-update-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const { value: board } = loadBoard("mps2-an386");
if (board === undefined) throw new Error("no board mps2-an386");

interface Change {
  /** What training changes. */
  readonly weight?: number;
  readonly scale?: number;
  readonly width?: number;
}

/** An input plus what the model has learnt. */
function trained({ weight = 3, scale = 0.5, width = 16 }: Change): Uint8Array {
  const builder = modelBuilder();
  const graph = builder.graph();
  const input = graph.input("input", { shape: [1, width], scale });
  const learnt = graph.constant("learnt", { shape: [1, width], scale: 0.5 }, Array<number>(width).fill(weight));
  const output = graph.tensor("output", { shape: [1, width], scale: 1 });
  graph.operator("ADD", { inputs: [input, learnt], outputs: [output], options: { type: "AddOptions" } });
  graph.output(output);
  return builder.toBytes();
}

const FLASHED = emitProject(trained({}), board, { name: "flashed", emit: "lib" });

function contractOfModel(bytes: Uint8Array) {
  const { value } = loadModel(bytes);
  if (value === undefined) throw new Error("the model is not supported");
  return contractOf(value, undefined);
}

/** What `model_compatible()` of the flashed application says about the contract of another model. */
async function onDevice(words: readonly number[]): Promise<number | null> {
  const dir = mkdtempSync(join(temporary, "app-"));
  const main = `#include "model.h"
static const uint32_t other[] = {${words.map((word) => `${word >>> 0}u`).join(",")}};
int main(void)
{
    return (int)model_compatible(other, sizeof other);
}
`;
  writeSources(join(dir, "lib"), FLASHED);
  writeSources(dir, new Map([["app/main.c", main]]));
  const { elf } = await compileHost({ dir, out: join(dir, "program"), compiler: "gcc", flags: ["-Werror"] });
  return spawnSync(elf).status;
}

/** Values of MODEL_DIFFERS_… in the flashed library's header. */
function bit(name: string): number {
  const header = String(FLASHED.get("src/flashed.h"));
  const [, value = ""] = new RegExp(`TINYGEN_FLASHED_DIFFERS_${name} (\\w+)`).exec(header) ?? [];
  expect(value, name).not.toBe("");
  return Number(value);
}

describe("the model of a flashed application", () => {
  const flashed = parseContract(String(FLASHED.get("flashed.contract.json")));
  if (typeof flashed === "string") throw new Error(flashed);

  it("may be replaced by one that was trained again", async () => {
    const again = trained({ weight: -7 });
    expect(again).not.toEqual(trained({}));
    expect(compareContracts(flashed, contractOfModel(again))).toEqual([]);
    expect(await onDevice(contractWords(contractOfModel(again)))).toBe(0);
    // The new build writes the same contract, but for where it comes from, and another model.
    const built = emitProject(again, board, { name: "flashed", emit: "lib" });
    expect(parseContract(String(built.get("flashed.contract.json")))).toEqual(flashed);
    expect(built.get("src/flashed_constants.c")).not.toEqual(FLASHED.get("src/flashed_constants.c"));
  });

  it.each([
    ["input 0: scale", { scale: 0.25 }, ["QUANTIZATION"]],
    ["input 0: shape", { width: 24 }, ["DIMENSIONS"]],
  ] as const)("is not replaced where %s differs", async (what, change, bits) => {
    const other = contractOfModel(trained(change));
    expect(compareContracts(flashed, other).map((difference) => difference.what)).toContain(what);
    expect(await onDevice(contractWords(other))).toBe(bits.reduce((sum, name) => sum | bit(name), 0));
  });
});
