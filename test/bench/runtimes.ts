// SPDX-License-Identifier: Apache-2.0
/**
 * The difference between the runtimes tflm and aot for every model of the corpus, as a table in Markdown:
 * `tsx test/bench/runtimes.ts BOARD LIBRARY INCLUDE… [--group real|unit|all] [--only TEXT] [--minutes N] [--kept FILE]`.
 *
 * LIBRARY and INCLUDE are a build of TFLM for the board's core. `tinygen run` of the built package runs both on the
 * standard pattern (with float inputs on the first golden vector), and a row needs equal bytes. What is not in the table
 * is listed below it with the reason: models that one of both cannot run on the board, and those that come after N
 * minutes. Rows of FILE, the table of an earlier run of the same build, are kept. Exit code 1 when bytes differ or
 * nothing ran.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
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
  options: {
    group: { type: "string", default: "real" },
    only: { type: "string", default: "" },
    minutes: { type: "string", default: "60000" },
    kept: { type: "string" },
  },
});
const [board, library, ...includes] = positionals;
const main = join(PROJECT, "dist", "cli", "main.js");
const located = locateCorpus();
if (board === undefined || library === undefined || includes.length === 0 || !existsSync(main)) {
  console.error(
    "usage: npm run build && tsx test/bench/runtimes.ts BOARD LIBRARY INCLUDE… [--group G] [--only TEXT] …",
  );
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

type Model = (typeof models)[number];

/** A row of the table. */
interface Pair {
  readonly name: string;
  readonly tflm: Figures;
  readonly aot: Figures;
}

const deadline = Date.now() + Number(values.minutes) * 60_000;
const absent: string[] = [];
let different = 0;

/** Rows of an earlier run of the same build. */
const earlier = new Map<string, Pair>();
for (const line of values.kept === undefined ? [] : readFileSync(values.kept, "utf8").split("\n")) {
  const [name = "", ...cells] = line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());
  const numbers = cells.map((cell) => Number(cell.replaceAll(" ", "")));
  if (numbers.length !== 7 || numbers.some(Number.isNaN)) continue;
  const [tflm = 0, aot = 0, , arenaTflm = 0, arenaAot = 0, flashTflm = 0, flashAot = 0] = numbers;
  earlier.set(name, {
    name,
    tflm: { instructions: tflm, arena: arenaTflm, flash: flashTflm, bytes: "" },
    aot: { instructions: aot, arena: arenaAot, flash: flashAot, bytes: "" },
  });
}

// The bytes of the standard pattern are no sensible floats, and C++ leaves open what NaN becomes as an integer.
function inputsOf({ inputs, golden }: Model): string[] {
  const given = inputs as readonly { readonly type: string }[];
  if (golden === null || given.every(({ type }) => type !== "FLOAT32")) return [];
  return ["--input", ...given.map((_, i) => join(folder, golden, `in_1_${String(i)}.bin`))];
}

function compare(model: Model): Pair | undefined {
  const { name, file } = model;
  const known = earlier.get(name);
  if (known !== undefined) return known;
  if (Date.now() > deadline) {
    absent.push(`- ${name}: not run, the time was over`);
    return undefined;
  }
  const began = Date.now();
  const aot = figures(file, ["--runtime", "aot", ...inputsOf(model)]);
  const tflm =
    typeof aot === "string"
      ? aot
      : figures(file, [
          ...["--runtime", "tflm", ...inputsOf(model)],
          ...["--tflm-lib", library ?? "", "--tflm-include", ...includes],
        ]);
  console.error(`${name}: ${String(Math.round((Date.now() - began) / 1000))} s`);
  if (typeof aot === "string") absent.push(`- ${name}: aot and tflm: ${aot}`);
  else if (typeof tflm === "string") absent.push(`- ${name}: tflm: ${tflm}`);
  else if (aot.bytes === tflm.bytes) return { name, tflm, aot };
  else {
    different++;
    absent.push(`- ${name}: DIFFERENT BYTES, ${tflm.bytes} and ${aot.bytes}`);
  }
  return undefined;
}

const factorOf = ({ tflm, aot }: Pair): number => tflm.instructions / Math.max(1, aot.instructions);

function row(pair: Pair): string {
  const both = (of: (one: Figures) => number): string[] => [of(pair.tflm), of(pair.aot)].map(groupDigits);
  const cells = [
    pair.name,
    ...both(({ instructions }) => instructions),
    factorOf(pair).toFixed(1),
    ...both(({ arena }) => arena),
    ...both(({ flash }) => flash),
  ];
  return `| ${cells.join(" | ")} |`;
}

function printTable(title: string, pairs: readonly Pair[]): void {
  if (pairs.length === 0) return;
  const mean = Math.exp(pairs.reduce((sum, pair) => sum + Math.log(factorOf(pair)), 0) / pairs.length);
  const smaller = pairs.filter(({ tflm, aot }) => aot.arena <= tflm.arena).length;
  console.log(`\n## ${title}: ${String(pairs.length)} with the same bytes\n`);
  console.log(
    `Geometric mean of instructions tflm / aot: ${mean.toFixed(2)}. The arena of aot is not larger than that of`,
  );
  console.log(`tflm in ${String(smaller)} of the ${String(pairs.length)}.\n`);
  console.log("| model | instructions tflm | aot | factor | arena tflm | aot | code and model tflm | aot |");
  console.log("|---|---:|---:|---:|---:|---:|---:|---:|");
  for (const pair of pairs.toSorted((a, b) => (a.name < b.name ? -1 : 1))) console.log(row(pair));
}

// Small files first, so that a run with a limit leaves out as few as it can; networks before single operators.
const bySize = models
  .filter(
    ({ name, group }) => group !== "reject" && [group, "all"].includes(values.group) && name.includes(values.only),
  )
  .map((model) => ({ model, bytes: statSync(join(folder, model.file)).size }))
  .sort((a, b) => a.bytes - b.bytes)
  .map(({ model }) => model);
const compared = ["real", "unit"].map((group) =>
  bySize.filter((model) => model.group === group).flatMap((model) => compare(model) ?? []),
);
const [real = [], unit = []] = compared;
console.log("# tflm against aot, per model");
printTable("Networks", real);
printTable("Single operators", unit);
if (absent.length > 0) console.log(`\n## Not compared\n\n${absent.sort().join("\n")}`);
process.exitCode = different === 0 && real.length + unit.length > 0 ? 0 : 1;
