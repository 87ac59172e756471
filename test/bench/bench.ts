// SPDX-License-Identifier: Apache-2.0
/**
 * Measures tinygen itself (wall time and memory of cold processes) and the firmware that it makes (instructions,
 * estimated cycles, RAM and flash for models × boards, beside TFLM's figures when ../shared/baseline is there). Prints
 * tables, writes bench.json, compares with test/bench/baseline.json and fails when a figure got worse.
 * usage: npm run bench [-- --only TEXT] [-- --runs N] [-- --accept]   (--accept writes the new baseline)
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupDigits, table } from "../../src/util/text.js";
import { compareWithBaseline, type Difference, type FirmwareFigures } from "./baseline.js";

const CORPUS = process.env["TINYGEN_CORPUS"] ?? join("..", "shared", "corpus");
const TFLM = join(CORPUS, "..", "baseline", "tflm-cortex-m.json");
const BOARD = "mps2-an386";
/** The DSP extension, the plain Cortex-M3, MVE, and RISC-V. */
const BOARDS = [BOARD, "mps2-an385", "mps3-an547", "qemu-rv32imc"];
const OPTIMIZE = "speed";
const COMMITTED = join("test", "bench", "baseline.json");
const argument = (name: string, fallback: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback);
};
const RUNS = Number(argument("runs", "5"));
const ONLY = argument("only", "");

/** Corpus name → name in the baseline file. */
const MODELS: Readonly<Record<string, string>> = {
  mlperf_kws_ref: "kws_ref_model",
  mlperf_ic_resnet: "pretrainedResnet_quant",
  mlperf_vww96: "vww_96_int8",
  mlperf_ad01: "ad01_int8",
  person_detect_tflm: "person_detect",
  hello_world_int8_tflm: "hello_world_int8",
  micro_speech_tflm: "micro_speech_quantized",
  lstm_mnist_int8_tflm: "trained_lstm_int8",
  mlperf_strww: "str_ww_ref_model",
  svdf_keyword_scrambled_8bit: "keyword_scrambled_8bit",
};

interface ProcessFigures {
  readonly what: string;
  readonly limitSeconds: number;
  readonly seconds: number;
  readonly peakBytes: number;
}

const model = (name: string): string => join(CORPUS, "models", `${name}.tflite`);

// Prints the peak memory of the measured process itself when it ends.
const PROBE =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxrss '+process.resourceUsage().maxRSS+'\\n'))";

function tinygen(args: readonly string[]): {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly stdout: string;
  readonly status: number | null;
} {
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ["--import", PROBE, join("dist", "cli", "main.js"), ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return {
    seconds,
    peakBytes: Number(/maxrss (\d+)/.exec(run.stderr)?.[1] ?? 0) * 1024,
    stdout: run.stdout,
    status: run.status,
  };
}

function timeCommand(what: string, limitSeconds: number, args: () => readonly string[]): ProcessFigures {
  const runs = Array.from({ length: RUNS + 1 }, () => tinygen(args())).slice(1);
  const failed = runs.find(({ status }) => status !== 0);
  if (failed !== undefined) throw new Error(`${what}: exit ${failed.status ?? "none"}`);
  const sorted = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return {
    what,
    limitSeconds,
    seconds: sorted[Math.floor(sorted.length / 2)] ?? 0,
    peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)),
  };
}

interface TflmRow {
  readonly model: string;
  readonly variant: string;
  readonly cpu: string;
  readonly opt: string;
  readonly invoke_instructions: number;
  readonly arena_used: number;
  readonly text: number;
  readonly rodata_without_model: number;
  readonly data: number;
  readonly bss: number;
}

function measureFirmware(name: string, board: string): Measured | undefined {
  const args = [model(name), "--board", board, "--optimize", OPTIMIZE, "--json"];
  const { stdout, status } = tinygen(["profile", ...args]);
  if (status !== 0) {
    console.log(`FAILED: profile of ${name} on ${board}, exit ${status ?? "none"}`);
    process.exitCode = 1;
    return undefined;
  }
  const { total, memory } = JSON.parse(stdout) as {
    total: { instructions: number | null; estimatedCycles: { value: number } | null };
    memory: { ram: number; flash: { code: number; model: number } };
  };
  return {
    ...{ model: name, board, optimize: OPTIMIZE },
    instructions: total.instructions,
    estimatedCycles: total.estimatedCycles?.value ?? null,
    ...{ ram: memory.ram, code: memory.flash.code, weights: memory.flash.model },
    compileSeconds: tinygen(["build", model(name), "-b", board, "--optimize", OPTIMIZE, "-o", fresh()]).seconds,
  };
}

