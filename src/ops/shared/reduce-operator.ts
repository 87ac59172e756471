// SPDX-License-Identifier: Apache-2.0
/** What SUM, REDUCE_MAX, REDUCE_MIN and REDUCE_ALL have in common: options, axes, shapes, loops. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import type { Shape } from "../../ir/shape.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import type { RawAttributes } from "../../tflite-schema/raw-attributes.js";
import { type Constraint, defineOp, type OpDefinition, type Signature } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { requireOptions } from "./builtin-enums.js";
import { constantIntegers, inputData, inputTensor, numericElements, outputTensor } from "./operands.js";
import { resolveAxes } from "./reduce-axes.js";
import { emitReduce, type ReductionC } from "./reduce-c.js";
import { forEachReduced } from "./reduce-reference.js";
import { outputShapeIs } from "./shape-constraints.js";

export interface ReduceAttributes {
  /** Reduced axes stay in the output's shape with extent 1. */
  readonly keepDims: boolean;
}

export interface ReduceOperatorOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  readonly maxVersion: number;
  readonly signatures: readonly Signature[];
  readonly constraints?: readonly Constraint<ReduceAttributes>[];
  readonly evaluate: (view: NodeView, inputs: readonly (TensorData | undefined)[]) => readonly TensorData[];
  readonly reduction: (view: NodeView, kernel: KernelWriter) => ReductionC;
}

/** Reduced axes, counted from the first; none where input 1 names axes that do not exist. */
export function reducedAxes(view: NodeView): readonly number[] {
  return knownAxes(view) ?? [];
}

function knownAxes(view: NodeView): readonly number[] | undefined {
  return resolveAxes(constantIntegers(view.inputs[1]) ?? [], inputTensor(view, 0).shape.length);
}

const axesExist: Constraint<ReduceAttributes> = {
  id: "axes",
  says: "the axes must exist in input 0",
  violation: (view) =>
    knownAxes(view) === undefined ? `axes ${constantIntegers(view.inputs[1])?.join(", ") ?? ""}` : undefined,
};

function reducedShape(view: NodeView<ReduceAttributes>): Shape {
  const axes = reducedAxes(view);
  const { shape } = inputTensor(view, 0);
  return view.node.attributes.keepDims
    ? shape.map((extent, axis) => (axes.includes(axis) ? 1 : extent))
    : shape.filter((_, axis) => !axes.includes(axis));
}

export function reduceOperator<const K extends string>(
  options: ReduceOperatorOptions<K>,
): OpDefinition<K, ReduceAttributes> {
  const { op, resolverCall, tflm, summary, maxVersion, signatures, constraints = [], evaluate, reduction } = options;
  const emit = (view: NodeView, kernel: KernelWriter): void => {
    const [input, output] = [inputTensor(view, 0), outputTensor(view)];
    emitReduce(kernel, { input, output, axes: reducedAxes(view), reduction: reduction(view, kernel) });
  };
  return defineOp<K, ReduceAttributes>({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion,
    signatures,
    constantInputs: [1],
    readAttributes: (raw: RawAttributes) => ({ keepDims: requireOptions(raw, "ReducerOptions").keepDims }),
    constraints: [
      axesExist,
      outputShapeIs<ReduceAttributes>(
        "the output must have the input's shape without the reduced axes, or with extent 1 there when keep_dims is set",
        reducedShape,
      ),
      ...constraints,
    ],
    evaluate,
    work: () => ({ macs: 0 }),
    aot: [{ isa: "scalar", emit }],
  });
}

/** Folds the elements of each output in ascending order, in the type of the output. */
export function evaluateFold(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  initial: number,
  step: (running: number, element: number) => number,
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result).fill(initial);
  forEachReduced(inputTensor(view, 0).shape, reducedAxes(view), (from, to) => {
    output[to] = step(output[to] ?? 0, input[from] ?? 0);
  });
  return [result];
}
