// SPDX-License-Identifier: Apache-2.0
/**
 * Runs the overlaps that kernels of TFLM declare on the real TFLM in QEMU (Cortex-M4):
 * `tsx test/tflm-arena/overlap.ts KERNELS CHECKOUT ARCHIVE[:ARCHIVE…] [--only PATTERN] [--isa dsp|plain|mve]`.
 *
 * Every node of the corpus and of test/vectors whose kernel declares an overlap becomes a model of its own. It must compute the same bytes
 * with input and output apart and at the declared distance, rounded up to 16 bytes. Then the same 16 bytes closer:
 * kernels with sharp rules notice it in most nodes, cautious ones (PAD, MAX_POOL_2D) and outputs of a single pixel do not.
 * Exit code 1 when a byte differs at a declared distance, or when no node at all notices the step too far.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { loadModel } from "../../src/compile.js";
import { mainGraph } from "../../src/ir/graph.js";
import { byteSize } from "../../src/ir/tensor.js";
import { ARM_EABI } from "../../src/ops/struct-layout.js";
import type { TflmTarget } from "../../src/ops/tflm-memory.js";
import { alignUp } from "../../src/util/align.js";
import { locateCorpus } from "../support/corpus.js";
import { seededRandom } from "../support/random.js";
import { buildDevice } from "./device.js";
import { type Distance, distances, oneNodeModel } from "./one-node-model.js";

const QUANTUM = 16;
const ARENA_BYTES = 3 << 20;
const ISA = { dsp: ["arm-dsp", "scalar"], plain: ["scalar"], mve: ["arm-mve", "arm-dsp", "scalar"] } as const;

const words = process.argv.slice(2);
const option = (name: string): string | undefined =>
  words.includes(name) ? words[words.indexOf(name) + 1] : undefined;
const [kernels, checkout, archives] = words;
const isa = ISA[(option("--isa") ?? "dsp") as keyof typeof ISA];
const corpus = locateCorpus();
if (
  (kernels !== "reference" && kernels !== "cmsis-nn") ||
  checkout === undefined ||
  archives === undefined ||
  !("found" in corpus)
) {
  throw new Error("overlap.ts KERNELS CHECKOUT ARCHIVE[:ARCHIVE…] [--only PATTERN] [--isa dsp|plain|mve]");
}
const built: TflmTarget = { kernels, isa, abi: ARM_EABI };
const pattern = new RegExp(option("--only") ?? "");

/** The models of test/vectors, for operators that the corpus uses otherwise. */
function vectorModels(): { readonly name: string; readonly bytes: () => Uint8Array }[] {
  const folder = fileURLToPath(new URL("../vectors", import.meta.url));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const text = readFileSync(join(folder, name, "vectors.json"), "utf8");
      const cases = JSON.parse(text) as readonly { readonly model: string }[];
      return cases.map(({ model }, i) => ({
        name: `${name}@${i}`,
        bytes: () => inflateSync(Buffer.from(model, "base64")),
      }));
    });
}

interface Case extends Distance {
  readonly op: string;
  readonly name: string;
  readonly inputBytes: number;
}

const cases: Case[] = [];
const seen = new Set<string>();
const { models, bytes } = corpus.found;
const files = [
  ...models.filter(({ group }) => group !== "reject").map((entry) => ({ name: entry.name, bytes: () => bytes(entry) })),
  ...vectorModels(),
];
for (const entry of files.filter(({ name }) => pattern.test(name))) {
  const { value: model } = loadModel(entry.bytes(), { for: "file" });
  if (model === undefined) continue;
  const graph = mainGraph(model);
  for (const node of graph.nodes) {
    const alone = oneNodeModel(graph, node);
    if (alone === undefined) continue;
    const [{ tensors, inputs, nodes }] = alone.graphs as [(typeof alone.graphs)[0]];
    const shapes = tensors.map(({ dtype, shape, storage }) => [dtype, shape, storage.kind]);
    const key = JSON.stringify([node.op, nodes[0]?.attributes, shapes]);
    if (seen.has(key)) continue;
    seen.add(key);
    const inputBytes = inputs.reduce((sum, id) => sum + byteSize(tensors[id]!), 0);
    for (const distance of distances(alone, built)) {
      cases.push({ ...distance, op: node.op, name: `${entry.name} node ${node.id}`, inputBytes });
    }
  }
}

const folder = mkdtempSync(join(tmpdir(), "tinygen-overlap-"));
const library = { archives: archives.split(":"), checkout };
const device = buildDevice(
  library,
  cases.map(({ op }) => op),
  folder,
);

function outputs(file: Uint8Array, inputBytes: number): string {
  const random = seededRandom(inputBytes);
  const input = Uint8Array.from({ length: inputBytes }, () => random.bits() & 0xff);
  const lines = device.ask({ file, succeeds: ARENA_BYTES, variables: 0, inputs: [input] });
  return lines.at(-1) === "end" ? lines.filter((line) => line.startsWith("output")).join(" ") : lines.join("; ");
}

const tally = new Map<string, { nodes: number; same: number; noticed: number }>();
for (const { op, name, input, declared, inputBytes, file } of cases) {
  const row = tally.get(op) ?? { nodes: 0, same: 0, noticed: 0 };
  tally.set(op, row);
  const apart = outputs(file("apart"), inputBytes);
  if (!apart.startsWith("output")) {
    console.log(`skipped ${op} ${name}: ${apart}`);
    continue;
  }
  const rounded = alignUp(declared, QUANTUM);
  const same = outputs(file(rounded), inputBytes) === apart;
  const noticed = outputs(file(rounded - QUANTUM), inputBytes) !== apart;
  row.nodes++;
  row.same += Number(same);
  row.noticed += Number(noticed);
  if (!same || words.includes("--all")) {
    console.log(
      `${same ? "ok   " : "WRONG"} ${op} ${name} input ${input}: ${declared} B, closer ${noticed ? "differs" : "is the same"}`,
    );
  }
}
rmSync(folder, { recursive: true, force: true });
let wrong = 0;
let noticedInAll = 0;
for (const [op, { nodes, same, noticed }] of [...tally].sort()) {
  wrong += nodes - same;
  noticedInAll += noticed;
  console.log(
    `${same === nodes ? "ok   " : "WRONG"} ${op}: ${nodes} overlaps, ${same} compute the same, ${noticed} differ when closer`,
  );
}
process.exit(wrong > 0 || noticedInAll === 0 ? 1 : 0);
