// SPDX-License-Identifier: Apache-2.0
/** How a node uses the channels (indices of the last axis) of its int8 input, by the properties of its operator. */
import { type Graph, type NodeView, viewOf } from "../../ir/graph.js";
import type { Tensor } from "../../ir/tensor.js";
import type { OpDefinition } from "../../ops/definition.js";
import type { Convolution } from "../../ops/shared/convolution.js";
import { findOperator } from "../../ops/registry.js";
import { isSupportedNode } from "../../ops/supported-node.js";

export type ChannelUse =
  /** Every output channel sums over all input channels; weights on these axes. */
  | {
      readonly kind: "dense";
      readonly convolution: Convolution;
      readonly outputAxis: number;
      readonly inputAxis: number;
    }
  /** Output channel c sums over input channel c; weights on this axis. */
  | { readonly kind: "depthwise"; readonly convolution: Convolution; readonly outputAxis: number }
  /** The same bytes; the output's channels repeat those of the input. */
  | { readonly kind: "view" }
  /** Output element i is a function of input element i. */
  | { readonly kind: "map" }
  /** Output channel c never decreases when elements of the inputs' channels c grow, and depends on nothing else. */
  | { readonly kind: "monotone" };

/** The extent of the last axis; 1 for a scalar. */
export function channelCount({ shape }: Tensor): number {
  return shape.at(-1) ?? 1;
}

/** By the position of the node; every part of the pass asks, and the answer goes through all weights' scales. */
export function channelUses(graph: Graph): readonly (ChannelUse | undefined)[] {
  return graph.nodes.map((node) => {
    const definition = findOperator(node.op);
    return definition === undefined ? undefined : channelUse(viewOf(graph, node), definition);
  });
}

/** Undefined for a node that needs every channel as it is. */
function channelUse(view: NodeView, definition: OpDefinition): ChannelUse | undefined {
  const [input] = view.inputs;
  const [output] = view.outputs;
  if (input?.dtype !== "int8" || output?.dtype !== "int8" || !isSupportedNode(view, definition)) return undefined;
  const channels = channelCount(input);
  if (definition.convolution !== undefined) {
    const { outputAxis, inputAxis } = definition.convolution;
    const parameters = view.inputs.slice(1);
    if (parameters.some((tensor) => tensor !== undefined && tensor.storage.kind !== "constant")) return undefined;
    const convolution = definition.convolution.of(view);
    const { groups, inputDepth, outputDepth } = convolution.geometry;
    if (convolution.accumulator !== "int32") return undefined;
    if (inputAxis !== undefined) {
      const whole = groups === 1 && inputDepth % channels === 0;
      return whole ? { kind: "dense", convolution, outputAxis, inputAxis } : undefined;
    }
    return groups === outputDepth && inputDepth === outputDepth
      ? { kind: "depthwise", convolution, outputAxis }
      : undefined;
  }
  if (definition.views?.some(([from, to]) => from === 0 && to === 0) === true) {
    return channelCount(output) % channels === 0 ? { kind: "view" } : undefined;
  }
  if (channelCount(output) !== channels) return undefined;
  if (definition.elementwise === true && view.inputs.length === 1) return { kind: "map" };
  const monotone = definition.monotoneByChannel?.(view) ?? definition.spatialPadding?.(view) !== undefined;
  return monotone && operandsMatch(view, channels) ? { kind: "monotone" } : undefined;
}

// Other operands of the sum either have the same channels or are constants without any.
function operandsMatch({ inputs }: NodeView, channels: number): boolean {
  return inputs.every(
    (tensor) =>
      tensor?.dtype !== "int8" ||
      channelCount(tensor) === channels ||
      (channelCount(tensor) === 1 && tensor.storage.kind === "constant"),
  );
}
