// SPDX-License-Identifier: Apache-2.0
/** The build of TFLM that the user points to: headers and a static library for the board's core. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail } from "../diagnostics/tinygen-error.js";
import type { Board, Target } from "../targets/board.js";
import type { PrebuiltLibrary } from "../toolchain/gcc.js";

export interface TflmFlags {
  readonly tflmInclude?: readonly string[];
  readonly tflmLib?: string;
}

/** TFLM's structures differ without it; every build for a microcontroller has it. */
const DEFINES = ["TF_LITE_STATIC_MEMORY"];
const HEADERS = ["tensorflow/lite/micro/micro_interpreter.h", "flatbuffers/flatbuffers.h"];
/** Where TFLM's makefile puts what it downloads, below a checkout. */
const DOWNLOADS = "tensorflow/lite/micro/tools/make/downloads";
const DOWNLOADED = ["flatbuffers/include", "gemmlowp", "ruy", "kissfft"];
/** A function that only a library with these kernels has. */
const MARKS = { "cmsis-nn": "arm_convolve_s8", "esp-nn": "esp_nn_conv_s8" } as const;

/**
 * What assert() calls in newlib and picolibc, in a picolibc for small programs, in glibc and with Arm's compiler. TFLM's
 * own checks end in abort(), which release builds use too; but flatbuffers, which every build contains, asserts.
 */
const ASSERTION_HANDLERS = ["__assert_func", "__assert_no_args", "__assert_fail", "__aeabi_assert"];
/** Debian's cross compiler for RISC-V has a C library and none for C++. */
const CXX_HEADERS = "<cstdint> and the like must come from the compiler or from a further --tflm-include folder; ";
const RELEASE = "compile TFLM with NDEBUG defined (BUILD_TYPE=release_with_logs for its makefile)";

/** Throws TG5004, with the way to get it, when library or headers are not there. */
export function requireTflm(board: Board, { tflmInclude = [], tflmLib }: TflmFlags): PrebuiltLibrary {
  const missing = (what: string): never => fail("TG5004", `${what}, and the runtime tflm needs it`, howToBuild(board));
  if (tflmLib === undefined) {
    return missing(`no build of TensorFlow Lite Micro for ${board.target.cpu} is named (--tflm-lib, --tflm-include)`);
  }
  if (!existsSync(tflmLib) || !statSync(tflmLib).isFile()) return missing(`the library ${tflmLib} does not exist`);
  const includes = tflmInclude.flatMap((folder) => [
    folder,
    ...DOWNLOADED.map((name) => join(folder, DOWNLOADS, name)).filter((path) => existsSync(path)),
  ]);
  for (const header of HEADERS) {
    if (!includes.some((folder) => existsSync(join(folder, header)))) {
      missing(`${header} is in no folder of --tflm-include (${tflmInclude.join(", ") || "none given"})`);
    }
  }
  return { archive: tflmLib, includes, defines: DEFINES };
}

/** What the archive's tables of symbols say about how it was built. */
export interface TflmBuild {
  /** They decide on scratch and permanent memory. */
  readonly kernels: Target["kernels"];
  /** The assertions are in it, as in every build without NDEBUG. */
  readonly hasChecks: boolean;
}

export function inspectTflm({ archive }: Pick<PrebuiltLibrary, "archive">): TflmBuild {
  const contents = readFileSync(archive);
  const kernels = (["cmsis-nn", "esp-nn"] as const).find((name) => contents.includes(MARKS[name])) ?? "reference";
  return { kernels, hasChecks: ASSERTION_HANDLERS.some((name) => contents.includes(name)) };
}

/** TFLM's DCHECKs stand in the innermost loops of its reference kernels. */
export function builtWithChecks({ archive }: Pick<PrebuiltLibrary, "archive">): Diagnostic {
  return {
    code: "TG5005",
    severity: "warning",
    message: `${archive} was compiled with TFLM's assertions: its reference convolutions take several times the instructions`,
    hint: RELEASE,
  };
}

function howToBuild({ target }: Board): string {
  const settings =
    target.arch === "arm"
      ? `TARGET=cortex_m_generic TARGET_ARCH=${target.cpu}${target.fpu === "none" ? "" : "+fp"} OPTIMIZED_KERNEL_DIR=cmsis_nn`
      : "TARGET=riscv32_generic";
  return (
    `in a checkout of github.com/tensorflow/tflite-micro: make -f tensorflow/lite/micro/tools/make/Makefile ${settings} microlite; ` +
    `${RELEASE}; ${target.arch === "riscv" ? CXX_HEADERS : ""}` +
    "then --tflm-include CHECKOUT --tflm-lib CHECKOUT/gen/…/lib/libtensorflow-microlite.a (or tflmInclude and tflmLib in tinygen.config.json); " +
    "--runtime aot needs nothing"
  );
}
