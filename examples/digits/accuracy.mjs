// SPDX-License-Identifier: Apache-2.0
/** Counts how many digits an output folder of `tinygen run --outputs` names correctly: node accuracy.mjs OUTPUTS */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const vectors = fileURLToPath(new URL("vectors", import.meta.url));
const outputs = process.argv[2];
if (outputs === undefined) {
  console.error("usage: node accuracy.mjs OUTPUTS   (a folder with out_1_0.bin, out_2_0.bin, …)");
  process.exit(2);
}

const labels = JSON.parse(readFileSync(join(vectors, "labels.json"), "utf8"));
const measured = score(outputs);
const golden = score(vectors);

for (const { image, label, digit } of measured.wrong) console.log(`image ${image}: ${label} read as ${digit}`);
console.log(`accuracy: ${measured.correct} of ${labels.length} (TFLM: ${golden.correct})`);
if (!measured.bytes.equals(golden.bytes)) {
  console.error("The outputs are not TFLM's bytes; `tinygen verify --vectors` says where they part.");
  process.exitCode = 1;
}

/** Reads out_K_0.bin for every label; the digit is the index of the first highest int8 score. */
function score(folder) {
  const files = labels.map((_, index) => readOutput(folder, index + 1));
  const digits = files.map((file) => {
    const scores = [...new Int8Array(file)];
    return scores.indexOf(Math.max(...scores));
  });
  const wrong = labels
    .map((label, index) => ({ image: index + 1, label, digit: digits[index] }))
    .filter(({ label, digit }) => digit !== label);
  return { bytes: Buffer.concat(files), wrong, correct: labels.length - wrong.length };
}

function readOutput(folder, invocation) {
  const path = join(folder, `out_${invocation}_0.bin`);
  let file;
  try {
    file = readFileSync(path);
  } catch (error) {
    fail(`${path}: ${error.message}`);
  }
  return file.length === 10 ? file : fail(`${path}: ${file.length} bytes, expected 10 scores`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
