// SPDX-License-Identifier: Apache-2.0
/** The one list of operators; an operator is added by its folder and one line here. */
import type { Checked, Diagnostic } from "../diagnostics/diagnostic.js";
import { TinygenError } from "../diagnostics/tinygen-error.js";
import type { Model } from "../ir/graph.js";
import type { Node } from "../ir/node.js";
import type { RawAttributes } from "../tflite-schema/raw-attributes.js";
import { abs } from "./abs/index.js";
import { add } from "./add/index.js";
import { addN } from "./add-n/index.js";
import { argMax } from "./arg-max/index.js";
import { argMin } from "./arg-min/index.js";
import { assignVariable } from "./assign-variable/index.js";
import { averagePool2d } from "./average-pool-2d/index.js";
import { batchMatmul } from "./batch-matmul/index.js";
import { batchToSpaceNd } from "./batch-to-space-nd/index.js";
import { broadcastArgs } from "./broadcast-args/index.js";
import { broadcastTo } from "./broadcast-to/index.js";
import { callOnce } from "./call-once/index.js";
import { cast } from "./cast/index.js";
import { ceil } from "./ceil/index.js";
import { concatenation } from "./concatenation/index.js";
import { conv2d } from "./conv-2d/index.js";
import { cos } from "./cos/index.js";
import { cumsum } from "./cumsum/index.js";
import { depthToSpace } from "./depth-to-space/index.js";
import { depthwiseConv2d } from "./depthwise-conv-2d/index.js";
import { dequantize } from "./dequantize/index.js";
import { div } from "./div/index.js";
import { dynamicUpdateSlice } from "./dynamic-update-slice/index.js";
import { elu } from "./elu/index.js";
import { embeddingLookup } from "./embedding-lookup/index.js";
import { equal } from "./equal/index.js";
import { exp } from "./exp/index.js";
import { expandDims } from "./expand-dims/index.js";
import { fill } from "./fill/index.js";
import { floor } from "./floor/index.js";
import { floorDiv } from "./floor-div/index.js";
import { floorMod } from "./floor-mod/index.js";
import { fullyConnected } from "./fully-connected/index.js";
import { gather } from "./gather/index.js";
import { gatherNd } from "./gather-nd/index.js";
import { greater } from "./greater/index.js";
import { greaterEqual } from "./greater-equal/index.js";
import { hardSwish } from "./hard-swish/index.js";
import { ifOperator } from "./if/index.js";
import { l2Normalization } from "./l2-normalization/index.js";
import { l2Pool2d } from "./l2-pool-2d/index.js";
import { leakyRelu } from "./leaky-relu/index.js";
import { less } from "./less/index.js";
import { lessEqual } from "./less-equal/index.js";
import { log } from "./log/index.js";
import { logSoftmax } from "./log-softmax/index.js";
import { logicalAnd } from "./logical-and/index.js";
import { logicalNot } from "./logical-not/index.js";
import { logicalOr } from "./logical-or/index.js";
import { logistic } from "./logistic/index.js";
import { maxPool2d } from "./max-pool-2d/index.js";
import { maximum } from "./maximum/index.js";
import { mean } from "./mean/index.js";
import { minimum } from "./minimum/index.js";
import { mirrorPad } from "./mirror-pad/index.js";
import { mul } from "./mul/index.js";
import { neg } from "./neg/index.js";
import { notEqual } from "./not-equal/index.js";
import { pack } from "./pack/index.js";
import { pad } from "./pad/index.js";
import { padV2 } from "./pad-v2/index.js";
import { prelu } from "./prelu/index.js";
import { quantize } from "./quantize/index.js";
import { readVariable } from "./read-variable/index.js";
import { reduceAll } from "./reduce-all/index.js";
import { reduceMax } from "./reduce-max/index.js";
import { reduceMin } from "./reduce-min/index.js";
import { relu } from "./relu/index.js";
import { relu6 } from "./relu6/index.js";
import { reshape } from "./reshape/index.js";
import { resizeBilinear } from "./resize-bilinear/index.js";
import { resizeNearestNeighbor } from "./resize-nearest-neighbor/index.js";
import { reverseV2 } from "./reverse-v2/index.js";
import { round } from "./round/index.js";
import { rsqrt } from "./rsqrt/index.js";
import { selectV2 } from "./select-v2/index.js";
import { shape } from "./shape/index.js";
import { signalDelay } from "./signal-delay/index.js";
import { signalEnergy } from "./signal-energy/index.js";
import { signalFftAutoScale } from "./signal-fft-auto-scale/index.js";
import { signalFilterBank } from "./signal-filter-bank/index.js";
import { signalFilterBankLog } from "./signal-filter-bank-log/index.js";
import { signalFilterBankSpectralSubtraction } from "./signal-filter-bank-spectral-subtraction/index.js";
import { signalFilterBankSquareRoot } from "./signal-filter-bank-square-root/index.js";
import { signalFramer } from "./signal-framer/index.js";
import { signalIrfft } from "./signal-irfft/index.js";
import { signalOverlapAdd } from "./signal-overlap-add/index.js";
import { signalPcan } from "./signal-pcan/index.js";
import { signalRfft } from "./signal-rfft/index.js";
import { signalStacker } from "./signal-stacker/index.js";
import { signalWindow } from "./signal-window/index.js";
import { sin } from "./sin/index.js";
import { slice } from "./slice/index.js";
import { softmax } from "./softmax/index.js";
import { spaceToBatchNd } from "./space-to-batch-nd/index.js";
import { spaceToDepth } from "./space-to-depth/index.js";
import { split } from "./split/index.js";
import { splitV } from "./split-v/index.js";
import { sqrt } from "./sqrt/index.js";
import { square } from "./square/index.js";
import { squaredDifference } from "./squared-difference/index.js";
import { squeeze } from "./squeeze/index.js";
import { stridedSlice } from "./strided-slice/index.js";
import { sub } from "./sub/index.js";
import { sum } from "./sum/index.js";
import { svdf } from "./svdf/index.js";
import { tanh } from "./tanh/index.js";
import { detectionPostProcess } from "./tflite-detection-post-process/index.js";
import { transpose } from "./transpose/index.js";
import { transposeConv } from "./transpose-conv/index.js";
import { unidirectionalSequenceLstm } from "./unidirectional-sequence-lstm/index.js";
import { unpack } from "./unpack/index.js";
import { varHandle } from "./var-handle/index.js";
import { whileOperator } from "./while/index.js";
import { zerosLike } from "./zeros-like/index.js";
import type { OpDefinition } from "./definition.js";

