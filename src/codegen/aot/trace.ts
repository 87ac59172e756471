// SPDX-License-Identifier: Apache-2.0
/** Measuring builds only: runs single nodes and shows their outputs to the harness. */
import { invariant } from "../../diagnostics/tinygen-error.js";
import { byteSize } from "../../ir/tensor.js";
import { tensorAt } from "../../ir/graph.js";
import type { LoweredModel } from "./lower.js";
import { placeOf } from "./tensor-place.js";

export function traceHeader(banner: string): string {
  return `${banner}
#ifndef TINYGEN_MODEL_TRACE_H
#define TINYGEN_MODEL_TRACE_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Runs node number \`node\`, 0 <= node < MODEL_NODE_COUNT, in the order of execution. */
void model_trace_run(uint32_t node);
uint32_t model_trace_output_count(uint32_t node);
/* The bytes that the node has just written. */
const void *model_trace_output(uint32_t node, uint32_t index, uint32_t *bytes);
/* Start of the model's own arena, also before init. */
void *model_trace_arena(void);

#ifdef __cplusplus
}
#endif

#endif
`;
}

/** One traced output: which tensor of the file it is. The harness reports positions; this list names them. */
export interface TracedNode {
  readonly subgraph: number;
  /** Index of the operator in the file. */
  readonly op: number;
  readonly name: string;
  readonly outputs: readonly { readonly tensor: number; readonly bytes: number }[];
}

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
        outputs: node.outputs.map((id) => ({ tensor: id, bytes: byteSize(tensorAt(main.graph, id)) })),
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
`;
}
