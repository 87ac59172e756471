// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SOFTMAX. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import {
  softmaxExpTable,
  softmaxInt16Scaling,
  softmaxInt16Tables,
  softmaxScaling,
  SUM_INTEGER_BITS,
} from "../../../quant/softmax.js";
import type { KernelEmitter } from "../../definition.js";
import type { NodeMemory } from "../../node-memory.js";
import { affineOf, inputTensor, outputTensor } from "../../shared/operands.js";
import { elementwiseOverlap } from "../../shared/overlap.js";
import type { SoftmaxAttributes } from "../attributes.js";
import { softmaxRows } from "../reference.js";

export const softmaxScalar = {
  isa: "scalar",
  memory: softmaxMemory,
  emit: emitSoftmax,
} as const satisfies KernelEmitter<SoftmaxAttributes>;

// Bytes of the code that computes an exponential; a smaller table is used instead of it.
const EXPONENTIAL_CODE_BYTES = 320;
// From this many elements on, the table's speed is worth its flash.
const TABLE_FROM_ELEMENTS = 64;

/** The last pass over a row reads each element before it writes it; the passes before only read. */
function softmaxMemory(view: NodeView): NodeMemory {
  return { scratch: [], overlaps: elementwiseOverlap(inputTensor(view, 0), outputTensor(view)) };
}

function emitSoftmax(view: NodeView<SoftmaxAttributes>, kernel: KernelWriter): void {
  const { rows, depth } = softmaxRows(view);
  const types = { input: cType(inputTensor(view, 0).dtype), output: cType(outputTensor(view).dtype) };
  kernel.include("tinygen_softmax.h");
  kernel.print`const ${types.input} *x = ${kernel.input(0)};`;
  kernel.print`${types.output} *y = ${kernel.output(0)};`;
  const row = (): void => {
    kernel.print`int32_t largest = x[0];`;
    kernel.block(`for (int32_t i = 1; i < ${depth}; i++)`, () => {
      kernel.print`largest = x[i] > largest ? x[i] : largest;`;
    });
    if (inputTensor(view, 0).dtype === "int8") emitInt8Row(view, kernel);
    else emitInt16Row(view, kernel);
    if (rows === 1) return;
    kernel.print`x += ${depth};`;
    kernel.print`y += ${depth};`;
  };
  if (rows === 1) row();
  else kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, row);
}

function emitInt8Row(view: NodeView<SoftmaxAttributes>, kernel: KernelWriter): void {
  const { depth } = softmaxRows(view);
  const output = outputTensor(view).dtype === "int8" ? { type: "int8_t", bits: 8 } : { type: "int16_t", bits: 16 };
  const exponential = emitExponential(view, kernel);
  const rounding = 2 ** (SUM_INTEGER_BITS - 1);
  kernel.print`
    /* Sum of the exponentials in Q${SUM_INTEGER_BITS}.${31 - SUM_INTEGER_BITS}. */
    uint32_t sum = 0;
  `;
  kernel.block(`for (int32_t i = 0; i < ${depth}; i++)`, () => {
    exponential();
    kernel.print`sum += ((uint32_t)e + ${rounding}u) >> ${SUM_INTEGER_BITS};`;
  });
  kernel.print`int shift;`;
  kernel.print`const int32_t factor = tinygen_softmax_reciprocal(sum, ${output.bits}, &shift);`;
  kernel.block(`for (int32_t i = 0; i < ${depth}; i++)`, () => {
    exponential();
    const top = 2 ** output.bits - 1;
    kernel.print`const int32_t probability = tinygen_softmax_output(e, factor, shift);`;
    kernel.print`y[i] = (${output.type})((probability > ${top} ? ${top} : probability) - ${2 ** (output.bits - 1)});`;
  });
}

/** Returns a printer of `const int32_t e = …;`, the exponential of x[i] − largest in Q0.31. */
function emitExponential(view: NodeView<SoftmaxAttributes>, kernel: KernelWriter): () => void {
  const { rows, depth } = softmaxRows(view);
  const scaling = softmaxScaling(view.node.attributes.beta, affineOf(inputTensor(view, 0)).scale);
  const table = softmaxExpTable(scaling);
  // Entries after the last that is not zero need no room.
  const used = table.findLastIndex((value) => value !== 0) + 1;
  if (used * 4 <= EXPONENTIAL_CODE_BYTES || rows * depth >= TABLE_FROM_ELEMENTS) {
    const values = table.slice(0, used);
    const comment = "exp of -index steps of the input in Q0.31";
    const symbol = kernel.constant({ name: "exp", dtype: "int32", values, comment });
    return () => {
      kernel.print`const int32_t distance = largest - x[i];`;
      kernel.print`const int32_t e = ${used === 256 ? "" : `distance >= ${used} ? 0 : `}${symbol}[distance];`;
    };
  }
  const { multiplier, shift, smallestDifference } = scaling;
  return () => {
    kernel.print`const int32_t difference = x[i] - largest;`;
    const scaled = `tinygen_fixed_product(difference * ${2 ** shift}, ${multiplier})`;
    const guard = smallestDifference <= -255 ? "" : `difference < ${smallestDifference} ? 0 : `;
    kernel.print`const int32_t e = ${guard}tinygen_exp_of_negative(${scaled});`;
  };
}

function emitInt16Row(view: NodeView<SoftmaxAttributes>, kernel: KernelWriter): void {
  const { depth } = softmaxRows(view);
  const { multiplier, shift } = softmaxInt16Scaling(view.node.attributes.beta, affineOf(inputTensor(view, 0)).scale);
  const tables = softmaxInt16Tables();
  const table = (name: string, values: Int16Array, comment: string): string =>
    kernel.constant({ name, dtype: "int16", values, comment });
  const exp = table("exp", tables.exp, "exp on -10 ... 0 in Q0.15");
  const reciprocal = table("reciprocal", tables.reciprocal, "1 / (1 + x) on 0 ... 1 in Q0.15");
  kernel.include("tinygen_fixed_point.h");
  kernel.include("tinygen_elementwise.h");
  kernel.print`
    /* The output holds the exponentials until their sum is known. */
    int32_t sum = 0;
  `;
  kernel.block(`for (int32_t i = 0; i < ${depth}; i++)`, () => {
    const scaled = `tinygen_multiply_by_quantized_multiplier(x[i] - largest, ${multiplier}, ${shift})`;
    kernel.print`const int32_t argument = tinygen_wrapping_add(${scaled}, 32767);`;
    kernel.print`y[i] = tinygen_interpolate_int16(tinygen_clamp(argument, -32768, 32767), ${exp});`;
    kernel.print`sum = tinygen_wrapping_add(sum, y[i]);`;
  });
  kernel.print`int shift;`;
  kernel.print`const int32_t factor = tinygen_softmax_reciprocal_int16(sum, ${reciprocal}, &shift);`;
  kernel.block(`for (int32_t i = 0; i < ${depth}; i++)`, () => {
    kernel.print`const int32_t probability = (y[i] * factor + (INT32_C(1) << (shift - 1))) >> shift;`;
    kernel.print`y[i] = (int16_t)tinygen_clamp(probability, 0, 32767);`;
  });
}
