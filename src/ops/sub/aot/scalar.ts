// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SUB. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { type BinaryArithmetic, binaryMemory, emitBinary, emitConstantOperandTable } from "../../shared/binary-c.js";
import { plainArithmetic, SHORT_UNROLL, WRAPPING_HEADER } from "../../shared/plain-arithmetic-c.js";
import { quantizedPairArithmetic } from "../../shared/quantized-pair-c.js";
import type { SubAttributes } from "../attributes.js";
import { subtractor } from "../reference.js";
import { subScaling } from "../scaling.js";

export const subScalar = {
  isa: "scalar",
  memory: binaryMemory,
  emit: emitSub,
} as const satisfies KernelEmitter<SubAttributes>;

const PLAIN = {
  float: "-",
  integer: { call: "tinygen_wrapping_sub", header: WRAPPING_HEADER },
  unroll: SHORT_UNROLL,
} as const;

function emitSub(view: NodeView<SubAttributes>, kernel: KernelWriter): void {
  // A single constant operand makes the difference a function of one byte.
  if (!emitConstantOperandTable(view, kernel, subtractor(view))) emitBinary(view, kernel, arithmeticOf(view, kernel));
}

function arithmeticOf(view: NodeView<SubAttributes>, kernel: KernelWriter): BinaryArithmetic {
  return (
    plainArithmetic(view, kernel, PLAIN) ??
    quantizedPairArithmetic(view, kernel, { ...subScaling(view), result: subtractor(view), sign: -1 })
  );
}
