// SPDX-License-Identifier: Apache-2.0
/**
 * Measures tinygen itself (wall time and memory of cold processes) and the firmware that it makes (instructions, RAM,
 * flash on mps2-an386, beside TFLM's figures when ../shared/baseline is there). Prints tables, writes bench.json.
 * usage: npm run bench [-- --only TEXT] [-- --runs N]
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { groupDigits, table } from "../../src/util/text.js";

const CORPUS = process.env["TINYGEN_CORPUS"] ?? join("..", "shared", "corpus");
const BASELINE = join(CORPUS, "..", "baseline", "tflm-cortex-m.json");
const BOARD = "mps2-an386";
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

interface FirmwareFigures {
  readonly model: string;
  readonly instructions: number;
  readonly ram: number;
  readonly code: number;
  readonly reference: { readonly instructions: number; readonly ram: number; readonly code: number } | null;
}

const model = (name: string): string => join(CORPUS, "models", `${name}.tflite`);

// Prints the peak memory of the measured process itself when it ends.
const PROBE =
  "data:text/javascript,process.on('exit',()=>process.stderr.write('maxrss '+process.resourceUsage().maxRSS+'\\n'))";

function tinygen(args: readonly string[]): { readonly seconds: number; readonly peakBytes: number; readonly stdout: string; readonly status: number | null } {
  const start = process.hrtime.bigint();
  const run = spawnSync(process.execPath, ["--import", PROBE, join("dist", "cli", "main.js"), ...args], { encoding: "utf8", maxBuffer: 1 << 28 });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return { seconds, peakBytes: Number(/maxrss (\d+)/.exec(run.stderr)?.[1] ?? 0) * 1024, stdout: run.stdout, status: run.status };
}

function timeCommand(what: string, limitSeconds: number, args: () => readonly string[]): ProcessFigures {
  const runs = Array.from({ length: RUNS + 1 }, () => tinygen(args())).slice(1);
  const failed = runs.find(({ status }) => status !== 0);
  if (failed !== undefined) throw new Error(`${what}: exit ${failed.status ?? "none"}`);
  const sorted = runs.map(({ seconds }) => seconds).sort((a, b) => a - b);
  return { what, limitSeconds, seconds: sorted[Math.floor(sorted.length / 2)] ?? 0, peakBytes: Math.max(...runs.map(({ peakBytes }) => peakBytes)) };
}

interface BaselineRow {
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

function measureFirmware(name: string, baselineName: string, baseline: readonly BaselineRow[]): FirmwareFigures | undefined {
  const { stdout, status } = tinygen(["run", model(name), "--board", BOARD, "--json"]);
  if (status !== 0) return undefined;
  const run = JSON.parse(stdout) as {
    invocations: readonly { instructions: number }[];
    memory: { arenaPlanned: number; ram: { data: number; bss: number }; flash: { text: number; rodata: number } };
  };
  const row = baseline.find((r) => r.model === baselineName && r.cpu === "m4" && r.opt === "O2" && r.variant === "tflm_ref");
  return {
    model: name,
    instructions: run.invocations[0]?.instructions ?? 0,
    ram: run.memory.arenaPlanned + run.memory.ram.data + run.memory.ram.bss,
    code: run.memory.flash.text + run.memory.flash.rodata,
    reference:
      row === undefined
        ? null
        : {
            instructions: row.invoke_instructions,
            ram: row.arena_used + row.data + row.bss,
            code: row.text + row.rodata_without_model,
          },
  };
}

if (!existsSync(CORPUS)) throw new Error(`there is no corpus at ${CORPUS}; set TINYGEN_CORPUS`);
const folder = mkdtempSync(join(tmpdir(), "tinygen-bench-"));
let count = 0;
const fresh = (): string => join(folder, String(count++));
const processes = [
  timeCommand("check person_detect (300 KB)", 0.4, () => ["check", model("person_detect_tflm"), "-b", BOARD]),
  timeCommand("build person_detect (300 KB)", 0.8, () => ["build", model("person_detect_tflm"), "-b", BOARD, "-o", fresh()]),
  timeCommand("check MobileNetV2 (4 MB)", 2, () => ["check", model("mobilenet_v2_100_224_ptq_uint8io_coral"), "-b", BOARD]),
  timeCommand("build MobileNetV2 (4 MB)", 2, () => ["build", model("mobilenet_v2_100_224_ptq_uint8io_coral"), "-b", BOARD, "-o", fresh()]),
];
rmSync(folder, { recursive: true });
const rows = processes.map(({ what, seconds, limitSeconds, peakBytes }) => [what, seconds.toFixed(3), `of ${limitSeconds} s`, `${Math.round(peakBytes / 1e6)} MB`]);
for (const line of table([["cold process, median", "s", "", "peak"], ...rows], [1, 3])) console.log(line);

const baseline = existsSync(BASELINE) ? (JSON.parse(readFileSync(BASELINE, "utf8")) as { results: BaselineRow[] }).results : [];
const firmware = Object.entries(MODELS)
  .filter(([name]) => name.includes(ONLY))
  .flatMap(([name, baselineName]) => measureFirmware(name, baselineName, baseline) ?? []);
console.log();
const ratio = (theirs: number | undefined, ours: number): string => (theirs === undefined ? "" : `${(theirs / ours).toFixed(2)}x`);
const firmwareRows = firmware.map(({ model: name, instructions, ram, code, reference }) => [
  name,
  groupDigits(instructions),
  ratio(reference?.instructions, instructions),
  groupDigits(ram),
  ratio(reference?.ram, ram),
  groupDigits(code),
  ratio(reference?.code, code),
]);
const head = [`on ${BOARD}`, "instructions", "TFLM ref/", "RAM B", "TFLM ref/", "code B", "TFLM ref/"];
for (const line of table([head, ...firmwareRows], [1, 2, 3, 4, 5, 6])) console.log(line);
writeFileSync("bench.json", `${JSON.stringify({ schema: 1, board: BOARD, processes, firmware }, null, 2)}\n`);