// The attribute types differ per operator; the registry hands each definition only its own nodes.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const OPERATORS: readonly OpDefinition<string, any>[] = [
  abs,
  add,
  addN,
  argMax,
  argMin,
  assignVariable,
  averagePool2d,
  batchMatmul,
  batchToSpaceNd,
  broadcastArgs,
  broadcastTo,
  callOnce,
  cast,
  ceil,
  concatenation,
  conv2d,
  cos,
  cumsum,
  depthToSpace,
  depthwiseConv2d,
  dequantize,
  detectionPostProcess,
  div,
  dynamicUpdateSlice,
  elu,
  embeddingLookup,
  equal,
  exp,
  expandDims,
  fill,
  floor,
  floorDiv,
  floorMod,
  fullyConnected,
  gather,
  gatherNd,
  greater,
  greaterEqual,
  hardSwish,
  ifOperator,
  l2Normalization,
  l2Pool2d,
  leakyRelu,
  less,
  lessEqual,
  log,
  logicalAnd,
  logicalNot,
  logicalOr,
  logistic,
  logSoftmax,
  maximum,
  maxPool2d,
  mean,
  minimum,
  mirrorPad,
  mul,
  neg,
  notEqual,
  pack,
  pad,
  padV2,
  prelu,
  quantize,
  readVariable,
  reduceAll,
  reduceMax,
  reduceMin,
  relu,
  relu6,
  reshape,
  resizeBilinear,
  resizeNearestNeighbor,
  reverseV2,
  round,
  rsqrt,
  selectV2,
  shape,
  signalDelay,
  signalEnergy,
  signalFftAutoScale,
  signalFilterBank,
  signalFilterBankLog,
  signalFilterBankSpectralSubtraction,
  signalFilterBankSquareRoot,
  signalFramer,
  signalIrfft,
  signalOverlapAdd,
  signalPcan,
  signalRfft,
  signalStacker,
  signalWindow,
  sin,
  slice,
  softmax,
  spaceToBatchNd,
  spaceToDepth,
  split,
  splitV,
  sqrt,
  square,
  squaredDifference,
  squeeze,
  stridedSlice,
  sub,
  sum,
  svdf,
  tanh,
  transpose,
  transposeConv,
  unidirectionalSequenceLstm,
  unpack,
  varHandle,
  whileOperator,
  zerosLike,
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
    const attributes: unknown = definition.readAttributes(node.attributes as RawAttributes);
    return { ...node, attributes, fileOptions: node.attributes };
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
