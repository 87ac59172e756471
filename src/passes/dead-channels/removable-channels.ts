// SPDX-License-Identifier: Apache-2.0
/**
 * Which channels of which tensors can go: the largest sets such that every reader either does without the channel or
 * knows its value. Greatest fixpoint: begin with all channels of all candidates and strike out what some node needs.
 */
import { type Graph, viewOf } from "../../ir/graph.js";
import type { Tensor } from "../../ir/tensor.js";
import { isUnpadded } from "../../ops/shared/conv-geometry.js";
import type { Convolution } from "../../ops/shared/convolution.js";
import { INT32_MAX, INT32_MIN } from "../../quant/fixed-point.js";
import type { TensorId } from "../../util/branded.js";
import type { ChannelRanges } from "./convolution-ranges.js";
import { channelCount, type ChannelUse } from "./channel-use.js";

/** 1 at the index of every channel that goes. */
export type RemovedChannels = ReadonlyMap<TensorId, Uint8Array>;

interface Link {
  readonly use: ChannelUse | undefined;
  readonly inputs: readonly (Tensor | undefined)[];
  readonly outputs: readonly Tensor[];
  /** For dense nodes, 1 for each input channel whose share of the sums is known. */
  readonly known?: Uint8Array;
}

/** Tensors of which nothing can go are left out. */
export function removableChannels(
  graph: Graph,
  uses: readonly (ChannelUse | undefined)[],
  ranges: ReadonlyMap<TensorId, ChannelRanges>,
): RemovedChannels {
  const links = graph.nodes.map((node, position): Link => {
    const view = viewOf(graph, node);
    const use = uses[position];
    const [input] = view.inputs;
    const known =
      use?.kind === "dense" && input !== undefined
        ? knownShares(use.convolution, channelCount(input), ranges.get(input.id))
        : undefined;
    return { use, inputs: view.inputs, outputs: view.outputs, ...(known === undefined ? {} : { known }) };
  });
  const removed = candidates(graph, links);
  do strikeOut(links, removed);
  while (keepSome(links, removed));
  return new Map([...removed].filter(([, channels]) => channels.includes(1)));
}

// What a node writes and nobody outside the graph sees.
function candidates(graph: Graph, links: readonly Link[]): Map<TensorId, Uint8Array> {
  const visible = new Set<TensorId>([...graph.inputs, ...graph.outputs]);
  const found = new Map<TensorId, Uint8Array>();
  for (const { use, outputs } of links) {
    const [output] = outputs;
    if (use === undefined || output === undefined || visible.has(output.id) || output.storage.kind !== "arena")
      continue;
    found.set(output.id, new Uint8Array(channelCount(output)).fill(1));
  }
  return found;
}

function strikeOut(links: readonly Link[], removed: Map<TensorId, Uint8Array>): void {
  let changed = true;
  const keep = (tensor: Tensor | undefined, kept: (channel: number) => boolean): void => {
    const channels = tensor === undefined ? undefined : removed.get(tensor.id);
    if (tensor === undefined || channels === undefined) return;
    for (let c = 0; c < channels.length; c++) {
      if (channels[c] === 0 || !kept(c)) continue;
      channels[c] = 0;
      changed = true;
    }
    if (!channels.includes(1)) removed.delete(tensor.id);
  };
  while (changed) {
    changed = false;
    for (const { use, inputs, outputs, known } of links) {
      const [input] = inputs;
      const [output] = outputs;
      if (use === undefined || input === undefined || output === undefined) {
        for (const tensor of [...inputs, ...outputs]) keep(tensor, () => true);
      } else if (use.kind === "dense") {
        keep(input, (c) => known?.[c] !== 1);
      } else {
        // Input and output have the same channels, or those of the output repeat those of the input.
        const channels = channelCount(input);
        const operands = inputs.filter((tensor) => tensor?.dtype === "int8" && tensor.storage.kind !== "constant");
        for (const operand of operands) {
          if (operand === undefined) continue;
          const before = removed.get(operand.id);
          keep(output, (j) => before?.[j % channels] !== 1);
          const after = removed.get(output.id);
          keep(operand, (c) => after === undefined || !everyRepeat(after, channels, c));
        }
      }
    }
  }
}

