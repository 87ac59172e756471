// SPDX-License-Identifier: Apache-2.0
/** The measuring program around a generated model library, for a board or for the host. */
import type { Board, CounterKind } from "../targets/board.js";
import { assertNever } from "../util/assert-never.js";
import { type LinkerOptions, linkerScript } from "./project/linker.js";
import type { SourceTree } from "./source-tree.js";
import { readTemplate } from "./templates.js";

const COMMON = [
  "counter.h",
  "harness.c",
  "harness.h",
  "measure.c",
  "measure.h",
  "memory_use.c",
  "memory_use.h",
  "platform.h",
  "report.c",
  "report.h",
  "stack_pointer.h",
];
const BARE_METAL = ["platform_memory.c", "startup.c", "startup.h"];
const SEMIHOSTING = ["platform_semihosting.c", "semihosting.h"];
const CORE: Readonly<Record<Board["target"]["arch"], readonly string[]>> = {
  arm: [...SEMIHOSTING, "startup_cortex_m.c"],
  riscv: [...SEMIHOSTING, "startup_riscv.c"],
  xtensa: [
    "floats_lx106.c",
    "integers_lx106.c",
    "platform_simcall.c",
    "simcall.h",
    "startup_xtensa.c",
    "startup_xtensa.h",
  ],
};

export interface HarnessOptions extends LinkerOptions {
  /** "tflm" adds what TFLM wants from a platform. */
  readonly runtime?: "aot" | "tflm";
}

/** Path of the linker script in the tree. */
export const LINKER_SCRIPT = "linker.ld";

/**
 * Sources of the harness, flat, and for a board `linker.ld`. Written to a folder `harness`, the toolchain compiles
 * them for size, whatever the model is compiled for. They expect `model.h` and
 * `model_trace.h` on the include path. The report that the program prints is parsed by simulators/protocol.ts.
 */
export function harnessSources(board: Board | "host", options: HarnessOptions = {}): SourceTree {
  const own = board === "host" ? ["platform_host.c", "counter_none.c"] : boardFiles(board);
  const names = [...COMMON, ...own, ...(options.runtime === "tflm" ? ["tflm_support.cc"] : [])];
  const files = names.map((name): [string, string] => [name, readTemplate(`harness/${name}`)]);
  if (board !== "host") files.push([LINKER_SCRIPT, linkerScript(board, options)]);
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Files of the measuring program that an application does without. */
const MEASURING_ONLY = /^(harness\.c|measure\.|memory_use\.|counter|platform_memory\.|stack_pointer)/;

/** The part of the harness that an application on a simulated board needs: start-up code, platform, linker script. */
export function supportSources(board: Board, options: HarnessOptions = {}): SourceTree {
  return new Map([...harnessSources(board, options)].filter(([path]) => !MEASURING_ONLY.test(path)));
}

function boardFiles(board: Board): readonly string[] {
  const counter = board.simulators.find(({ kind }) => kind === "qemu")?.counter ?? "none";
  return [...BARE_METAL, ...CORE[board.target.arch], ...counterFiles(counter)];
}

function counterFiles(counter: CounterKind): readonly string[] {
  switch (counter) {
    case "cmsdk-timer":
      return ["counter_cmsdk.c", "counter_mps2.h"];
    case "iotkit-timer":
      return ["counter_iotkit.c", "counter_mps2.h"];
    case "sse-counter":
      return ["counter_sse.c"];
    case "stm32-timer":
      return ["counter_stm32.c"];
    case "minstret":
      return ["counter_minstret.c"];
    case "ccount":
      return ["counter_ccount.c"];
    case "none":
      return ["counter_none.c"];
    default:
      return assertNever(counter);
  }
}
