// SPDX-License-Identifier: Apache-2.0
/** The one list of operators; an operator is added by its folder and one line here. */
import type { Checked, Diagnostic } from "../diagnostics/diagnostic.js";
import { TinygenError } from "../diagnostics/tinygen-error.js";
import type { Model } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { RawAttributes } from "../tflite-schema/raw-attributes.js";
import { add } from "./add/index.js";
import { assignVariable } from "./assign-variable/index.js";
import { averagePool2d } from "./average-pool-2d/index.js";
import { callOnce } from "./call-once/index.js";
import { concatenation } from "./concatenation/index.js";
import { conv2d } from "./conv-2d/index.js";
import { depthwiseConv2d } from "./depthwise-conv-2d/index.js";
import { dequantize } from "./dequantize/index.js";
import { embeddingLookup } from "./embedding-lookup/index.js";
import { expandDims } from "./expand-dims/index.js";
import { fullyConnected } from "./fully-connected/index.js";
import { gatherNd } from "./gather-nd/index.js";
import { gather } from "./gather/index.js";
import { ifOperator } from "./if/index.js";
import { logistic } from "./logistic/index.js";
import { maxPool2d } from "./max-pool-2d/index.js";
import { mean } from "./mean/index.js";
import { mul } from "./mul/index.js";
import { pack } from "./pack/index.js";
import { padV2 } from "./pad-v2/index.js";
import { pad } from "./pad/index.js";
import { quantize } from "./quantize/index.js";
import { readVariable } from "./read-variable/index.js";
import { relu } from "./relu/index.js";
import { relu6 } from "./relu6/index.js";
import { reshape } from "./reshape/index.js";
import { resizeBilinear } from "./resize-bilinear/index.js";
import { resizeNearestNeighbor } from "./resize-nearest-neighbor/index.js";
import { shape } from "./shape/index.js";
import { slice } from "./slice/index.js";
import { softmax } from "./softmax/index.js";
import { splitV } from "./split-v/index.js";
import { split } from "./split/index.js";
import { squeeze } from "./squeeze/index.js";
import { stridedSlice } from "./strided-slice/index.js";
import { sub } from "./sub/index.js";
import { svdf } from "./svdf/index.js";
import { transposeConv } from "./transpose-conv/index.js";
import { transpose } from "./transpose/index.js";
import { unidirectionalSequenceLstm } from "./unidirectional-sequence-lstm/index.js";
import { unpack } from "./unpack/index.js";
import { varHandle } from "./var-handle/index.js";
import { whileOperator } from "./while/index.js";
import type { OpDefinition } from "./definition.js";

// The attribute types differ per operator; the registry hands each definition only its own nodes.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const OPERATORS: readonly OpDefinition<string, any>[] = [
  add,
  assignVariable,
  averagePool2d,
  callOnce,
  concatenation,
  conv2d,
  depthwiseConv2d,
  dequantize,
  embeddingLookup,
  expandDims,
  fullyConnected,
  gather,
  gatherNd,
  ifOperator,
  logistic,
  maxPool2d,
  mean,
  mul,
  pack,
  pad,
  padV2,
  quantize,
  readVariable,
  relu,
  relu6,
  reshape,
  resizeBilinear,
  resizeNearestNeighbor,
  shape,
  slice,
  softmax,
  split,
  splitV,
  squeeze,
  stridedSlice,
  sub,
  svdf,
  transpose,
  transposeConv,
  unidirectionalSequenceLstm,
  unpack,
  varHandle,
  whileOperator,
];

const BY_NAME = new Map(OPERATORS.map((definition) => [definition.op, definition as OpDefinition]));

export const operatorNames: readonly string[] = [...BY_NAME.keys()].sort();
export const operators: readonly OpDefinition[] = operatorNames.map((name) => BY_NAME.get(name) as OpDefinition);

export function findOperator(op: string): OpDefinition | undefined {
  return BY_NAME.get(op);
}

/**
 * Replaces the raw builtin options of every known operator by its typed attributes. A node whose options belong to
 * another operator keeps them and becomes a finding.
 */
export function resolveAttributes(model: Model): Checked<Model> {
  const diagnostics: Diagnostic[] = [];
  const graphs = model.graphs.map((graph) => ({
    ...graph,
    nodes: graph.nodes.map((node) => resolveNode(node, diagnostics)),
  }));
  return { value: { ...model, graphs }, diagnostics };
}

function resolveNode(node: Node, diagnostics: Diagnostic[]): Node {
  const definition = BY_NAME.get(node.op);
  if (definition === undefined) return node;
  try {
    // The reader leaves the options of the file in place; only this function replaces them.
    return { ...node, attributes: definition.readAttributes(node.attributes as RawAttributes) };
  } catch (error) {
    if (!(error instanceof TinygenError)) throw error;
    const location = { subgraph: node.origin.subgraph, node: node.id, op: node.op };
    const where = `node ${node.origin.index} ${node.op}`;
    for (const finding of error.diagnostics) {
      diagnostics.push({ ...finding, message: `${where}: ${finding.message}`, location });
    }
    return node;
  }
}
