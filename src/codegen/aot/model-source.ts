// SPDX-License-Identifier: Apache-2.0
/** `<model>.c`: arena, one function per node, and the API around them. */
import { mainGraph, tensorAt } from "../../ir/graph.js";
import { byteSize } from "../../ir/tensor.js";
import { cComment } from "../c/literals.js";
import { groupDigits } from "../../util/text.js";
import { invariant } from "../../diagnostics/tinygen-error.js";
import { type ApplicationSide, contractSource } from "../library/application.js";
import type { LibraryInput } from "./library-input.js";
import type { LoweredGraph, LoweredModel } from "./lower.js";
import { furtherArrays, mainBytes } from "./arena-parts.js";
import { placeOf } from "./tensor-place.js";
import { allLayers, layerMacro, runningLayers, stepFunction } from "./run-layers.js";
import { traceSource } from "./trace.js";

export function modelSource(
  input: LibraryInput & { readonly banner: string; readonly application: ApplicationSide },
): string {
  const { lowered, name, banner, application, trace } = input;
  const { shared, graphs } = lowered;
  const functions = graphs.flatMap(({ nodes }) => nodes.flatMap(({ code }) => (code === undefined ? [] : [code.text])));
  const callees = graphs.filter(({ index }) => index > 0);
  return [
    banner,
    memoryTable(lowered),
    "#include <stddef.h>",
    "#include <string.h>",
    `#include "${name}_internal.h"`,
    ...(trace ? ['#include "model_trace.h"'] : []),
    "",
    memory(lowered),
    ...callees.map(({ functionName }) => `static void ${functionName}(uint8_t *arena);\n`),
    ...shared.texts.map((text) => `${text.trimEnd()}\n`),
    ...functions,
    ...callees.map(graphFunction),
    api(lowered),
    contractSource(application, ""),
    ...(trace ? [traceSource(lowered)] : []),
  ].join("\n");
}

function memoryTable({ plan }: LoweredModel): string {
  const rows = plan.problem.buffers
    .map((buffer, i) => ({ ...buffer, at: plan.placement.offsets[i] ?? 0 }))
    .sort((a, b) => a.live.start - b.live.start || a.at - b.at)
    .map(
      ({ at, size, live, label }) =>
        ` *   ${String(at).padStart(8)} ${String(size).padStart(8)}   ${String(live.start).padStart(4)}..${String(live.end - 1).padEnd(4)}  ${cComment(label, 60)}`,
    );
  const parts = (plan.split?.parts ?? []).map(
    ({ region, start, bytes }) => ` *   ${String(start).padStart(8)} ${String(bytes).padStart(8)}   region ${region}\n`,
  );
  const regions =
    parts.length === 0
      ? ""
      : `\n * No region of the board holds it; offsets count through its parts:\n${parts.join("")} *`;
  return `/* Arena: ${groupDigits(plan.bytes)} B (${plan.status === "optimal" ? "proven minimal" : `lower bound ${groupDigits(plan.lowerBound)} B`}).${regions}
 *     offset    bytes   alive at   tensor
${rows.join("\n")}
 */`;
}

function memory(lowered: LoweredModel): string {
  const { prefix, state } = lowered;
  const upper = prefix.toUpperCase();
  return `#ifndef ${upper}_EXTERNAL_ARENA
static TINYGEN_ARENA TINYGEN_ALIGNED(${upper}_ARENA_ALIGNMENT) uint8_t own_arena[${arenaExtent(lowered)}];
#endif
/* The arena in use; NULL before init. */
static uint8_t *arena_base;
${furtherArrays(lowered.plan, `${upper}_ARENA_ALIGNMENT`)}${state.bytes > 0 ? `/* Variables of the model: they outlive an inference. */\nstatic TINYGEN_ALIGNED(16) uint8_t state[${upper}_STATE_BYTES];\n` : ""}`;
}

// C has no arrays of length 0; a model without arena tensors (constant outputs) still compiles.
function arenaExtent({ prefix, plan }: LoweredModel): string {
  return mainBytes(plan) > 0 ? `${prefix.toUpperCase()}_ARENA_BYTES` : "1";
}

function calls({ nodes }: LoweredGraph): string {
  return nodes.flatMap(({ code }) => (code === undefined ? [] : [`    ${code.name}(arena);\n`])).join("");
}

function graphFunction(graph: LoweredGraph): string {
  const body = calls(graph);
  return `static void ${graph.functionName}(uint8_t *arena)\n{\n${body === "" ? "    (void)arena;\n" : body}}\n`;
}

function api(lowered: LoweredModel): string {
  const { prefix, graphs, model, state } = lowered;
  const upper = prefix.toUpperCase();
  const main = graphs[0];
  invariant(main !== undefined, "a model has at least one graph");
  const graph = mainGraph(model);
  const place = (id: (typeof graph.inputs)[number]): string => placeOf(lowered, main, tensorAt(graph, id));
  const inputs = graph.inputs.map(place);
  const outputs = graph.outputs.map(place);
  const bytes = (ids: typeof graph.inputs): string[] => ids.map((id) => `${byteSize(tensorAt(graph, id))}U`);
  const resets = state.entries.map(
    (entry) => `    (void)memset(state + ${entry.offset}, ${entry.resetByte}, ${entry.bytes});\n`,
  );
  const layers = runningLayers(main);
  const body = allLayers(layers);
  return `${layerMacro(prefix, layers)}
int32_t ${prefix}_init_with_arena(void *arena, uint32_t bytes)
{
    if (arena == NULL || bytes < ${upper}_ARENA_BYTES || ((uintptr_t)arena % ${upper}_ARENA_ALIGNMENT) != 0U) {
        return ${upper}_BAD_ARENA;
    }
    arena_base = (uint8_t *)arena;
${resets.join("")}    return ${upper}_OK;
}

#ifndef ${upper}_EXTERNAL_ARENA
int32_t ${prefix}_init(void)
{
    return ${prefix}_init_with_arena(own_arena, sizeof own_arena);
}
#endif

${accessor(`void *${prefix}_input`, inputs, "NULL")}
${accessor(`const void *${prefix}_output`, outputs, "NULL")}
${accessor(`uint32_t ${prefix}_input_bytes`, bytes(graph.inputs), "0U")}
${accessor(`uint32_t ${prefix}_output_bytes`, bytes(graph.outputs), "0U")}
int32_t ${prefix}_invoke(void)
{
${body === "" ? "" : "    uint8_t *const arena = arena_base;\n"}
    if (arena_base == NULL) {
        return ${upper}_BAD_ARENA;
    }
${body}    return ${upper}_OK;
}

${stepFunction(prefix, layers)}`;
}

function accessor(head: string, values: readonly string[], otherwise: string): string {
  const cases = values.map((value, i) => `    case ${i}:\n        return ${value};\n`);
  return `${head}(uint32_t index)
{
    switch (index) {
${cases.join("")}    default:
        return ${otherwise};
    }
}
`;
}
