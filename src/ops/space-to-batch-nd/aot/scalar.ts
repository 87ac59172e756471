// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SPACE_TO_BATCH_ND: one copy without margins, else a check for every row and pixel. */
import { invariant } from "../../../diagnostics/tinygen-error.js";
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type BatchBlocks, batchBlocks, extendedShape } from "../../shared/batch-blocks.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { stridedCopy } from "../../shared/strided-copy.js";
import { emitStridedCopy } from "../../shared/strided-copy-c.js";

export const spaceToBatchScalar = {
  isa: "scalar",
  emit: emitSpaceToBatch,
} as const satisfies KernelEmitter<unknown>;

function emitSpaceToBatch(view: NodeView, kernel: KernelWriter): void {
  const blocks = batchBlocks(view);
  invariant(blocks !== undefined, "SPACE_TO_BATCH_ND has constant blocks");
  if (blocks.top + blocks.bottom + blocks.left + blocks.right > 0) emitWithMargins(view, kernel, blocks);
  else emitWithoutMargins(view, kernel, blocks);
}

function emitWithoutMargins(view: NodeView, kernel: KernelWriter, blocks: BatchBlocks): void {
  const [batches, height, width, depth] = extendedShape(inputTensor(view, 0).shape);
  const [, rows, columns] = extendedShape(outputTensor(view).shape);
  const { blockHeight, blockWidth } = blocks;
  const row = width * depth;
  const plane = rows * columns * depth;
  const copy = stridedCopy({
    loops: [
      { extent: blockHeight, from: row, to: blockWidth * batches * plane },
      { extent: blockWidth, from: depth, to: batches * plane },
      { extent: batches, from: height * row, to: plane },
      { extent: rows, from: blockHeight * row, to: columns * depth },
      { extent: columns, from: blockWidth * depth, to: depth },
      { extent: depth, from: 1, to: 1 },
    ],
  });
  const bytes = elementBytes(outputTensor(view).dtype);
  emitStridedCopy(kernel, {
    copy,
    elementBytes: bytes,
    source: kernel.input(0),
    target: kernel.output(0),
    apart: true,
  });
}

function emitWithMargins(view: NodeView, kernel: KernelWriter, blocks: BatchBlocks): void {
  const [batches, height, width, depth] = extendedShape(inputTensor(view, 0).shape);
  const { dtype } = outputTensor(view);
  const [, rows, columns] = extendedShape(outputTensor(view).shape);
  const { blockHeight, blockWidth, top, left } = blocks;
  const bytes = elementBytes(dtype);
  const loop = (name: string, extent: number, body: () => void): void => {
    kernel.block(`for (int32_t ${name} = 0; ${name} < ${extent}; ${name}++)`, body);
  };
  kernel.include("string.h");
  kernel.print`const ${cType(dtype)} *const from = ${kernel.input(0)};`;
  kernel.print`${cType(dtype)} *to = ${kernel.output(0)};`;
  kernel.print`/* The margin holds stored zeros. */`;
  loop("shift", blockHeight * blockWidth, () => {
    loop("batch", batches, () => {
      loop("row", rows, () => {
        kernel.print`const int32_t y = row * ${blockHeight} + shift / ${blockWidth} - ${top};`;
        loop("column", columns, () => {
          kernel.print`const int32_t x = column * ${blockWidth} + shift % ${blockWidth} - ${left};`;
          kernel.block(`if (y < 0 || y >= ${height} || x < 0 || x >= ${width})`, () => {
            kernel.print`memset(to, 0, ${depth * bytes});`;
          });
          kernel.block("else", () => {
            kernel.print`memcpy(to, from + ((batch * ${height} + y) * ${width} + x) * ${depth}, ${depth * bytes});`;
          });
          kernel.print`to += ${depth};`;
        });
      });
    });
  });
}
