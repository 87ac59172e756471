// SPDX-License-Identifier: Apache-2.0
/**
 * The difference between the runtimes tflm and aot for every model of the corpus, as a table in Markdown:
 * `tsx test/bench/runtimes.ts BOARD LIBRARY INCLUDE… [--group real|unit|all] [--only TEXT] > FILE`.
 *
 * LIBRARY and INCLUDE are a build of TFLM for the board's core. `tinygen run` of the built package runs both on the
 * standard pattern, and a row needs equal bytes. Models that one of both cannot run on the board are listed below the
 * table with the reason. Exit code 1 when bytes differ or nothing ran.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { groupDigits } from "../../src/util/text.js";
import { locateCorpus } from "../support/corpus.js";
import { PROJECT } from "../support/source-files.js";

/** The part of `tinygen run --json` that is compared. */
interface Run {
  readonly diagnostics: readonly { readonly severity: string; readonly code: string; readonly message: string }[];
  readonly invocations?: readonly {
    readonly instructions: number;
    readonly outputs: readonly { readonly fnv1a32: string }[];
  }[];
  readonly memory?: {
    readonly arenaPlanned: number;
    readonly flash: { readonly text: number; readonly rodata: number; readonly model: number };
  };
}

interface Figures {
  readonly instructions: number;
  readonly arena: number;
  readonly flash: number;
  readonly bytes: string;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { group: { type: "string", default: "real" }, only: { type: "string", default: "" } },
});
const [board, library, ...includes] = positionals;
const main = join(PROJECT, "dist", "cli", "main.js");
const located = locateCorpus();
if (board === undefined || library === undefined || includes.length === 0 || !existsSync(main)) {
  console.error("usage: npm run build && tsx test/bench/runtimes.ts BOARD LIBRARY INCLUDE… [--group G] [--only TEXT]");
  process.exit(2);
}
if (!("found" in located)) {
  console.error(`SKIPPED: ${located.missing}`);
  process.exit(0);
}
const { models, folder } = located.found;

/** What one runtime needs for the model, or why it does not run. */
function figures(file: string, more: readonly string[]): Figures | string {
  const args = [main, "run", join(folder, file), "-b", board ?? "", "--timeout", "900", "--json", ...more];
  const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  const { diagnostics, invocations, memory } = JSON.parse(stdout) as Run;
  const error = diagnostics.find(({ severity }) => severity === "error");
  const [first] = invocations ?? [];
  if (error !== undefined || first === undefined || memory === undefined) {
    return error === undefined ? "no result" : `${error.code}: ${error.message.split("\n")[0] ?? ""}`;
  }
  const { text, rodata, model } = memory.flash;
  const bytes = first.outputs.map(({ fnv1a32 }) => fnv1a32).join(" ");
  return { instructions: first.instructions, arena: memory.arenaPlanned, flash: text + rodata + model, bytes };
}

const chosen = models.filter(
  ({ name, group }) => group !== "reject" && [group, "all"].includes(values.group) && name.includes(values.only),
);
const absent: string[] = [];
const factors: number[] = [];
let different = 0;
console.log("| model | instructions tflm | aot | factor | arena tflm | aot | code and model tflm | aot |");
console.log("|---|---:|---:|---:|---:|---:|---:|---:|");
for (const { name, file } of chosen) {
  const aot = figures(file, ["--runtime", "aot"]);
  const tflm =
    typeof aot === "string"
      ? aot
      : figures(file, ["--runtime", "tflm", "--tflm-lib", library, "--tflm-include", ...includes]);
  if (typeof aot === "string") {
    absent.push(`- ${name}: aot and tflm: ${aot}`);
    continue;
  }
  if (typeof tflm === "string") {
    absent.push(`- ${name}: tflm: ${tflm}`);
    continue;
  }
  if (aot.bytes !== tflm.bytes) {
    different++;
    absent.push(`- ${name}: DIFFERENT BYTES, ${tflm.bytes} and ${aot.bytes}`);
    continue;
  }
  const factor = tflm.instructions / Math.max(1, aot.instructions);
  factors.push(factor);
  const pair = (of: (one: Figures) => number): string[] => [of(tflm), of(aot)].map(groupDigits);
  const cells = [
    name,
    ...pair(({ instructions }) => instructions),
    factor.toFixed(1),
    ...pair(({ arena }) => arena),
    ...pair(({ flash }) => flash),
  ];
  console.log(`| ${cells.join(" | ")} |`);
}
const mean = Math.exp(factors.reduce((sum, factor) => sum + Math.log(factor), 0) / Math.max(1, factors.length));
console.log(`\n${factors.length} models with the same bytes; aot needs ${mean.toFixed(1)} times fewer instructions`);
console.log("(geometric mean).");
if (absent.length > 0) console.log(`\nNot compared:\n\n${absent.join("\n")}`);
process.exitCode = different === 0 && factors.length > 0 ? 0 : 1;
