// SPDX-License-Identifier: Apache-2.0
/** Takes channels out of a graph: narrower tensors, weights without their rows and columns, biases with what they added. */
import { elementBytes } from "../../ir/dtype.js";
import { type Graph, viewOf } from "../../ir/graph.js";
import type { Node } from "../../ir/node.js";
import type { Quantization } from "../../ir/quantization.js";
import { elementCount } from "../../ir/shape.js";
import type { Tensor } from "../../ir/tensor.js";
import { type TensorId, tensorId } from "../../util/branded.js";
import type { ChannelRanges } from "./convolution-ranges.js";
import { channelCount, type ChannelUse } from "./channel-use.js";
import type { RemovedChannels } from "./removable-channels.js";

const BIAS_INPUT = 2;

/** Constants get new tensors, because other nodes may read the old ones; activations keep their ids. */
export function narrowGraph(
  graph: Graph,
  uses: readonly (ChannelUse | undefined)[],
  removed: RemovedChannels,
  ranges: ReadonlyMap<TensorId, ChannelRanges>,
): Graph {
  const added: Tensor[] = [];
  const add = (tensor: Omit<Tensor, "id">): TensorId => {
    const id = tensorId(graph.tensors.length + added.length);
    added.push({ ...tensor, id });
    return id;
  };
  const nodes = graph.nodes.map((node, position) => {
    const view = viewOf(graph, node);
    const [input] = view.inputs;
    const [output] = view.outputs;
    if (input === undefined || output === undefined) return node;
    const gone = { input: removed.get(input.id), output: removed.get(output.id) };
    const use = (gone.input ?? gone.output) ? uses[position] : undefined;
    if (use === undefined) return node;
    const narrowed = { node, input, output, use, operands: view.inputs, gone, range: ranges.get(input.id), add };
    return use.kind === "dense" || use.kind === "depthwise"
      ? narrowConvolution({ ...narrowed, use })
      : narrowConstants(narrowed);
  });
  const tensors = graph.tensors.map((tensor): Tensor => {
    const channels = removed.get(tensor.id);
    if (channels === undefined) return tensor;
    const kept = channels.filter((goes) => goes === 0).length;
    return { ...tensor, shape: [...tensor.shape.slice(0, -1), kept], narrowedFrom: tensor.shape };
  });
  return { ...graph, nodes, tensors: [...tensors, ...added] };
}

interface Narrowing<U extends ChannelUse = ChannelUse> {
  readonly node: Node;
  readonly input: Tensor;
  readonly output: Tensor;
  readonly use: U;
  readonly operands: readonly (Tensor | undefined)[];
  readonly gone: { readonly input: Uint8Array | undefined; readonly output: Uint8Array | undefined };
  readonly range: ChannelRanges | undefined;
  readonly add: (tensor: Omit<Tensor, "id">) => TensorId;
}

type Convolving = Extract<ChannelUse, { readonly kind: "dense" | "depthwise" }>;

function narrowConvolution({ node, use, operands, gone, add, ...rest }: Narrowing<Convolving>): Node {
  const [, filter, bias] = operands;
  if (filter?.storage.kind !== "constant") return node;
  const { convolution, outputAxis } = use;
  let weights: Tensor = filter;
  if (gone.output !== undefined) weights = without(weights, outputAxis, gone.output);
  if (use.kind === "dense" && gone.input !== undefined) weights = without(weights, use.inputAxis, gone.input);
  const channels = convolution.geometry.outputDepth;
  const shares = use.kind === "dense" && gone.input !== undefined ? knownSums(use, gone.input, rest.range) : undefined;
  const values = Int32Array.from(
    { length: channels },
    (_, c) => Number(convolution.bias?.[c] ?? 0) + (shares?.[c] ?? 0),
  );
  const inputs = [...node.inputs];
  inputs[1] = add(weights);
  if (bias !== undefined || values.some((value) => value !== 0)) {
    const whole: Tensor = {
      ...(bias ?? biasOf(rest.input, filter)),
      shape: [channels],
      storage: { kind: "constant", data: new Uint8Array(values.buffer) },
    };
    inputs[BIAS_INPUT] = add(gone.output === undefined ? whole : without(whole, 0, gone.output));
  }
  return { ...node, inputs };
}

