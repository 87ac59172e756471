// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of BATCH_TO_SPACE_ND: nested copies where whole blocks are kept, else pixel by pixel. */
import { invariant } from "../../../diagnostics/tinygen-error.js";
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type BatchBlocks, batchBlocks, extendedShape } from "../../shared/batch-blocks.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { stridedCopy } from "../../shared/strided-copy.js";
import { emitStridedCopy } from "../../shared/strided-copy-c.js";

export const batchToSpaceScalar = {
  isa: "scalar",
  emit: emitBatchToSpace,
} as const satisfies KernelEmitter<unknown>;

function emitBatchToSpace(view: NodeView, kernel: KernelWriter): void {
  const blocks = batchBlocks(view);
  invariant(blocks !== undefined, "BATCH_TO_SPACE_ND has constant blocks");
  const { blockHeight, blockWidth, top, bottom, left, right } = blocks;
  const keepsBlocks =
    [top, bottom].every((crop) => crop % blockHeight === 0) && [left, right].every((crop) => crop % blockWidth === 0);
  if (keepsBlocks) emitWholeBlocks(view, kernel, blocks);
  else emitPixels(view, kernel, blocks);
}

function emitWholeBlocks(view: NodeView, kernel: KernelWriter, blocks: BatchBlocks): void {
  const [, height, width, depth] = extendedShape(inputTensor(view, 0).shape);
  const [batches, rows, columns] = extendedShape(outputTensor(view).shape);
  const { blockHeight, blockWidth, top, left } = blocks;
  const row = width * depth;
  const plane = height * row;
  const outputRow = columns * depth;
  const copy = stridedCopy({
    from: (top / blockHeight) * row + (left / blockWidth) * depth,
    loops: [
      { extent: batches, from: plane, to: rows * outputRow },
      { extent: rows / blockHeight, from: row, to: blockHeight * outputRow },
      { extent: blockHeight, from: blockWidth * batches * plane, to: outputRow },
      { extent: columns / blockWidth, from: depth, to: blockWidth * depth },
      { extent: blockWidth, from: batches * plane, to: depth },
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

function emitPixels(view: NodeView, kernel: KernelWriter, blocks: BatchBlocks): void {
  const [, height, width, depth] = extendedShape(inputTensor(view, 0).shape);
  const { dtype } = outputTensor(view);
  const [batches, rows, columns] = extendedShape(outputTensor(view).shape);
  const { blockHeight, blockWidth, top, left } = blocks;
  const type = cType(dtype);
  const plane = height * width * depth;
  const loop = (name: string, extent: number, body: () => void): void => {
    kernel.block(`for (int32_t ${name} = 0; ${name} < ${extent}; ${name}++)`, body);
  };
  kernel.include("string.h");
  const source = kernel.input(0);
  kernel.print`${type} *to = ${kernel.output(0)};`;
  loop("batch", batches, () => {
    loop("row", rows, () => {
      kernel.print`
        const int32_t y = row + ${top};
        const ${type} *from = ${source} + (y % ${blockHeight} * ${blockWidth * batches} + batch) * ${plane} + y / ${blockHeight} * ${width * depth};`;
      loop("column", columns, () => {
        kernel.print`
          const int32_t x = column + ${left};
          memcpy(to, from + x % ${blockWidth} * ${batches * plane} + x / ${blockWidth} * ${depth}, ${depth * elementBytes(dtype)});
          to += ${depth};`;
      });
    });
  });
}
