// SPDX-License-Identifier: Apache-2.0
/**
 * Which values each channel (index of the last axis) of an int8 tensor can have, for every possible input of the model.
 * Interval arithmetic on the sums of convolutions, whose rescaling never decreases; reference kernels at both ends of
 * the interval for operators that are monotone; enumeration for maps of single elements.
 */
import { type Graph, type NodeView, viewOf } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import { allocate, fromBytes, type TensorData } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import type { OpDefinition } from "../../ops/definition.js";
import { findOperator } from "../../ops/registry.js";
import type { TensorId } from "../../util/branded.js";
import { compileTimeContext } from "../compile-time-context.js";
import { channelCount, type ChannelUse } from "./channel-use.js";
import { type ChannelRanges, convolutionRanges } from "./convolution-ranges.js";

const INT8_MIN = -128;
const INT8_MAX = 127;

/** Ranges of all int8 tensors that nodes write; sound for any input, linear in weights and cheap layers. */
export function channelRanges(
  graph: Graph,
  uses: readonly (ChannelUse | undefined)[],
): ReadonlyMap<TensorId, ChannelRanges> {
  const ranges = new Map<TensorId, ChannelRanges>();
  for (const [position, node] of graph.nodes.entries()) {
    const view = viewOf(graph, node);
    const [output] = view.outputs;
    if (output?.dtype !== "int8" || view.outputs.length !== 1) continue;
    const found = rangesOf(view, uses[position], (id, tensor) => ranges.get(id) ?? anyValue(tensor));
    if (found !== undefined) ranges.set(output.id, found);
  }
  return ranges;
}

type Lookup = (id: TensorId, tensor: Tensor) => ChannelRanges;

function rangesOf(view: NodeView, use: ChannelUse | undefined, lookup: Lookup): ChannelRanges | undefined {
  const definition = findOperator(view.node.op);
  const [input] = view.inputs;
  if (definition === undefined || use === undefined || input === undefined) return undefined;
  const range = lookup(input.id, input);
  switch (use.kind) {
    case "dense":
    case "depthwise":
      return convolutionRanges(use.convolution, range);
    case "view":
      return repeated(range, channelCount(view.outputs[0] as Tensor));
    case "map":
      return mapped(view, definition, range);
    case "monotone":
      // Running a whole layer twice pays only where it can find more channels of one value.
      return view.inputs.some((tensor) => tensor !== undefined && hasFixedChannel(lookup(tensor.id, tensor)))
        ? atBothEnds(view, definition, lookup)
        : undefined;
  }
}

function anyValue(tensor: Tensor): ChannelRanges {
  const channels = channelCount(tensor);
  return { low: new Int32Array(channels).fill(INT8_MIN), high: new Int32Array(channels).fill(INT8_MAX) };
}

function hasFixedChannel({ low, high }: ChannelRanges): boolean {
  return low.some((value, c) => value === high[c]);
}

// Element j of a flattened row belongs to channel j mod the channels before.
function repeated({ low, high }: ChannelRanges, channels: number): ChannelRanges {
  const repeat = (values: Int32Array): Int32Array =>
    Int32Array.from({ length: channels }, (_, j) => values[j % values.length] ?? 0);
  return { low: repeat(low), high: repeat(high) };
}

// The node on all 256 values, then the least and the largest result within each channel's range.
function mapped(view: NodeView, definition: OpDefinition, { low, high }: ChannelRanges): ChannelRanges | undefined {
  const [input] = view.inputs;
  const [output] = view.outputs;
  if (input === undefined || output === undefined) return undefined;
  const shape = [INT8_MAX - INT8_MIN + 1];
  const values = Int8Array.from({ length: shape[0] ?? 0 }, (_, i) => i + INT8_MIN);
  const row = { ...input, shape };
  const small = { ...view, inputs: [row], outputs: [{ ...output, shape }] };
  const data = fromBytes(row, new Uint8Array(values.buffer));
  const results = definition.evaluate(small, [data], compileTimeContext())[0]?.data as Int8Array | undefined;
  if (results === undefined) return undefined;
  const within = (c: number): Int8Array => results.subarray((low[c] ?? 0) - INT8_MIN, (high[c] ?? 0) - INT8_MIN + 1);
  return {
    low: low.map((_, c) => within(c).reduce((a, b) => Math.min(a, b))),
    high: high.map((_, c) => within(c).reduce((a, b) => Math.max(a, b))),
  };
}

// A monotone node maps the lowest inputs to the lowest outputs.
function atBothEnds(view: NodeView, definition: OpDefinition, lookup: Lookup): ChannelRanges | undefined {
  const run = (end: keyof ChannelRanges): Int8Array | undefined => {
    const inputs = view.inputs.map((tensor) => tensor && filled(tensor, lookup(tensor.id, tensor)[end]));
    return definition.evaluate(view, inputs, compileTimeContext())[0]?.data as Int8Array | undefined;
  };
  const [least, largest] = [run("low"), run("high")];
  const [output] = view.outputs;
  if (least === undefined || largest === undefined || output === undefined) return undefined;
  const channels = channelCount(output);
  const low = new Int32Array(channels).fill(INT8_MAX);
  const high = new Int32Array(channels).fill(INT8_MIN);
  for (let i = 0; i < least.length; i++) {
    const c = i % channels;
    low[c] = Math.min(low[c] ?? 0, least[i] ?? 0);
    high[c] = Math.max(high[c] ?? 0, largest[i] ?? 0);
  }
  return { low, high };
}

function filled(tensor: Tensor, values: Int32Array): TensorData {
  if (tensor.storage.kind === "constant") return fromBytes(tensor, tensor.storage.data);
  const data = allocate(tensor);
  const elements = data.data as Int8Array;
  for (let i = 0; i < elementCount(tensor.shape); i++) elements[i] = values[i % values.length] ?? 0;
  return data;
}
