// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of L2_NORMALIZATION. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import type { KernelEmitter } from "../../definition.js";
import { affineOf, inputTensor } from "../../shared/operands.js";
import { unaryMemory } from "../../shared/quantized-unary.js";
import { signed } from "../../shared/rescale-c.js";
import { OUTPUT_BITS } from "../reference.js";

export const l2NormalizationScalar = {
  isa: "scalar",
  // A row is read as a whole before it is written, then element by element.
  memory: unaryMemory,
  emit: emitL2Normalization,
} as const satisfies KernelEmitter<unknown>;

// More squares of up to 255² could wrap around 32 bits.
const SAFE_DEPTH = Math.floor(2 ** 31 / 255 ** 2);

function emitL2Normalization(view: NodeView, kernel: KernelWriter): void {
  const { shape } = inputTensor(view, 0);
  const depth = shape.at(-1) ?? 1;
  const rows = elementCount(shape) / depth;
  const { zeroPoint } = affineOf(inputTensor(view, 0));
  const difference = (x: string): string => (zeroPoint === 0 ? x : `${x} ${signed(-zeroPoint)}`);
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.include("tinygen_fixed_point.h");
  kernel.include("tinygen_inverse_square_root.h");
  const row = (from: string, to: string): void => {
    kernel.print`${depth > SAFE_DEPTH ? "uint32_t" : "int32_t"} squares = 0;`;
    kernel.block(`for (int32_t i = 0; i < ${depth}; ++i)`, () => {
      kernel.print`
        const int32_t x = ${difference(`${from}[i]`)};
        squares += ${depth > SAFE_DEPTH ? "(uint32_t)(x * x)" : "x * x"};`;
    });
    kernel.print`
      int shift = 0;
      const int32_t multiplier = tinygen_inverse_square_root(${depth > SAFE_DEPTH ? "(int32_t)squares" : "squares"}, &shift);
      shift += ${OUTPUT_BITS};`;
    kernel.block(`for (int32_t i = 0; i < ${depth}; ++i)`, () => {
      const scaled = `tinygen_multiply_by_quantized_multiplier(${difference(`${from}[i]`)}, multiplier, shift)`;
      kernel.print`${to}[i] = tinygen_clamp_int8(${scaled}, INT8_MIN, INT8_MAX);`;
    });
  };
  if (rows === 1) {
    row(source, target);
    return;
  }
  kernel.block(`for (int32_t row = 0; row < ${rows}; ++row)`, () => {
    kernel.print`
      const int8_t *const from = ${source} + row * ${depth};
      int8_t *const to = ${target} + row * ${depth};`;
    row("from", "to");
  });
}
