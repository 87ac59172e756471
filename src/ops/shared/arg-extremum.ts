// SPDX-License-Identifier: Apache-2.0
/** ARG_MAX and ARG_MIN (tflite::reference_ops::ArgMinMax): index of the first extreme element along an axis. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import { allocate, type TensorData } from "../../ir/tensor-data.js";
import { type Constraint, defineOp, type OpDefinition } from "../definition.js";
import type { TflmKernel } from "../tflm-memory.js";
import { axesInRange, oneAxis, resolvedAxes, splitAt } from "./axis.js";
import { type NoAttributes, readNoAttributes } from "./no-attributes.js";
import { inputData, inputTensor, numericElements, outputTensor } from "./operands.js";
import { rankBetween, outputShapeIs } from "./shape-constraints.js";

export interface ArgExtremumOptions<K extends string> {
  readonly op: K;
  readonly resolverCall: `Add${string}`;
  readonly tflm: TflmKernel;
  readonly summary: string;
  /** A later element wins where it stands in this relation to the best so far. */
  readonly relation: ">" | "<";
}

export function argExtremumOperator<const K extends string>(
  options: ArgExtremumOptions<K>,
): OpDefinition<K, NoAttributes> {
  const { op, resolverCall, tflm, summary, relation } = options;
  const constraints: readonly Constraint<NoAttributes>[] = [
    rankBetween(1, 6),
    oneAxis,
    axesInRange,
    outputShapeIs("the output must have the shape of input 0 without the axis", (view) => {
      const [axis = 0] = resolvedAxes(view);
      return inputTensor(view, 0).shape.filter((_, i) => i !== axis);
    }),
  ];
  return defineOp<K, NoAttributes>({
    op,
    resolverCall,
    tflm,
    summary,
    maxVersion: 3,
    signatures: [
      { inputs: ["int8", "int32"], outputs: ["int32"] },
      { inputs: ["float32", "int32"], outputs: ["int32"] },
    ],
    constantInputs: [1],
    // The type of the result is that of the output tensor.
    readAttributes: readNoAttributes,
    constraints,
    evaluate: (view, inputs) => evaluateArgExtremum(view, inputs, relation),
    work: () => ({ macs: 0 }),
    aot: [
      {
        isa: "scalar",
        emit: (view, kernel) => {
          emitArgExtremum(view, kernel, relation);
        },
      },
    ],
  });
}

function evaluateArgExtremum(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  relation: ">" | "<",
): readonly TensorData[] {
  const input = numericElements(inputData(inputs, 0));
  const result = allocate(outputTensor(view));
  const output = numericElements(result);
  const { extent, inner } = splitAt(inputTensor(view, 0).shape, resolvedAxes(view)[0] ?? 0);
  const beats = relation === ">" ? (a: number, b: number) => a > b : (a: number, b: number) => a < b;
  for (let line = 0; line < output.length; line++) {
    const start = Math.floor(line / inner) * extent * inner + (line % inner);
    let best = 0;
    for (let i = 1; i < extent; i++) {
      if (beats(input[start + i * inner] ?? 0, input[start + best * inner] ?? 0)) best = i;
    }
    output[line] = best;
  }
  return [result];
}

function emitArgExtremum(view: NodeView, kernel: KernelWriter, relation: ">" | "<"): void {
  const { dtype, shape } = inputTensor(view, 0);
  const { outer, extent, inner } = splitAt(shape, resolvedAxes(view)[0] ?? 0);
  const type = cType(dtype);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const line = (from: string, to: string): void => {
    kernel.print`
      const ${type} *const from = ${from};
      ${dtype === "int8" ? "int32_t" : type} best = from[0];
      int32_t index = 0;`;
    if (extent > 1) {
      kernel.block(`for (int32_t i = 1; i < ${extent}; ++i)`, () => {
        kernel.print`const ${type} candidate = from[${inner === 1 ? "i" : `i * ${inner}`}];`;
        kernel.block(`if (candidate ${relation} best)`, () => {
          kernel.print`best = candidate;`;
          kernel.print`index = i;`;
        });
      });
    } else {
      kernel.print`(void)best;`;
    }
    kernel.print`${to} = index;`;
  };
  if (outer === 1 && inner === 1) {
    line(source, `${target}[0]`);
  } else if (inner === 1) {
    kernel.block(`for (int32_t line = 0; line < ${outer}; ++line)`, () => {
      line(`${source} + line * ${extent}`, `${target}[line]`);
    });
  } else {
    kernel.block(`for (int32_t outer = 0; outer < ${outer}; ++outer)`, () => {
      kernel.block(`for (int32_t inner = 0; inner < ${inner}; ++inner)`, () => {
        line(`${source} + outer * ${extent * inner} + inner`, `${target}[outer * ${inner} + inner]`);
      });
    });
  }
}
