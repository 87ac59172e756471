// SPDX-License-Identifier: Apache-2.0
/** The TFLM library of one model as files: the C API of every runtime, C++ around the interpreter, the model as data. */
import { mainGraph, type Model } from "../../ir/graph.js";
import { contractOf } from "../../contract/contract.js";
import type { Bytes } from "../../util/branded.js";
import { cIdentifier } from "../c/literals.js";
import { labelSource } from "../library/application.js";
import { banner as openingComment } from "../library/banner.js";
import { constantFiles, declaration, type PooledConstant } from "../library/constant-files.js";
import { genericHeader } from "../library/generic-header.js";
import type { LibraryIdentity } from "../library/library-identity.js";
import { BAD_ARENA, BAD_STEP, type LibraryApi, publicHeader } from "../library/public-header.js";
import { mergeTrees, type SourceTree } from "../source-tree.js";
import { readTemplate, runtimeHeader } from "../templates.js";
import { traceHeader } from "../library/trace.js";
import type { TflmPlan } from "./plan-tflm.js";
import { ARENA_ALIGNMENT } from "./runtime-structs.js";
import { interpreterSource } from "./source.js";

export interface TflmLibraryInput extends LibraryIdentity {
  readonly model: Model;
  readonly plan: TflmPlan;
  readonly arenaBytes: Bytes;
  /** A different use of the arena is a failure. */
  readonly exact: boolean;
  /** The .tflite file that the interpreter runs. */
  readonly data: Uint8Array;
}

/** Flatbuffers hold 64-bit fields, and TFLM wants tensors of constants at multiples of 16 bytes. */
const FILE_ALIGNMENT: Bytes = 16;

/** Why functions of the library may fail, in the order of init's checks. */
const FAILURES = [
  BAD_ARENA,
  { name: "BAD_MODEL", value: -2, says: "The data of the model are not those that the code was generated for." },
  { name: "RUNTIME_FAILED", value: -3, says: "TFLM refused the model or an operator failed; it has logged why." },
  { name: "BAD_PLAN", value: -4, says: "TFLM does not use the arena as planned; the log says what to change." },
  BAD_STEP,
] as const;

/** Files of the library's `src` folder. */
export function tflmLibrarySources(input: TflmLibraryInput): SourceTree {
  const { name, model } = input;
  const banner = openingComment({ ...input, runtime: "tflm" });
  const prefix = `tinygen_${name}`;
  const data = modelData(prefix, input);
  const application = { prefix, contract: contractOf(model, input.labels), labels: input.labels };
  const labels = labelSource(application, name, banner);
  const api: LibraryApi = {
    name,
    prefix,
    banner,
    model,
    application,
    takesFiles: true,
    nodes: { count: mainGraph(model).nodes.length, says: "Operators that one inference runs." },
    layers: mainGraph(model).nodes.length,
    steps: { count: 1, says: "TFLM runs an inference as a whole: one step. Layer hooks are called in between." },
    arena: {
      bytes: input.arenaBytes,
      alignment: ARENA_ALIGNMENT,
      says: "Memory of the interpreter: tensors and scratch as planned, and what TFLM keeps beside them.",
    },
    stateBytes: 0,
    failures: FAILURES,
  };
  return mergeTrees(
    new Map([
      [`${name}.h`, publicHeader(api)],
      ["model.h", genericHeader(api)],
      [`${name}_internal.h`, internalHeader(api, data)],
      [`${name}.cc`, interpreterSource({ ...input, banner, prefix, data, application })],
      ...(labels === undefined ? [] : [[`${name}_labels.c`, labels] as const]),
      ["tinygen_contract.h", runtimeHeader("tinygen_contract.h")],
      ["tinygen_tflm.h", readTemplate("tflm/tinygen_tflm.h")],
      ["tinygen_tflm_contract.h", readTemplate("tflm/tinygen_tflm_contract.h")],
      ["tinygen_compiler.h", runtimeHeader("tinygen_compiler.h")],
      ...(input.trace ? [["model_trace.h", traceHeader(banner)] as const] : []),
    ]),
    constantFiles({ name, banner, constants: [data] }),
  );
}

function modelData(prefix: string, { file, data: bytes }: TflmLibraryInput): PooledConstant {
  return {
    symbol: `${prefix}_model_data`,
    dtype: "uint8",
    alignment: FILE_ALIGNMENT,
    elements: bytes.length,
    comment: `${file} after tinygen's rewrites, with the plan of the arena: a complete .tflite file`,
    bytes,
  };
}

function internalHeader({ name, banner }: LibraryApi, data: PooledConstant): string {
  const guard = `TINYGEN_${cIdentifier(name).toUpperCase()}_INTERNAL_H`;
  return [
    banner,
    `#ifndef ${guard}`,
    `#define ${guard}`,
    "",
    `#include "${name}.h"`,
    '#include "tinygen_compiler.h"',
    "",
    "#ifdef __cplusplus",
    'extern "C" {',
    "#endif",
    "",
    declaration(data),
    "",
    "#ifdef __cplusplus",
    "}",
    "#endif",
    "",
    "#endif",
    "",
  ].join("\n");
}
