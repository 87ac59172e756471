// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of MIRROR_PAD: the input goes to its place, then each axis is mirrored inside the output. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../../ir/dtype.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";
import { paddings } from "../../shared/pad-layout.js";
import { denseStrides, stridedCopy, type StridedCopy } from "../../shared/strided-copy.js";
import { emitStridedCopy } from "../../shared/strided-copy-c.js";
import type { MirrorPadAttributes } from "../attributes.js";

export const mirrorPadScalar = {
  isa: "scalar",
  emit: emitMirrorPad,
} as const satisfies KernelEmitter<MirrorPadAttributes>;

function emitMirrorPad(view: NodeView<MirrorPadAttributes>, kernel: KernelWriter): void {
  const target = kernel.output(0);
  const common = { elementBytes: elementBytes(outputTensor(view).dtype), target, apart: true } as const;
  emitStridedCopy(kernel, { ...common, copy: innerCopy(view), source: kernel.input(0) });
  const mirrors = mirrorCopies(view);
  if (mirrors.length > 0) kernel.print`/* Margins, mirrored from what is there already. */`;
  for (const copy of mirrors) emitStridedCopy(kernel, { ...common, copy, source: target });
}

/** The first output element that is a plain copy. */
function innerStart(view: NodeView): number {
  const strides = denseStrides(outputTensor(view).shape);
  return strides.reduce((sum, stride, axis) => sum + stride * (paddings(view)?.[axis]?.[0] ?? 0), 0);
}

function innerCopy(view: NodeView): StridedCopy {
  const { shape } = inputTensor(view, 0);
  const from = denseStrides(shape);
  const to = denseStrides(outputTensor(view).shape);
  return stridedCopy({
    to: innerStart(view),
    loops: shape.map((extent, axis) => ({ extent, from: from[axis] ?? 0, to: to[axis] ?? 0 })),
  });
}

/** From the last axis to the first; the axes behind the current one are complete by then. */
function mirrorCopies(view: NodeView<MirrorPadAttributes>): readonly StridedCopy[] {
  const input = inputTensor(view, 0).shape;
  const output = outputTensor(view).shape;
  const strides = denseStrides(output);
  const pads = paddings(view) ?? [];
  const skipped = view.node.attributes.reflect ? 1 : 0;
  return input.flatMap((_, i) => {
    const axis = input.length - 1 - i;
    const stride = strides[axis] ?? 0;
    const extent = input[axis] ?? 0;
    const [before = 0, after = 0] = pads[axis] ?? [];
    // Of the axes outside, only the part that holds the input; of those inside, everything.
    const start = pads.slice(0, axis).reduce((sum, [lead], outer) => sum + lead * (strides[outer] ?? 0), 0);
    const mirror = (count: number, fromPosition: number, toPosition: number): StridedCopy[] => {
      if (count === 0) return [];
      const loops = input.map((own, other) => {
        const step = strides[other] ?? 0;
        if (other === axis) return { extent: count, from: -step, to: step };
        return { extent: other < axis ? own : (output[other] ?? 0), from: step, to: step };
      });
      return [stridedCopy({ from: start + fromPosition * stride, to: start + toPosition * stride, loops })];
    };
    return [
      ...mirror(before, 2 * before - 1 + skipped, 0),
      ...mirror(after, before + extent - 1 - skipped, before + extent),
    ];
  });
}
