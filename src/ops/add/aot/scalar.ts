// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of ADD. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type BinaryArithmetic, binaryMemory, emitBinary, emitConstantOperandTable } from "../../shared/binary-c.js";
import { plainArithmetic, SHORT_UNROLL, WRAPPING_HEADER } from "../../shared/plain-arithmetic-c.js";
import { quantizedPairArithmetic } from "../../shared/quantized-pair-c.js";
import type { AddAttributes } from "../attributes.js";
import { adder } from "../reference.js";
import { addScaling } from "../scaling.js";

export const addScalar = {
  isa: "scalar",
  memory: binaryMemory,
  emit: emitAdd,
} as const satisfies KernelEmitter<AddAttributes>;

const PLAIN = {
  float: "+",
  integer: { call: "tinygen_wrapping_add", header: WRAPPING_HEADER },
  unroll: SHORT_UNROLL,
} as const;

function emitAdd(view: NodeView<AddAttributes>, kernel: KernelWriter): void {
  // A single constant addend makes the sum a function of one byte.
  if (!emitConstantOperandTable(view, kernel, adder(view))) emitBinary(view, kernel, arithmeticOf(view, kernel));
}

function arithmeticOf(view: NodeView<AddAttributes>, kernel: KernelWriter): BinaryArithmetic {
  // TFLM clamps int32 sums to their type alone, unlike those of its siblings.
  const plain = plainArithmetic(view, kernel, PLAIN, "NONE");
  if (plain !== undefined) return plain;
  const { addends: operands, ...scaling } = addScaling(view);
  return quantizedPairArithmetic(view, kernel, { ...scaling, operands, result: adder(view), sign: 1 });
}
