// SPDX-License-Identifier: Apache-2.0
/** Measuring builds only: runs single operators through TFLM's registrations and shows their outputs to the harness. */
import { mainGraph, type Model, tensorAt } from "../../ir/graph.js";
import { byteSize, fileIndex } from "../../ir/tensor.js";
import type { TracedNode } from "../library/trace.js";

/** The operators of the entry graph, in order: the meaning of the harness's node numbers. */
export function tflmTracedNodes(model: Model): readonly TracedNode[] {
  const graph = mainGraph(model);
  return graph.nodes.map(({ origin, op, outputs }) => ({
    subgraph: origin.subgraph,
    op: origin.index,
    name: op,
    outputs: outputs
      .map((id) => tensorAt(graph, id))
      .map((tensor) => ({ tensor: fileIndex(tensor), bytes: byteSize(tensor) })),
  }));
}

export function traceSource({ model }: { readonly model: Model }): string {
  const graph = mainGraph(model);
  const outputs = graph.nodes.flatMap((node) => node.outputs);
  const counts = graph.nodes.map((node) => node.outputs.length);
  const starts = counts.map((_, i) => counts.slice(0, i).reduce((sum, count) => sum + count, 0));
  const list = (values: readonly number[]): string => (values.length === 0 ? "0" : values.join(", "));
  const sizes = outputs.map((id) => byteSize(tensorAt(graph, id)));
  return `/* Measuring build: single operators for the harness, as MicroInterpreterGraph::InvokeSubgraph runs them. */
namespace {

tflite::SubgraphAllocations &main_graph()
{
    tflite::MicroGraph &graph = tflite::GetMicroContext(&interpreter->context())->graph();
    return static_cast<tflite::MicroInterpreterGraph &>(graph).GetAllocations()[0];
}

}  // namespace

extern "C" {

void model_trace_run(uint32_t node)
{
    const tflite::NodeAndRegistration &entry = main_graph().node_and_registrations[node];
    TfLiteContext *const context = const_cast<TfLiteContext *>(&interpreter->context());
    (void)entry.registration->invoke(context, const_cast<TfLiteNode *>(&entry.node));
    (void)const_cast<tflite::MicroAllocator &>(interpreter->allocator()).ResetTempAllocations();
}

uint32_t model_trace_output_count(uint32_t node)
{
    static const uint16_t counts[] = {${list(counts)}};

    return node < sizeof counts / sizeof counts[0] ? counts[node] : 0U;
}

const void *model_trace_output(uint32_t node, uint32_t index, uint32_t *bytes)
{
    static const uint16_t starts[] = {${list(starts)}};
    static const uint16_t tensors[] = {${list(outputs)}};
    static const uint32_t sizes[] = {${list(sizes)}};

    if (node >= sizeof starts / sizeof starts[0] || starts[node] + index >= sizeof tensors / sizeof tensors[0]) {
        return nullptr;
    }
    *bytes = sizes[starts[node] + index];
    return main_graph().tensors[tensors[starts[node] + index]].data.data;
}

void *model_trace_arena(void)
{
    return own_arena;
}

}  /* extern "C" */
`;
}
