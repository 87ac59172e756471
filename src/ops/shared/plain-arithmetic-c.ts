// SPDX-License-Identifier: Apache-2.0
/** ADD, SUB, MUL and DIV of numbers that are not quantised, in C: join two elements, then clamp to the activation. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../ir/graph.js";
import type { FusedActivation } from "../../quant/activation.js";
import { type BinaryArithmetic, plainTerms } from "./binary-c.js";
import { clampFloatExpression, clampIntegerExpression } from "./clamp-c.js";
import { floatRange, plainIntegerRange } from "./float-range.js";
import { outputTensor } from "./operands.js";

export interface PlainOperator {
  /** The operator of C for float32. */
  readonly float: "+" | "-" | "*" | "/";
  /** The function of a runtime header for int32, and that header. */
  readonly integer: { readonly call: string; readonly header: string };
  /** Statements per pass of the innermost loop. */
  readonly unroll: { readonly float: number; readonly integer: number };
}

/** For + - *, which are short: several elements per pass pay. */
export const WRAPPING_HEADER = "tinygen_elementwise.h";
export const SHORT_UNROLL: PlainOperator["unroll"] = { float: 2, integer: 4 };

/** Undefined for quantised outputs. `integerActivation` is what int32 is clamped to, if it is not the node's. */
export function plainArithmetic(
  view: NodeView<{ readonly activation: FusedActivation }>,
  kernel: KernelWriter,
  operator: PlainOperator,
  integerActivation = view.node.attributes.activation,
): BinaryArithmetic | undefined {
  const { dtype } = outputTensor(view);
  const { float, integer, unroll } = operator;
  if (dtype === "int32") {
    kernel.include(integer.header);
    const range = plainIntegerRange(integerActivation, dtype);
    const join = (a: string, b: string): string =>
      clampIntegerExpression(kernel, `${integer.call}(${a}, ${b})`, dtype, range);
    return { termType: "int32_t", terms: plainTerms, join, unroll: unroll.integer };
  }
  if (dtype !== "float32") return undefined;
  const range = floatRange(view.node.attributes.activation);
  const join = (a: string, b: string): string => clampFloatExpression(kernel, `${a} ${float} ${b}`, range);
  return { termType: "float", terms: plainTerms, join, unroll: unroll.float };
}
