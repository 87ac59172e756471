// SPDX-License-Identifier: Apache-2.0
/** The AOT library of one model as files: public header, generic header, code, constants, shipped headers. */
import { contractOf } from "../../contract/contract.js";
import { mergeTrees, type SourceTree } from "../source-tree.js";
import { runtimeHeader } from "../templates.js";
import { labelSource } from "../library/application.js";
import { banner as openingComment } from "../library/banner.js";
import { constantFiles, declaration } from "../library/constant-files.js";
import { genericHeader } from "../library/generic-header.js";
import { BAD_ARENA, BAD_STEP, type LibraryApi, publicHeader } from "../library/public-header.js";
import type { LibraryInput } from "./library-input.js";
import { furtherParts, mainBytes } from "./arena-parts.js";
import type { LoweredModel } from "./lower.js";
import { modelSource } from "./model-source.js";
import { runningLayers } from "./run-layers.js";
import { traceHeader } from "../library/trace.js";

/** Files of the library's `src` folder. */
export function librarySources(input: LibraryInput): SourceTree {
  const { lowered, name } = input;
  const banner = openingComment({ ...input, runtime: "aot" });
  const application = {
    prefix: lowered.prefix,
    contract: contractOf(lowered.model, input.labels),
    labels: input.labels,
  };
  const api = libraryApi(lowered, { name, banner, application, externalArena: input.externalArena === true });
  const labels = labelSource(application, name, banner);
  // <stdint.h>, <stddef.h> and <string.h> are there in every generated source.
  const headers = ["tinygen_compiler.h", "tinygen_contract.h", ...lowered.headers].filter(
    (header, i, all) => header.startsWith("tinygen_") && all.indexOf(header) === i,
  );
  const shipped = withIncludes(headers);
  const files = new Map<string, string>([
    [`${name}.h`, publicHeader(api)],
    ["model.h", genericHeader(api)],
    [`${name}_internal.h`, internalHeader(input, banner, headers)],
    [`${name}.c`, modelSource({ ...input, banner, application })],
    ...(labels === undefined ? [] : [[`${name}_labels.c`, labels] as const]),
    ...shipped.map((header): [string, string] => [header, runtimeHeader(header)]),
    ...(input.trace
      ? [["model_trace.h", traceHeader(banner, furtherParts(lowered.plan).length)] as [string, string]]
      : []),
  ]);
  return mergeTrees(files, constantFiles({ name, banner, constants: lowered.pool.constants }));
}

function libraryApi(
  lowered: LoweredModel,
  names: Pick<LibraryApi, "name" | "banner" | "application" | "externalArena">,
): LibraryApi {
  const { prefix, plan, model, state, graphs } = lowered;
  const layers = graphs[0] === undefined ? 0 : runningLayers(graphs[0]).length;
  return {
    ...names,
    prefix,
    model,
    takesFiles: false,
    nodes: {
      count: graphs.reduce((sum, { nodes }) => sum + nodes.filter(({ code }) => code).length, 0),
      says: "Functions that one inference runs; operators that only rename a tensor need none.",
    },
    layers,
    steps: {
      count: layers,
      says: "Steps of one inference: its layers. A layer that runs another graph of the model (IF, WHILE, CALL_ONCE) is\n * one step with all that it runs.",
    },
    arena: {
      bytes: mainBytes(plan),
      // The strictest alignment of any buffer, at least that of the widest element.
      alignment: Math.max(plan.alignment, 16),
      says:
        plan.split === undefined
          ? "Working memory of one inference, planned at compile time, and its alignment."
          : "Working memory in the fastest region, and its alignment; what lies in other regions is always static.",
    },
    stateBytes: state.bytes,
    failures: [BAD_ARENA, BAD_STEP],
  };
}

function internalHeader({ lowered, name }: LibraryInput, banner: string, headers: readonly string[]): string {
  const guard = `${lowered.prefix.toUpperCase()}_INTERNAL_H`;
  const constants = lowered.pool.constants.map(declaration).join("\n");
  return [
    banner,
    `#ifndef ${guard}`,
    `#define ${guard}`,
    "",
    `#include "${name}.h"`,
    ...headers.map((header) => `#include "${header}"`),
    "",
    constants,
    "",
    "#endif",
    "",
  ].join("\n");
}

// The shipped headers include one another; all of them must be in the folder.
function withIncludes(headers: readonly string[]): string[] {
  const all = new Set<string>();
  const visit = (header: string): void => {
    if (all.has(header)) return;
    all.add(header);
    for (const [, included] of runtimeHeader(header).matchAll(/^#include "(tinygen_[a-z0-9_]+\.h)"/gm)) {
      if (included !== undefined) visit(included);
    }
  };
  headers.forEach(visit);
  return [...all].sort();
}
