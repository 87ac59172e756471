// SPDX-License-Identifier: Apache-2.0
/** A large tensor as rows that are joined from, or cut into, one piece of each of several small tensors. */
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import { elementCount, type Shape } from "../../ir/shape.js";
import { allocate, type TensorData, toBytes } from "../../ir/tensor-data.js";
import type { KernelEmitter } from "../definition.js";
import { NO_MEMORY, type NodeMemory } from "../node-memory.js";
import { inputData, outputTensor } from "./operands.js";
import { stridedCopy, type StridedCopy } from "./strided-copy.js";
import { emitStridedCopy } from "./strided-copy-c.js";

/** The elements of one small tensor in every row and where they lie in the row. */
export interface RowPiece {
  readonly elements: number;
  readonly offset: number;
}

export interface RowPieces {
  readonly rows: number;
  readonly rowElements: number;
  readonly pieces: readonly RowPiece[];
}

/** Rows end where `axis` of the large tensor does; `elements` counts a piece of a row for each small tensor. */
export function rowPieces(shape: Shape, axis: number, elements: readonly number[]): RowPieces {
  let end = 0;
  const pieces = elements.map((count): RowPiece => {
    const offset = end;
    end += count;
    return { elements: count, offset };
  });
  return { rows: elementCount(shape.slice(0, axis)), rowElements: elementCount(shape.slice(axis)), pieces };
}

/** Cuts the input at position `input` into the node's outputs (tflite::SplitImpl, tflite::UnpackImpl). */
export function evaluateCut(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  options: { readonly input: number; readonly layout: RowPieces },
): readonly TensorData[] {
  const { rows, rowElements, pieces } = options.layout;
  const source = inputData(inputs, options.input);
  const width = elementBytes(source.tensor.dtype);
  const from = toBytes(source);
  return pieces.map(({ elements, offset }, index) => {
    const result = allocate(outputTensor(view, index));
    const to = toBytes(result);
    for (let row = 0; row < rows; row++) {
      const start = (row * rowElements + offset) * width;
      to.set(from.subarray(start, start + elements * width), row * elements * width);
    }
    return result;
  });
}

/** Joins all inputs to output 0 (tflite::PackImpl). */
export function evaluateJoin(
  view: NodeView,
  inputs: readonly (TensorData | undefined)[],
  { rows, rowElements, pieces }: RowPieces,
): readonly TensorData[] {
  const result = allocate(outputTensor(view));
  const width = elementBytes(outputTensor(view).dtype);
  const to = toBytes(result);
  pieces.forEach(({ elements, offset }, index) => {
    const from = toBytes(inputData(inputs, index));
    for (let row = 0; row < rows; row++) {
      const piece = from.subarray(row * elements * width, (row + 1) * elements * width);
      to.set(piece, (row * rowElements + offset) * width);
    }
  });
  return [result];
}

/** The portable kernel that cuts input `input` into all outputs, output after output. */
export function cutScalar<A>(input: number, layout: (view: NodeView<A>) => RowPieces) {
  return {
    isa: "scalar",
    memory: (view) => cutMemory(view, input, layout(view)),
    emit(view, kernel) {
      cuts(layout(view)).forEach((copy, index) => {
        emitStridedCopy(kernel, {
          copy,
          elementBytes: elementBytes(outputTensor(view, index).dtype),
          source: kernel.input(input),
          target: kernel.output(index),
        });
      });
    },
  } as const satisfies KernelEmitter<A>;
}

/** The portable kernel that joins all inputs to output 0, input after input. */
export function joinScalar<A>(layout: (view: NodeView<A>) => RowPieces) {
  return {
    isa: "scalar",
    memory: (view) => joinMemory(view, layout(view)),
    emit(view, kernel) {
      joins(layout(view)).forEach((copy, index) => {
        emitStridedCopy(kernel, {
          copy,
          elementBytes: elementBytes(outputTensor(view).dtype),
          source: kernel.input(index),
          target: kernel.output(0),
        });
      });
    },
  } as const satisfies KernelEmitter<A>;
}

function cuts({ rows, rowElements, pieces }: RowPieces): StridedCopy[] {
  return pieces.map(({ elements, offset }) =>
    stridedCopy({
      from: offset,
      loops: [
        { extent: rows, from: rowElements, to: elements },
        { extent: elements, from: 1, to: 1 },
      ],
    }),
  );
}

function joins({ rows, rowElements, pieces }: RowPieces): StridedCopy[] {
  return pieces.map(({ elements, offset }) =>
    stridedCopy({
      to: offset,
      loops: [
        { extent: rows, from: elements, to: rowElements },
        { extent: elements, from: 1, to: 1 },
      ],
    }),
  );
}

/**
 * With a single row an output may lie where its piece of the input lies, or below: all later pieces come after it.
 * With several rows each output is complete before the next is begun, so that nothing can be said.
 */
function cutMemory(view: NodeView, input: number, { rows, pieces }: RowPieces): NodeMemory {
  if (rows > 1) return NO_MEMORY;
  const width = elementBytes(outputTensor(view).dtype);
  const overlaps = pieces.map(({ offset }, output) => ({ input, output, outputBelow: -offset * width }));
  return { scratch: [], overlaps };
}

/** With a single row, an input may lie where its piece of the output goes, or above: all earlier pieces come before it. */
function joinMemory(view: NodeView, { rows, pieces }: RowPieces): NodeMemory {
  if (rows > 1) return NO_MEMORY;
  const width = elementBytes(outputTensor(view).dtype);
  const overlaps = pieces.map(({ offset }, input) => ({ input, output: 0, outputBelow: offset * width }));
  return { scratch: [], overlaps };
}
