// SPDX-License-Identifier: Apache-2.0
/** What measuring builds of every runtime show to the harness: single nodes and their outputs. */

/** `parts`: arrays that belong to the arena beside the one that `model_trace_arena` names. */
export function traceHeader(banner: string, parts = 0): string {
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
${parts === 0 ? "" : PARTS.replace("COUNT", String(parts))}
#ifdef __cplusplus
}
#endif

#endif
`;
}

const PARTS = `/* What lies in other regions of the board. */
#define MODEL_TRACE_PARTS COUNT
void *model_trace_part(uint32_t index, uint32_t *bytes);
`;

/** One traced output: which tensor of the file it is. The harness reports positions; this list names them. */
export interface TracedNode {
  readonly subgraph: number;
  /** Index of the operator in the file. */
  readonly op: number;
  readonly name: string;
  readonly outputs: readonly { readonly tensor: number; readonly bytes: number }[];
}