// What the removed input channels add to the sum of each output channel; nothing where all hold the zero point.
function knownSums(
  { convolution }: Convolving,
  gone: Uint8Array,
  range: ChannelRanges | undefined,
): Float64Array | undefined {
  const { geometry, filter, quantization } = convolution;
  const values = Float64Array.from(gone, (goes, c) =>
    goes === 0 || range === undefined || range.low[c] !== range.high[c]
      ? 0
      : (range.low[c] ?? 0) - quantization.inputZeroPoint,
  );
  const moved = [...values.keys()].filter((c) => values[c] !== 0);
  if (moved.length === 0) return undefined;
  const sums = new Float64Array(geometry.outputDepth);
  const perOutput = filter.length / geometry.outputDepth;
  for (let output = 0; output < geometry.outputDepth; output++) {
    let sum = 0;
    for (let from = output * perOutput; from < (output + 1) * perOutput; from += values.length) {
      for (const c of moved) sum += (filter[from + c] as number) * (values[c] as number);
    }
    sums[output] = sum;
  }
  return sums;
}

// The quantisation that the format asks of a bias: the product of the scales, zero points 0.
function biasOf(input: Tensor, filter: Tensor): Tensor {
  const scale = input.quantization?.scales[0] ?? 0;
  const scales = (filter.quantization?.scales ?? []).map((weights) => Math.fround(scale * weights));
  return {
    ...filter,
    name: `${filter.name}/bias`,
    dtype: "int32",
    quantization: { scales, zeroPoints: scales.map(() => 0), axis: 0 },
  };
}

// Constant operands beside the activations, for example of a sum.
function narrowConstants({ node, operands, gone, add }: Narrowing): Node {
  const { output } = gone;
  if (output === undefined) return node;
  const inputs = operands.map((tensor, i) => {
    const has =
      tensor?.dtype === "int8" && tensor.storage.kind === "constant" && channelCount(tensor) === output.length;
    return has && i > 0 ? add(without(tensor, tensor.shape.length - 1, output)) : node.inputs[i];
  });
  return { ...node, inputs };
}

/** A constant without these indices of an axis; where they repeat along it, as for a flattened input, without each. */
function without(tensor: Tensor, axis: number, gone: Uint8Array): Tensor {
  if (tensor.storage.kind !== "constant") return tensor;
  const extent = tensor.shape[axis] ?? 1;
  const indices = Array.from({ length: extent }, (_, i) => i).filter((i) => gone[i % gone.length] === 0);
  const outer = elementCount(tensor.shape.slice(0, axis));
  const inner = elementCount(tensor.shape.slice(axis + 1)) * elementBytes(tensor.dtype);
  const data = new Uint8Array(outer * indices.length * inner);
  const whole = tensor.storage.data;
  // Neighbours that stay are copied together.
  const runs: { readonly from: number; to: number }[] = [];
  for (const index of indices) {
    const from = index * inner;
    const last = runs.at(-1);
    if (last?.to === from) last.to += inner;
    else runs.push({ from, to: from + inner });
  }
  let at = 0;
  for (let block = 0; block < outer * extent * inner; block += extent * inner) {
    for (const { from, to } of runs) {
      // A view of the bytes is dear for a few of them.
      if (to - from > 16) {
        data.set(whole.subarray(block + from, block + to), at);
        at += to - from;
      } else for (let i = block + from; i < block + to; i++) data[at++] = whole[i] as number;
    }
  }
  const { quantization } = tensor;
  return {
    ...tensor,
    shape: tensor.shape.map((length, i) => (i === axis ? indices.length : length)),
    storage: { kind: "constant", data },
    ...(quantization === undefined ? {} : { quantization: narrowed(quantization, axis, indices) }),
  };
}

function narrowed(quantization: Quantization, axis: number, indices: readonly number[]): Quantization {
  const { scales, zeroPoints } = quantization;
  if (scales.length <= 1 || quantization.axis !== axis) return quantization;
  const pick = (values: readonly number[]): readonly number[] =>
    values.length <= 1 ? values : indices.map((index) => values[index] ?? 0);
  return { ...quantization, scales: pick(scales), zeroPoints: pick(zeroPoints) };
}