function everyRepeat(gone: Uint8Array, channels: number, first: number): boolean {
  for (let j = first; j < gone.length; j += channels) if (gone[j] !== 1) return false;
  return true;
}

/**
 * Tensors keep at least one channel, and two where the weights of the producer have a scale per channel: kernels take
 * a single scale for "per tensor", which FULLY_CONNECTED rescales differently. Returns true when something changed.
 */
function keepSome(links: readonly Link[], removed: Map<TensorId, Uint8Array>): boolean {
  let changed = false;
  for (const { use, inputs, outputs } of links) {
    const [output] = outputs;
    const channels = output === undefined ? undefined : removed.get(output.id);
    if (channels === undefined) continue;
    const perChannel = use?.kind === "dense" && (inputs[1]?.quantization?.scales.length ?? 0) > 1;
    let missing = (perChannel ? 2 : 1) - channels.filter((goes) => goes === 0).length;
    for (let c = 0; c < channels.length && missing > 0; c++) {
      if (channels[c] === 0) continue;
      channels[c] = 0;
      missing--;
      changed = true;
    }
  }
  return changed;
}

// A channel is known where its weights are all zero, where it always has the zero point, or where it has one value
// and every window lies inside the input, so that it adds the same to every sum.
function knownShares(convolution: Convolution, channels: number, ranges: ChannelRanges | undefined): Uint8Array {
  const { geometry, quantization, filter } = convolution;
  const known = new Uint8Array(channels);
  const unpadded = isUnpadded(geometry);
  const weighted = weightedChannels(filter, geometry.inputDepth, channels);
  for (let c = 0; c < channels; c++) {
    const value = ranges?.low[c] === ranges?.high[c] ? ranges?.low[c] : undefined;
    known[c] = weighted[c] === 0 || value === quantization.inputZeroPoint || (value !== undefined && unpadded) ? 1 : 0;
  }
  return biasStaysInRange(convolution, channels, ranges) ? known : known.map((_, c) => (weighted[c] === 0 ? 1 : 0));
}

// 1 for each channel that meets a weight other than 0: mostly the first few rows of the weights show it for all.
function weightedChannels(filter: Convolution["filter"], inputDepth: number, channels: number): Uint8Array {
  const weighted = new Uint8Array(channels);
  let missing = channels;
  for (let row = 0; row < filter.length && missing > 0; row += inputDepth) {
    for (let i = 0, c = 0; i < inputDepth; i++) {
      if (weighted[c] === 0 && filter[row + i] !== 0) {
        weighted[c] = 1;
        missing--;
      }
      if (++c === channels) c = 0;
    }
  }
  return weighted;
}

// Moves everything that could move, as a bound on what the bias may become.
function biasStaysInRange(convolution: Convolution, channels: number, ranges: ChannelRanges | undefined): boolean {
  const { quantization, filter, bias, geometry } = convolution;
  if (ranges === undefined) return true;
  const values = Float64Array.from(ranges.low, (low, c) =>
    low === ranges.high[c] ? low - quantization.inputZeroPoint : 0,
  );
  const moved = [...values.keys()].filter((c) => values[c] !== 0);
  if (moved.length === 0) return true;
  const perOutput = filter.length / geometry.outputDepth;
  for (let output = 0; output < geometry.outputDepth; output++) {
    let least = Number(bias?.[output] ?? 0);
    let largest = least;
    for (let from = output * perOutput; from < (output + 1) * perOutput; from += channels) {
      for (const c of moved) {
        const share = (filter[from + c] as number) * (values[c] as number);
        if (share < 0) least += share;
        else largest += share;
      }
    }
    if (least < INT32_MIN || largest > INT32_MAX) return false;
  }
  return true;
}
