// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of QUANTIZE. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import { byteSize } from "../../../ir/tensor.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import { emitElementLoop } from "../../shared/elementwise-c.js";
import { affineOf, inputTensor, outputTensor } from "../../shared/operands.js";
import { emitRescale, isIdentity, type Rescale, unaryMemory } from "../../shared/quantized-unary.js";
import { quantizeRescale } from "../rescale.js";

export const quantizeScalar = {
  isa: "scalar",
  memory: unaryMemory,
  emit: emitQuantize,
} as const satisfies KernelEmitter<unknown>;

function emitQuantize(view: NodeView, kernel: KernelWriter): void {
  const [input, output] = [inputTensor(view, 0), outputTensor(view)];
  if (input.dtype === "float32") {
    emitFromFloat(view, kernel);
    return;
  }
  const rescale = quantizeRescale(view);
  if (input.dtype === output.dtype && isIdentity(rescale)) {
    kernel.include("string.h");
    kernel.print`/* Both tensors have the same quantisation. */`;
    kernel.print`memmove(${kernel.output(0)}, ${kernel.input(0)}, ${byteSize(output)});`;
  } else if (flipsSign(view, rescale)) {
    emitSignFlip(view, kernel);
  } else {
    emitRescale(kernel, view, rescale);
  }
}

function emitFromFloat(view: NodeView, kernel: KernelWriter): void {
  const output = outputTensor(view);
  const { scale, zeroPoint } = affineOf(output);
  const { min, max } = integerRange(output.dtype);
  kernel.include("tinygen_quantize.h");
  const [source, target] = [kernel.input(0), kernel.output(0)];
  const statement = (i: string): string => {
    const value = `tinygen_quantize(${source}[${i}], ${cFloat(scale)}, ${zeroPoint}, ${min}, ${max})`;
    return `${target}[${i}] = (${cType(output.dtype)})${value};`;
  };
  emitElementLoop(kernel, { count: elementCount(output.shape), statement });
}

// Between int8 and uint8 with equal scales and zero points 128 apart, only the top bit changes.
function flipsSign(view: NodeView, { multiplier, shift, inputZeroPoint, outputZeroPoint }: Rescale): boolean {
  const types = `${inputTensor(view, 0).dtype} ${outputTensor(view).dtype}`;
  const distance = types === "int8 uint8" ? 128 : types === "uint8 int8" ? -128 : undefined;
  return multiplier === 2 ** 30 && shift === 1 && outputZeroPoint - inputZeroPoint === distance;
}

function emitSignFlip(view: NodeView, kernel: KernelWriter): void {
  const output = outputTensor(view);
  const count = elementCount(output.shape);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.print`/* Same scale, zero points 128 apart: the value changes by 128, which flips the top bit. */`;
  if (count % 4 === 0) {
    kernel.include("string.h");
    kernel.block(`for (int32_t i = 0; i < ${count}; i += 4)`, () => {
      kernel.print`
        uint32_t four;
        memcpy(&four, ${source} + i, 4);
        four ^= 0x80808080u;
        memcpy(${target} + i, &four, 4);
      `;
    });
    return;
  }
  const type = cType(output.dtype);
  emitElementLoop(kernel, { count, statement: (i) => `${target}[${i}] = (${type})(${source}[${i}] ^ 0x80);` });
}
