// SPDX-License-Identifier: Apache-2.0
/** Board, runtime and, for tflm, the library that firmware for a simulator is made of. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Board } from "../targets/board.js";
import type { PrebuiltLibrary } from "../toolchain/gcc.js";
import { requestedRuntime, type RuntimeName } from "./requested-board.js";
import { builtWithChecks, inspectTflm, requireTflm, type TflmFlags } from "./tflm-library.js";

export interface RequestedTarget {
  readonly board: Board;
  readonly runtime: RuntimeName;
  /** To be spread: the field is there for tflm only. */
  readonly prebuilt: { readonly prebuilt?: PrebuiltLibrary };
  /** What is to be said about the library. */
  readonly findings: readonly Diagnostic[];
}

export interface TargetFlags extends TflmFlags {
  readonly runtime?: RuntimeName;
}

/** Throws TG5004 when the runtime is tflm and its library is not there. */
export function requestedTarget(board: Board, flags: TargetFlags): RequestedTarget {
  const target = requestedWithoutLibrary(board, flags);
  if (target.runtime === "aot") return target;
  const prebuilt = requireTflm(board, flags);
  const { kernels, hasChecks } = inspectTflm(prebuilt);
  return {
    runtime: target.runtime,
    board: { ...board, target: { ...board.target, kernels } },
    prebuilt: { prebuilt },
    findings: hasChecks ? [builtWithChecks(prebuilt)] : [],
  };
}

/** For what compiles nothing. */
export function requestedWithoutLibrary(board: Board, flags: TargetFlags): RequestedTarget {
  return { board, runtime: requestedRuntime(board, flags.runtime), prebuilt: {}, findings: [] };
}
