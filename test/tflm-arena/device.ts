// SPDX-License-Identifier: Apache-2.0
/** The real TFLM in QEMU: one program for all models, which gets a request and a model file laid into its memory. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findOperator } from "../../src/ops/registry.js";

/** A static library of TFLM for the Cortex-M4 with floating-point unit, and the checkout that it was built from. */
export interface TflmLibrary {
  readonly archives: readonly string[];
  readonly checkout: string;
}

export interface Device {
  /** Lines of the program; the last one is "end", unless it faulted or was stopped. */
  ask(request: DeviceRequest): readonly string[];
}

export interface DeviceRequest {
  readonly file: Uint8Array;
  readonly fails?: number;
  readonly succeeds: number;
  readonly variables: number;
  /** Bytes of all inputs for each invocation; none looks for the smallest arena. */
  readonly inputs?: readonly Uint8Array[];
  readonly logs?: boolean;
}

const SOURCES = fileURLToPath(new URL("device", import.meta.url));
const DOWNLOADS = "tensorflow/lite/micro/tools/make/downloads";
const CORE = ["-mcpu=cortex-m4", "-mthumb", "-mfloat-abi=hard", "-mfpu=fpv4-sp-d16"];
const CXX = ["-std=c++17", "-O2", "-fno-rtti", "-fno-exceptions", "-fno-threadsafe-statics", "-ffunction-sections"];
const REQUEST_ADDRESS = 0x2100_0000;
const HEADER_BYTES = 0x40;
/** A model that takes longer has to be looked at. */
const TIMEOUT_MS = 240_000;

/** Compiles and links the program with the operators `ops` in `folder`. */
export function buildDevice({ archives, checkout }: TflmLibrary, ops: readonly string[], folder: string): Device {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "operators.h"), resolver(ops));
  const includes = ["", "/gemmlowp", "/flatbuffers/include", "/ruy", "/kissfft"]
    .map((part) => join(checkout, DOWNLOADS + part))
    .filter((path) => existsSync(path));
  const program = join(folder, "arena.elf");
  execFileSync(
    "arm-none-eabi-g++",
    [
      ...CORE,
      ...CXX,
      ...["-w", "-DTF_LITE_STATIC_MEMORY", "-DNDEBUG", `-I${folder}`, `-I${checkout}`],
      ...includes.map((path) => `-I${path}`),
      ...["--specs=nosys.specs", "-nostartfiles", "-Wl,--gc-sections", "-T", join(SOURCES, "memory.ld")],
      join(SOURCES, "arena.cc"),
      ...archives,
      ...["-lm", "-o", program],
    ],
    { stdio: ["ignore", "inherit", "pipe"] },
  );
  return { ask: (request) => run(program, folder, request) };
}

function resolver(ops: readonly string[]): string {
  const calls = [...new Set(ops)].sort().map((op) => findOperator(op)?.resolverCall ?? `AddUnknown("${op}")`);
  return `using Resolver = tflite::MicroMutableOpResolver<${Math.max(1, calls.length)}>;
static TfLiteStatus register_operators(Resolver &resolver)
{
${calls.map((call) => `    if (resolver.${call}() != kTfLiteOk) return kTfLiteError;`).join("\n")}
    return kTfLiteOk;
}
`;
}

function run(program: string, folder: string, request: DeviceRequest): readonly string[] {
  const { file, fails = 0, succeeds, variables, inputs = [], logs = false } = request;
  const inputsAt = HEADER_BYTES + Math.ceil(file.length / 16) * 16;
  const size = inputs.reduce((sum, { length }) => sum + length, inputsAt);
  const memory = Buffer.alloc(size);
  [fails, succeeds, variables, inputs.length, REQUEST_ADDRESS + inputsAt, Number(logs)].forEach((value, i) => {
    memory.writeUInt32LE(value, 4 * i);
  });
  memory.set(file, HEADER_BYTES);
  let at = inputsAt;
  for (const bytes of inputs) {
    memory.set(bytes, at);
    at += bytes.length;
  }
  const path = join(folder, "request.bin");
  writeFileSync(path, memory);
  const loader = `loader,file=${path},addr=0x${REQUEST_ADDRESS.toString(16)},force-raw=on`;
  const machine = ["-M", "mps2-an386", "-nographic", "-semihosting", "-kernel", program, "-device", loader];
  const { stderr } = spawnSync("qemu-system-arm", machine, {
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
  });
  // Semihosting writes there.
  return stderr.split("\n").filter((line) => line !== "");
}

const ARENA_LIMIT = 3 << 20;

/** The smallest arena, in steps of 16 bytes, in which AllocateTensors succeeds; beginning at a guess. */
export function smallestArena(device: Device, file: Uint8Array, variables: number, guess: number): number | undefined {
  let succeeds: number | undefined;
  let fails = 0;
  let next = guess;
  for (;;) {
    const lines = device.ask({ file, variables, fails, succeeds: next });
    let open: number | undefined;
    let smallest = succeeds;
    for (const line of lines) {
      const [word, bytes] = line.split(" ");
      if (word === "try") open = Number(bytes);
      else if (word === "short" || word === "enough") open = undefined;
      if (word === "enough") smallest = Math.min(smallest ?? Infinity, Number(bytes));
    }
    if (smallest === undefined) {
      // Not even the guess is enough.
      if (next >= ARENA_LIMIT) return undefined;
      fails = next;
      next = Math.min(next * 2, ARENA_LIMIT);
      continue;
    }
    succeeds = smallest;
    // A fault, an endless loop: it did not succeed there, and the search goes on above.
    if (open === undefined || open <= fails) return succeeds;
    fails = open;
    if (succeeds - fails <= 16) return succeeds;
    next = succeeds;
  }
}
