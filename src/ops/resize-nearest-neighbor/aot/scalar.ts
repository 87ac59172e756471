// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of RESIZE_NEAREST_NEIGHBOR: pixels are copied along a row, equal rows as a whole. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import { type ResizeAttributes, type ResizeGeometry, resizeGeometry } from "../../shared/resize.js";
import { type CopyLoop, stridedCopy } from "../../shared/strided-copy.js";
import { emitStridedCopy } from "../../shared/strided-copy-c.js";
import { unsignedTable } from "../../shared/unsigned-table.js";
import { nearestSources } from "../nearest.js";

export const resizeNearestNeighborScalar = {
  isa: "scalar",
  emit: emitResizeNearestNeighbor,
} as const satisfies KernelEmitter<ResizeAttributes>;

function emitResizeNearestNeighbor(view: NodeView<ResizeAttributes>, kernel: KernelWriter): void {
  const geometry = resizeGeometry(view);
  const { batches, depth, inputHeight, inputWidth, outputHeight, outputWidth } = geometry;
  const { dtype } = outputTensor(view);
  const width = elementBytes(dtype);
  const [rows, columns] = nearestSources(view);
  const [input, output] = [kernel.input(0), kernel.output(0)];
  const row = outputWidth * depth;
  const rowBytes = row * width;
  const sourceRow = inputWidth * depth;
  const inBatch = (name: string, elements: number): string => (batches === 1 ? name : `${name} + batch * ${elements}`);
  const source = inBatch(input, inputHeight * sourceRow);
  const target = inBatch(output, outputHeight * row);
  const printRow = (from: string, to: string, copied: () => void): void => {
    kernel.print`const ${cType(dtype)} *from = ${source} + ${from} * ${sourceRow};`;
    kernel.print`${cType(dtype)} *to = ${target} + ${to} * ${row};`;
    copied();
  };
  const plane = (): void => {
    const repeat = repetition(rows);
    if (repeat !== undefined) {
      kernel.block(`for (int32_t y = 0; y < ${outputHeight / repeat}; y++)`, () => {
        printRow("y", repeat === 1 ? "y" : `(y * ${repeat})`, () => {
          emitPixels(kernel, { geometry, columns, elementBytes: width });
        });
        if (repeat > 1) kernel.include("string.h");
        if (repeat <= 3) {
          for (let copy = 1; copy < repeat; copy++) kernel.print`memcpy(to + ${copy * row}, to, ${rowBytes});`;
        } else {
          kernel.block(`for (int32_t copy = 1; copy < ${repeat}; copy++)`, () => {
            kernel.print`memcpy(to + copy * ${row}, to, ${rowBytes});`;
          });
        }
      });
      return;
    }
    const table = unsignedTable(kernel, { name: "rows", values: rows, comment: "input row of each output row" });
    kernel.block(`for (int32_t y = 0; y < ${outputHeight}; y++)`, () => {
      printRow(`${table}[y]`, "y", () => {
        if (new Set(rows).size < rows.length) {
          kernel.include("string.h");
          kernel.block(`if (y > 0 && ${table}[y] == ${table}[y - 1])`, () => {
            kernel.print`
              memcpy(to, to - ${row}, ${rowBytes});
              continue;`;
          });
        }
        emitPixels(kernel, { geometry, columns, elementBytes: width });
      });
    });
  };
  if (batches === 1) plane();
  else kernel.block(`for (int32_t batch = 0; batch < ${batches}; batch++)`, plane);
}

interface PixelOptions {
  readonly geometry: ResizeGeometry;
  readonly columns: readonly number[];
  readonly elementBytes: number;
}

// The pixels of one row from `from` to `to`.
function emitPixels(kernel: KernelWriter, options: PixelOptions): void {
  const { geometry, columns, elementBytes: width } = options;
  const { depth } = geometry;
  const loops = columnLoops(columns, depth);
  if (loops !== undefined) {
    const copy = stridedCopy({ from: (columns[0] ?? 0) * depth, loops: [...loops, { extent: depth, from: 1, to: 1 }] });
    emitStridedCopy(kernel, { copy, elementBytes: width, source: "from", target: "to", apart: true });
    return;
  }
  const table = unsignedTable(kernel, {
    name: "columns",
    values: columns,
    comment: "input column of each output column",
  });
  kernel.block(`for (int32_t x = 0; x < ${columns.length}; x++)`, () => {
    if (depth === 1) kernel.print`to[x] = from[${table}[x]];`;
    else {
      kernel.include("string.h");
      kernel.print`memcpy(to + x * ${depth}, from + ${table}[x] * ${depth}, ${depth * width});`;
    }
  });
}

/** k when every input pixel is taken k times in a row, in order, as whole factors give it. */
function repetition(indices: readonly number[]): number | undefined {
  const repeat = indices.lastIndexOf(0) + 1;
  const fits =
    repeat > 0 && indices.length % repeat === 0 && indices.every((index, i) => index === Math.floor(i / repeat));
  return fits ? repeat : undefined;
}

// Loops over columns that need no table: whole factors up, or equal steps.
function columnLoops(columns: readonly number[], depth: number): readonly CopyLoop[] | undefined {
  const repeat = repetition(columns);
  if (repeat !== undefined) {
    return [
      { extent: columns.length / repeat, from: depth, to: repeat * depth },
      { extent: repeat, from: 0, to: depth },
    ];
  }
  const step = (columns[1] ?? 0) - (columns[0] ?? 0);
  const even = columns.every((column, i) => column === (columns[0] ?? 0) + i * step);
  return even ? [{ extent: columns.length, from: step * depth, to: depth }] : undefined;
}
