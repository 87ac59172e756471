// SPDX-License-Identifier: Apache-2.0
/** The one list of operators; an operator is added by its folder and one line here. */
import type { Graph, Model } from "../ir/graph.js";
import type { RawAttributes } from "../tflite-schema/raw-attributes.js";
import { add } from "./add/index.js";
import { concatenation } from "./concatenation/index.js";
import { conv2d } from "./conv-2d/index.js";
import { depthwiseConv2d } from "./depthwise-conv-2d/index.js";
import { dequantize } from "./dequantize/index.js";
import { fullyConnected } from "./fully-connected/index.js";
import { logistic } from "./logistic/index.js";
import { pad } from "./pad/index.js";
import { padV2 } from "./pad-v2/index.js";
import { quantize } from "./quantize/index.js";
import { relu } from "./relu/index.js";
import { relu6 } from "./relu6/index.js";
import { reshape } from "./reshape/index.js";
import type { OpDefinition } from "./definition.js";

// The attribute types differ per operator; the registry hands each definition only its own nodes.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
const OPERATORS: readonly OpDefinition<string, any>[] = [
  add,
  concatenation,
  conv2d,
  depthwiseConv2d,
  dequantize,
  fullyConnected,
  logistic,
  pad,
  padV2,
  quantize,
  relu,
  relu6,
  reshape,
];

const BY_NAME = new Map(OPERATORS.map((definition) => [definition.op, definition as OpDefinition]));

export const operatorNames: readonly string[] = [...BY_NAME.keys()].sort();
export const operators: readonly OpDefinition[] = operatorNames.map((name) => BY_NAME.get(name) as OpDefinition);

export function findOperator(op: string): OpDefinition | undefined {
  return BY_NAME.get(op);
}

/** Replaces the raw builtin options of every known operator by its typed attributes. */
export function resolveAttributes(model: Model): Model {
  return { ...model, graphs: model.graphs.map(resolveGraph) };
}

function resolveGraph(graph: Graph): Graph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => {
      const definition = BY_NAME.get(node.op);
      // The reader leaves the options of the file in place; only this function replaces them.
      return definition === undefined
        ? node
        : { ...node, attributes: definition.readAttributes(node.attributes as RawAttributes) };
    }),
  };
}
