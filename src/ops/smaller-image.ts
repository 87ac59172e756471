// SPDX-License-Identifier: Apache-2.0
/**
 * The same network for a smaller image, as training it anew would give it: every shape is worked out again. Weights
 * stay, so its memory means something and its outputs do not.
 */
import { type Graph, type NodeView, tensorAt, viewOf } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import { sameShape, type Shape } from "../ir/shape.js";
import type { WindowAttributes } from "./shared/conv-geometry.js";
import { constantIntegers } from "./shared/operands.js";
import { outputExtent } from "./shared/padding.js";
import { paddings } from "./shared/pad-layout.js";
import type { PoolAttributes } from "./shared/pool-geometry.js";

export type Extents = readonly [height: number, width: number];

/** What an operator becomes for an input of other extents; undefined when that cannot be said. */
type Resize = (
  view: NodeView,
  was: Extents,
  is: Extents,
) => { readonly extents: Extents | "unchanged"; readonly attributes?: unknown } | undefined;

const keep: Resize = (_view, _was, is) => ({ extents: is });

const convolution: Resize = ({ node, inputs }, _was, is) => {
  const { padding, explicitPadding, ...window } = node.attributes as WindowAttributes;
  const [, kernelHeight = 0, kernelWidth = 0] = inputs[1]?.shape ?? [];
  const [tall, wide] = [window.strideHeight, window.strideWidth];
  const { top = 0, bottom = 0, left = 0, right = 0 } = explicitPadding ?? {};
  const kind = explicitPadding === undefined ? padding : "VALID";
  const rows = { input: is[0] + top + bottom, kernel: kernelHeight, stride: tall, dilation: window.dilationHeight };
  const columns = { input: is[1] + left + right, kernel: kernelWidth, stride: wide, dilation: window.dilationWidth };
  return { extents: [outputExtent(kind, rows), outputExtent(kind, columns)] };
};

/** A window over the whole input, as global pooling is mostly written, stays one. */
const pool: Resize = ({ node }, was, is) => {
  const attributes = node.attributes as PoolAttributes;
  const { padding, strideHeight, strideWidth, filterHeight, filterWidth } = attributes;
  const isGlobal = filterHeight === was[0] && filterWidth === was[1] && padding === "VALID";
  const [height, width] = isGlobal ? is : [filterHeight, filterWidth];
  const rows = { input: is[0], kernel: height, stride: strideHeight, dilation: 1 };
  const columns = { input: is[1], kernel: width, stride: strideWidth, dilation: 1 };
  return {
    extents: [outputExtent(padding, rows), outputExtent(padding, columns)],
    attributes: { ...attributes, filterHeight: height, filterWidth: width },
  };
};

const pad: Resize = (view, _was, is) => {
  const [, rows, columns] = paddings(view) ?? [];
  if (rows === undefined || columns === undefined) return undefined;
  return { extents: [is[0] + rows[0] + rows[1], is[1] + columns[0] + columns[1]] };
};

const mean: Resize = ({ inputs }) => {
  const axes = new Set(constantIntegers(inputs[1])?.map((axis) => (axis + 4) % 4));
  return axes.has(1) && axes.has(2) ? { extents: "unchanged" } : undefined;
};

const join: Resize = (view, was, is) => {
  const { axis } = view.node.attributes as { readonly axis: number };
  return axis === 3 || axis === -1 ? keep(view, was, is) : undefined;
};

/** Also those with constants, as long as they are the same for all pixels. */
const ELEMENTWISE =
  "ADD SUB MUL MAXIMUM MINIMUM RELU RELU6 LEAKY_RELU PRELU LOGISTIC TANH HARD_SWISH ABS QUANTIZE DEQUANTIZE SOFTMAX";

const RESIZES = new Map<string, Resize>([
  ...ELEMENTWISE.split(" ").map((op) => [op, keep] as const),
  ["CONV_2D", convolution],
  ["DEPTHWISE_CONV_2D", convolution],
  ["AVERAGE_POOL_2D", pool],
  ["MAX_POOL_2D", pool],
  ["PAD", pad],
  ["PADV2", pad],
  ["MEAN", mean],
  ["CONCATENATION", join],
]);

/** The graph for its only input scaled; undefined where that is no image, or an operator is tied to the size of this one. */
export function graphForSmallerImage(
  graph: Graph,
  share: number,
): { readonly graph: Graph; readonly extents: Extents } | undefined {
  const [input] = graph.inputs;
  if (input === undefined || graph.inputs.length > 1) return undefined;
  const was = tensorAt(graph, input).shape;
  const extents: Extents = [Math.floor((was[1] ?? 0) * share), Math.floor((was[2] ?? 0) * share)];
  if (was.length !== 4 || Math.min(...extents) < 1) return undefined;
  const shapes = graph.tensors.map(({ shape }) => shape);
  shapes[input] = resized(was, extents);
  const nodes: Node[] = [];
  for (const node of graph.nodes) {
    const next = resizeNode(graph, node, shapes);
    if (next === undefined) return undefined;
    nodes.push(next);
  }
  const tensors = graph.tensors.map((tensor, i) => ({ ...tensor, shape: shapes[i] ?? tensor.shape }));
  return { graph: { ...graph, tensors, nodes }, extents };
}

/** The node for the shapes of its inputs; its output's shape is written to `shapes`. */
function resizeNode(graph: Graph, node: Node, shapes: Shape[]): Node | undefined {
  const view = viewOf(graph, node);
  const changed = view.inputs.filter(
    (tensor) => tensor !== undefined && !sameShape(shapes[tensor.id] ?? [], tensor.shape),
  );
  const [first] = changed;
  if (first === undefined) return node;
  const [output] = view.outputs;
  const is = shapes[first.id] ?? [];
  if (output === undefined || view.outputs.length > 1 || first.shape.length !== 4) return undefined;
  const areAlike = view.inputs.every((tensor) => {
    if (tensor === undefined || tensor.storage.kind === "constant") return true;
    const shape = shapes[tensor.id] ?? [];
    return shape[1] === is[1] && shape[2] === is[2];
  });
  if (!areAlike) return undefined;
  const found = RESIZES.get(node.op)?.(view, extentsOf(first.shape), extentsOf(is));
  if (found === undefined) return undefined;
  if (found.extents !== "unchanged") {
    if (output.shape.length !== 4 || Math.min(...found.extents) < 1) return undefined;
    shapes[output.id] = resized(output.shape, found.extents);
  }
  return found.attributes === undefined ? node : { ...node, attributes: found.attributes };
}

function extentsOf([, height = 1, width = 1]: Shape): Extents {
  return [height, width];
}

function resized([batches = 1, , , channels = 1]: Shape, [height, width]: Extents): Shape {
  return [batches, height, width, channels];
}
