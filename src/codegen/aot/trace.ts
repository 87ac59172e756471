// SPDX-License-Identifier: Apache-2.0
/** Measuring builds only: runs single nodes and shows their outputs to the harness. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import { byteSize, fileIndex } from "../../ir/tensor.js";
import { tensorAt } from "../../ir/graph.js";
import type { TracedNode } from "../library/trace.js";
import { furtherParts, partSymbol } from "./arena-parts.js";
import type { LoweredModel } from "./lower.js";
import { placeOf } from "./tensor-place.js";

/** The nodes of the entry graph that run code, in order: the meaning of the harness's node numbers. */
export function tracedNodes(lowered: LoweredModel): TracedNode[] {
  const main = lowered.graphs[0];
  if (main === undefined) return [];
  return main.nodes.flatMap(({ index, code }) => {
    const node = main.graph.nodes[index];
    if (code === undefined || node === undefined) return [];
    return [
      {
        subgraph: node.origin.subgraph,
        op: node.origin.index,
        name: node.op,
        outputs: node.outputs
          .map((id) => tensorAt(main.graph, id))
          .map((tensor) => ({ tensor: fileIndex(tensor), bytes: byteSize(tensor) })),
      },
    ];
  });
}

export function traceSource(lowered: LoweredModel): string {
  const main = lowered.graphs[0];
  invariant(main !== undefined, "a model has at least one graph");
  const running = main.nodes.filter(({ code }) => code !== undefined);
  const outputs = running.flatMap(({ index }) =>
    (main.graph.nodes[index]?.outputs ?? []).map((id) => tensorAt(main.graph, id)),
  );
  const counts = running.map(({ index }) => main.graph.nodes[index]?.outputs.length ?? 0);
  const starts = counts.map((_, i) => counts.slice(0, i).reduce((sum, count) => sum + count, 0));
  const list = (values: readonly (string | number)[]): string => (values.length === 0 ? "0" : values.join(", "));
  const cases = outputs.map((tensor, i) => {
    return `    case ${i}:\n        *bytes = ${byteSize(tensor)}U;\n        return ${placeOf(lowered, main, tensor)};\n`;
  });
  return `/* Measuring build: single nodes for the harness. */
void model_trace_run(uint32_t node)
{
    static void (*const nodes[])(uint8_t *) = {${list(running.map(({ code }) => code?.name ?? "NULL"))}};

    if (node < sizeof nodes / sizeof nodes[0] && nodes[node] != NULL) {
        nodes[node](arena_base);
    }
}

uint32_t model_trace_output_count(uint32_t node)
{
    static const uint16_t counts[] = {${list(counts)}};

    return node < sizeof counts / sizeof counts[0] ? counts[node] : 0U;
}

const void *model_trace_output(uint32_t node, uint32_t index, uint32_t *bytes)
{
    static const uint16_t starts[] = {${list(starts)}};

    if (node >= sizeof starts / sizeof starts[0]) {
        return NULL;
    }
    switch (starts[node] + index) {
${cases.join("")}    default:
        return NULL;
    }
}

void *model_trace_arena(void)
{
    return own_arena;
}
${parts(lowered)}`;
}

function parts({ plan }: LoweredModel): string {
  const cases = furtherParts(plan).map(
    (part, i) => `    case ${i}:\n        *bytes = ${part.bytes}U;\n        return ${partSymbol(part)};\n`,
  );
  if (cases.length === 0) return "";
  return `
void *model_trace_part(uint32_t index, uint32_t *bytes)
{
    switch (index) {
${cases.join("")}    default:
        *bytes = 0U;
        return NULL;
    }
}
`;
}