type Measured = FirmwareFigures & { readonly compileSeconds: number };

if (!existsSync(CORPUS)) throw new Error(`there is no corpus at ${CORPUS}; set TINYGEN_CORPUS`);
const folder = mkdtempSync(join(tmpdir(), "tinygen-bench-"));
let count = 0;
const fresh = (): string => join(folder, String(count++));
const processes = [
  timeCommand("check person_detect (300 KB)", 0.4, () => ["check", model("person_detect_tflm"), "-b", BOARD]),
  timeCommand("build person_detect (300 KB)", 0.8, () => [
    "build",
    model("person_detect_tflm"),
    "-b",
    BOARD,
    "-o",
    fresh(),
  ]),
  timeCommand("check MobileNetV2 (4 MB)", 2, () => [
    "check",
    model("mobilenet_v2_100_224_ptq_uint8io_coral"),
    "-b",
    BOARD,
  ]),
  timeCommand("build MobileNetV2 (4 MB)", 2, () => [
    "build",
    model("mobilenet_v2_100_224_ptq_uint8io_coral"),
    "-b",
    BOARD,
    "-o",
    fresh(),
  ]),
];
const rows = processes.map(({ what, seconds, limitSeconds, peakBytes }) => [
  what,
  seconds.toFixed(3),
  `of ${limitSeconds} s`,
  `${Math.round(peakBytes / 1e6)} MB`,
]);
for (const line of table([["cold process, median", "s", "", "peak"], ...rows], [1, 3])) console.log(line);

const tflm = existsSync(TFLM) ? (JSON.parse(readFileSync(TFLM, "utf8")) as { results: TflmRow[] }).results : [];
const firmware = Object.keys(MODELS)
  .filter((name) => name.includes(ONLY))
  .filter((name) => existsSync(model(name)) || (console.log(`not measured: ${name} is not in the corpus`), false))
  .flatMap((name) => BOARDS.flatMap((board) => measureFirmware(name, board) ?? []));
rmSync(folder, { recursive: true });
console.log();
const ratio = (theirs: number | undefined, ours: number | null): string =>
  theirs === undefined || ours === null ? "" : `${(theirs / ours).toFixed(2)}x`;
const shown = (value: number | null): string => (value === null ? "?" : groupDigits(value));
const firmwareRows = firmware.map(({ model: name, board, instructions, estimatedCycles, ram, code }) => {
  const row = tflm.find(
    (r) => board === BOARD && r.model === MODELS[name] && r.cpu === "m4" && r.opt === "O2" && r.variant === "tflm_ref",
  );
  return [
    ...[name, board, shown(instructions), ratio(row?.invoke_instructions, instructions), shown(estimatedCycles)],
    ...[groupDigits(ram), ratio(row === undefined ? undefined : row.arena_used + row.data + row.bss, ram)],
    ...[groupDigits(code), ratio(row === undefined ? undefined : row.text + row.rodata_without_model, code)],
  ];
});
const head = ["for speed", "board", "instructions", "TFLM ref/", "est. cycles"];
const memoryHead = ["RAM B", "TFLM ref/", "code B", "TFLM ref/"];
for (const line of table([[...head, ...memoryHead], ...firmwareRows], [2, 3, 4, 5, 6, 7, 8])) console.log(line);
writeFileSync("bench.json", `${JSON.stringify({ schema: 1, processes, firmware }, null, 2)}\n`);

const rowsOf = (path: string): readonly FirmwareFigures[] =>
  existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as { firmware: FirmwareFigures[] }).firmware : [];
const figures: readonly FirmwareFigures[] = firmware.map((row) => ({
  ...{ model: row.model, board: row.board, optimize: row.optimize },
  ...{ instructions: row.instructions, estimatedCycles: row.estimatedCycles },
  ...{ ram: row.ram, code: row.code, weights: row.weights },
}));
const report = compareWithBaseline(rowsOf(COMMITTED), figures, { partial: ONLY !== "" });
const say = (word: string, { key, figure, before, after }: Difference): void =>
  console.log(`${word}: ${key}: ${figure} ${groupDigits(before)} -> ${groupDigits(after)}`);
console.log();
for (const difference of report.better) say("better", difference);
for (const text of report.incomparable) console.log(`not compared: ${text}`);
for (const difference of report.worse) say("WORSE", difference);
console.log(`${report.worse.length} figures worse, ${report.better.length} better than ${COMMITTED}`);
if (process.argv.includes("--accept") && ONLY === "") {
  writeFileSync(COMMITTED, `${JSON.stringify({ schema: 1, firmware: figures }, null, 2)}\n`);
} else if (report.worse.length > 0) process.exitCode = 1;
