// SPDX-License-Identifier: Apache-2.0
/** Layer hooks around TFLM's operators, through its interface for profilers; nothing of it without hooks. */
import { mainGraph, type Model, tensorAt } from "../../ir/graph.js";
import { type Layer, layerTables } from "../library/layers.js";

export const HOOK_INCLUDES = [
  '#include "tensorflow/lite/micro/compatibility.h"',
  '#include "tensorflow/lite/micro/micro_profiler_interface.h"',
] as const;

function layersOf(model: Model): readonly Layer[] {
  const graph = mainGraph(model);
  return graph.nodes.map(({ op, origin, outputs: [output] }) => ({
    op,
    name: output === undefined ? "" : tensorAt(graph, output).name,
    index: origin.index,
  }));
}

/** The class that hears from the interpreter. TFLM reports the operators of called graphs too, between those that call. */
export function hookClass(prefix: string): string {
  return `#if defined(${prefix.toUpperCase()}_LAYER_HOOKS)
/* TFLM tells a profiler when an operator begins and ends, unless it is built with TF_LITE_STRIP_ERROR_STRINGS. */
class LayerHooks final : public tflite::MicroProfilerInterface {
  public:
    /* An inference that failed has left its last operator open. */
    void start()
    {
        layer_ = 0U;
        depth_ = 0U;
    }
    uint32_t BeginEvent(const char *) override
    {
        if (depth_++ == 0U) {
            ${prefix}_layer_begin(layer_);
        }
        return layer_;
    }
    void EndEvent(uint32_t) override
    {
        if (--depth_ == 0U) {
            ${prefix}_layer_end(layer_++);
        }
    }

  private:
    uint32_t layer_ = 0U;
    /* Above 1 in the operators of a graph that another operator runs. */
    uint32_t depth_ = 0U;
    TF_LITE_REMOVE_VIRTUAL_DELETE
};
alignas(LayerHooks) uint8_t hooks_memory[sizeof(LayerHooks)];
LayerHooks *hooks;
#endif
`;
}

export function hookTables(prefix: string, model: Model): string {
  return `#if defined(${prefix.toUpperCase()}_LAYER_HOOKS)
${layerTables(prefix, layersOf(model))}#endif
`;
}
