// SPDX-License-Identifier: Apache-2.0
/** How the layers of the entry graph are run: all at once, one a call, and with the hooks of an application around. */
import { tensorAt } from "../../ir/graph.js";
import { type Layer, layerTables } from "../library/layers.js";
import type { LoweredGraph } from "./lower.js";

interface RunningLayer extends Layer {
  readonly functionName: string;
}

/** Operators that run code, in order; those that only rename a tensor are no layers. */
export function runningLayers({ graph, nodes }: LoweredGraph): readonly RunningLayer[] {
  return nodes.flatMap(({ index, code }) => {
    const node = graph.nodes[index];
    if (code === undefined || node === undefined) return [];
    const [output] = node.outputs;
    return [
      {
        functionName: code.name,
        op: node.op,
        name: output === undefined ? "" : tensorAt(graph, output).name,
        index: node.origin.index,
      },
    ];
  });
}

/** `RUN_LAYER`, and what hooks may ask. Without hooks a layer is a plain call. */
export function layerMacro(prefix: string, layers: readonly Layer[]): string {
  const upper = prefix.toUpperCase();
  return `#if defined(${upper}_LAYER_HOOKS)
#define RUN_LAYER(layer, function) \\
    do { \\
        ${prefix}_layer_begin(layer); \\
        function(arena); \\
        ${prefix}_layer_end(layer); \\
    } while (0)

${layerTables(prefix, layers)}#else
#define RUN_LAYER(layer, function) function(arena)
#endif
`;
}

/** Statements that run every layer. */
export function allLayers(layers: readonly RunningLayer[]): string {
  return layers.map(({ functionName }, i) => `    RUN_LAYER(${i}U, ${functionName});\n`).join("");
}

/**
 * The function that runs one layer. Its cursor is the caller's, so that the library has no state that init and invoke
 * would have to look after; the linker drops function and table where nothing calls it.
 */
export function stepFunction(prefix: string, layers: readonly RunningLayer[]): string {
  const upper = prefix.toUpperCase();
  const head = `int32_t ${prefix}_step(uint32_t *next)\n{\n`;
  const none = `    if (arena_base == NULL) {\n        return ${upper}_BAD_ARENA;\n    }\n`;
  if (layers.length === 0) return `${head}${none}    *next = 0U;\n    return ${upper}_OK;\n}\n`;
  return `${head}    static void (*const layers[])(uint8_t *) = {
${layers.map(({ functionName }) => `        ${functionName},\n`).join("")}    };
    uint8_t *const arena = arena_base;
    const uint32_t layer = *next;

${none}    if (layer >= ${upper}_STEP_COUNT) {
        return ${upper}_BAD_STEP;
    }
    RUN_LAYER(layer, layers[layer]);
    if (layer + 1U < ${upper}_STEP_COUNT) {
        *next = layer + 1U;
        return ${upper}_MORE;
    }
    *next = 0U;
    return ${upper}_OK;
}
`;
}
