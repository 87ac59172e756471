// SPDX-License-Identifier: Apache-2.0
/**
 * Whole corpus models on the real TFLM in QEMU (Cortex-M4), each as it is and as tinygen writes it, with overlaps:
 * `tsx test/tflm-arena/whole.ts KERNELS CHECKOUT ARCHIVE[:ARCHIVE…] [--only PATTERN]`.
 *
 * Both files get exactly the arena that tinygen predicts, filled with 0xA5, and the inputs of the corpus in its order.
 * Exit code 1 when an output differs or a byte behind the arena was written.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planForKernels } from "../../src/codegen/tflm/plan-tflm.js";
import { loadModel, placeForTflm } from "../../src/compile.js";
import { mainGraph } from "../../src/ir/graph.js";
import { findOperator } from "../../src/ops/registry.js";
import { resourceVariables } from "../../src/ops/resource-variables.js";
import { ARM_EABI } from "../../src/ops/struct-layout.js";
import { PASSES } from "../../src/passes/index.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { locateCorpus } from "../support/corpus.js";
import { buildDevice } from "./device.js";

const UNCHANGED = PASSES.map(({ name }) => name).filter((name) => name !== "bind-resources");
/** State shows in the second invocation; the corpus has four, which takes long for large models. */
const INVOCATIONS = 2;

const words = process.argv.slice(2);
const [kernels, checkout, archives] = words;
const corpus = locateCorpus();
const board = loadBoard("mps2-an386").value;
if (
  (kernels !== "reference" && kernels !== "cmsis-nn") ||
  checkout === undefined ||
  archives === undefined ||
  !("found" in corpus) ||
  board === undefined
) {
  throw new Error("whole.ts KERNELS CHECKOUT ARCHIVE[:ARCHIVE…] [--only PATTERN]");
}
const { models, bytes, folder: corpusFolder } = corpus.found;
const target = { ...board.target, kernels } as const;
const pattern = new RegExp(words.includes("--only") ? (words[words.indexOf("--only") + 1] ?? "") : "");

const cases = models
  .filter(({ name, group, golden }) => group !== "reject" && golden !== null && pattern.test(name))
  .flatMap((entry) => {
    const file = bytes(entry);
    const stock = loadModel(file, { for: "file", disabled: UNCHANGED }).value;
    const rewritten = loadModel(file, { for: "file" }).value;
    if (stock === undefined || rewritten === undefined) return [];
    const plan = planForKernels(stock, { kernels, isa: target.isa, abi: ARM_EABI }, { overlap: false });
    const placed = placeForTflm(rewritten, target, { name: entry.name });
    const inputs = Array.from({ length: INVOCATIONS }, (_, k) =>
      Buffer.concat(
        mainGraph(stock).inputs.map((__, t) => {
          const path = join(corpusFolder, entry.golden ?? "", `in_${k + 1}_${t}.bin`);
          return existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
        }),
      ),
    );
    const sizeOf = (model: typeof stock): number => resourceVariables(model, findOperator).size;
    const files = [
      { file, arena: plan.stock.bytes, variables: sizeOf(stock) },
      { file: placed.file, arena: placed.plan.arena.bytes, variables: sizeOf(placed.model) },
    ] as const;
    const ops = [stock, placed.model].flatMap(({ graphs }) => graphs.flatMap(({ nodes }) => nodes.map(({ op }) => op)));
    return [{ name: entry.name, files, inputs, ops, overlaps: placed.plan.overlaps.length }];
  });

const folder = mkdtempSync(join(tmpdir(), "tinygen-whole-"));
const device = buildDevice(
  { archives: archives.split(":"), checkout },
  cases.flatMap(({ ops }) => ops),
  folder,
);
let wrong = 0;
let overlapping = 0;
for (const { name, files, inputs, overlaps } of cases) {
  const [stock, planned] = files.map(({ file, arena, variables }) =>
    device
      .ask({ file, succeeds: arena, variables, inputs })
      .filter((line) => !line.startsWith("used"))
      .join(" "),
  );
  const right = stock === planned && /^output .* end$/u.test(stock ?? "");
  wrong += Number(!right);
  overlapping += Number(overlaps > 0);
  const [before, after] = files.map(({ arena }) => arena);
  console.log(
    `${right ? "ok   " : "WRONG"} ${name}: ${overlaps} overlaps, arena ${before} -> ${after}${right ? "" : `: ${stock} | ${planned}`}`,
  );
}
rmSync(folder, { recursive: true, force: true });
console.log(`${cases.length} models, ${overlapping} with overlaps, ${wrong} wrong`);
process.exit(wrong > 0 ? 1 : 0);
