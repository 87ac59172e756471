// SPDX-License-Identifier: Apache-2.0
/**
 * Compares the arenas that tinygen predicts for the corpus with those that the real TFLM needs in QEMU (Cortex-M4):
 * `tsx test/tflm-arena/measure.ts KERNELS CHECKOUT ARCHIVE[:ARCHIVE…] [--only PATTERN] [--json FILE]`.
 *
 * KERNELS is "reference" or "cmsis-nn", and ARCHIVE was built with them (README.md says how). For every model that
 * tinygen supports, two files are measured: the model as it is, and the file that tinygen writes for the board. One
 * line each; exit code 1 when a prediction is below the measured minimum or more than 2 % above it.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planForKernels } from "../../src/codegen/tflm/plan-tflm.js";
import { loadModel, placeForTflm } from "../../src/compile.js";
import { findOperator } from "../../src/ops/registry.js";
import { resourceVariables } from "../../src/ops/resource-variables.js";
import { ARM_EABI } from "../../src/ops/struct-layout.js";
import { PASSES } from "../../src/passes/index.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { locateCorpus } from "../support/corpus.js";
import { buildDevice, smallestArena } from "./device.js";

const MOST_TOO_MUCH = 0.02;
const UNCHANGED = PASSES.map(({ name }) => name).filter((name) => name !== "bind-resources");

const words = process.argv.slice(2);
const option = (name: string): string | undefined =>
  words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
const [kernels, checkout, archives] = words;
if ((kernels !== "reference" && kernels !== "cmsis-nn") || checkout === undefined || archives === undefined) {
  throw new Error("measure.ts KERNELS CHECKOUT ARCHIVE[:ARCHIVE…] [--only PATTERN] [--json FILE]");
}
const corpus = locateCorpus();
const board = loadBoard("mps2-an386").value;
if (!("found" in corpus) || board === undefined) throw new Error("the corpus or the board is missing");
const target = { ...board.target, kernels } as const;
const pattern = new RegExp(option("--only") ?? "");

interface Case {
  readonly name: string;
  readonly kind: "stock" | "planned";
  readonly file: Uint8Array;
  readonly variables: number;
  readonly predicted: number;
  readonly undescribed: readonly string[];
  readonly ops: readonly string[];
}

const { models, bytes } = corpus.found;
const cases = models
  .filter(({ name, group }) => group !== "reject" && pattern.test(name))
  .flatMap((model): Case[] => {
    const file = bytes(model);
    const as = loadModel(file, { for: "file", disabled: UNCHANGED }).value;
    const rewritten = loadModel(file, { for: "file" }).value;
    if (as === undefined || rewritten === undefined) return [];
    const stock = planForKernels(as, { kernels, isa: target.isa, abi: ARM_EABI }, { overlap: false });
    const placed = placeForTflm(rewritten, target, { name: model.name });
    const opsOf = (one: typeof as): readonly string[] => one.graphs.flatMap(({ nodes }) => nodes.map(({ op }) => op));
    const common = { name: model.name, undescribed: stock.undescribed };
    return [
      {
        ...common,
        kind: "stock",
        file,
        variables: resourceVariables(as, findOperator).size,
        predicted: stock.stock.bytes,
        ops: opsOf(as),
      },
      {
        ...common,
        kind: "planned",
        file: placed.file,
        variables: resourceVariables(placed.model, findOperator).size,
        predicted: placed.plan.arena.bytes,
        ops: opsOf(placed.model),
      },
    ];
  });

const folder = mkdtempSync(join(tmpdir(), "tinygen-arena-"));
const library = { archives: archives.split(":"), checkout };
const device = buildDevice(
  library,
  cases.flatMap(({ ops }) => ops),
  folder,
);
const rows: (Pick<Case, "name" | "kind" | "predicted"> & { readonly measured: number | null })[] = [];
let wrong = 0;
for (const { name, kind, file, variables, predicted, undescribed } of cases) {
  const measured = smallestArena(device, file, variables, predicted);
  const ratio = measured === undefined ? NaN : predicted / measured;
  const right = measured === undefined || (ratio >= 1 && ratio <= 1 + MOST_TOO_MUCH);
  if (!right) wrong++;
  const verdict = measured === undefined ? "refused by TFLM" : `${((ratio - 1) * 100).toFixed(2)} %`;
  const unknown = undescribed.length > 0 ? `; undescribed: ${undescribed.join(", ")}` : "";
  console.log(`${right ? "ok   " : "WRONG"} ${name} ${kind}: ${predicted} ${measured ?? "-"} ${verdict}${unknown}`);
  rows.push({ name, kind, predicted, measured: measured ?? null });
}
rmSync(folder, { recursive: true, force: true });
const json = option("--json");
if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, null, 1)}\n`);
const ratios = rows.flatMap(({ predicted, measured }) => (measured === null ? [] : [predicted / measured - 1]));
const percent = (value: number): string => `${(value * 100).toFixed(2)} %`;
console.log(
  `${rows.length} files, ${ratios.length} measured, ${wrong} wrong; from ${percent(Math.min(...ratios))} to ${percent(Math.max(...ratios))}`,
);
process.exit(wrong > 0 ? 1 : 0);
