// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of BATCH_MATMUL: four columns at a time, matrices read where and as they lie. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import { integerRange } from "../../../quant/activation.js";
import { reduceMultiplier } from "../../../quant/fixed-point.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import { clampExpression, rescaleExpression, signed } from "../../shared/rescale-c.js";
import type { BatchMatmulAttributes } from "../attributes.js";
import { type MatrixProduct, matrixProduct } from "../product.js";

export const batchMatmulScalar = {
  isa: "scalar",
  emit: emitBatchMatmul,
} as const satisfies KernelEmitter<BatchMatmulAttributes>;

const LANES = 4;

function emitBatchMatmul(view: NodeView<BatchMatmulAttributes>, kernel: KernelWriter): void {
  const product = matrixProduct(view);
  const type = cType(outputTensor(view).dtype);
  const { rows, columns, batches, strides } = product;
  const [first, second, target] = [kernel.input(0), kernel.input(1), kernel.output(0)];
  const sizes = batches.map((_, depth) => elementCount(batches.slice(depth + 1).map(({ extent }) => extent)));
  const loops = batches.map((loop, depth) => ({
    ...loop,
    name: `b${depth}`,
    size: (sizes[depth] ?? 1) * rows * columns,
  }));
  const running = loops.filter(({ extent }) => extent > 1);
  const offset = (stride: (loop: (typeof loops)[0]) => number): string =>
    running.flatMap((loop) => (stride(loop) === 0 ? [] : [` + ${loop.name} * ${stride(loop)}`])).join("");
  const nest = (depth: number): void => {
    const loop = running[depth];
    if (loop !== undefined) {
      kernel.block(`for (int32_t ${loop.name} = 0; ${loop.name} < ${loop.extent}; ++${loop.name})`, () => {
        nest(depth + 1);
      });
      return;
    }
    kernel.block(`for (int32_t row = 0; row < ${rows}; ++row)`, () => {
      const rowOffset = strides[0].outer === 1 ? "row" : `row * ${strides[0].outer}`;
      kernel.print`
        const ${type} *const left = ${first}${offset(({ strides: [a = 0] }) => a)} + ${rowOffset};
        const ${type} *right = ${second}${offset(({ strides: [, b = 0] }) => b)};
        ${type} *to = ${target}${offset(({ size }) => size)} + row * ${columns};`;
      emitRow(view, kernel, product, type);
    });
  };
  nest(0);
}

/** `left`, `right` and `to` are in scope; `right` and `to` advance over the columns. */
function emitRow(
  view: NodeView<BatchMatmulAttributes>,
  kernel: KernelWriter,
  product: MatrixProduct,
  type: string,
): void {
  const { columns, depth, strides, zeroPoints } = product;
  const sumType = sumTypeOf(type, depth);
  const start = rowStart(kernel, product, sumType);
  const whole = Math.floor(columns / LANES);
  const block = (lanes: number): void => {
    const sums = Array.from({ length: lanes }, (_, lane) => `sum${lane}`);
    for (const sum of sums) kernel.print`${sumType} ${sum} = ${start};`;
    kernel.block(`for (int32_t k = 0; k < ${depth}; ++k)`, () => {
      kernel.print`const int32_t x = ${centred(`left[${at("k", strides[0].depth)}]`, zeroPoints[0])};`;
      sums.forEach((sum, lane) => {
        const index = [at("k", strides[1].depth), ...(lane === 0 ? [] : [String(lane * strides[1].outer)])].join(" + ");
        kernel.print`${sum} += ${termOf(sumType, `right[${index}]`)};`;
      });
    });
    sums.forEach((sum, lane) => {
      kernel.print`to[${lane}] = ${storeExpression(view, kernel, product, sum, sumType)};`;
    });
    kernel.print`
      right += ${lanes * strides[1].outer};
      to += ${lanes};`;
  };
  if (whole > 0) {
    kernel.block(`for (int32_t column = 0; column < ${whole * LANES}; column += ${LANES})`, () => {
      block(LANES);
    });
  }
  const rest = columns - whole * LANES;
  if (rest > 0) {
    kernel.block(rest === 1 ? "" : `for (int32_t column = 0; column < ${rest}; ++column)`, () => {
      block(1);
    });
  }
}

/** Sums of more products than this could exceed 32 bits; those of int8 then wrap as in TFLM. */
const SAFE_DEPTH = Math.floor(2 ** 31 / 255 ** 2) - 1;

function sumTypeOf(type: string, depth: number): "int32_t" | "uint32_t" | "int64_t" {
  if (type === "int16_t") return "int64_t";
  return depth > SAFE_DEPTH / 2 ? "uint32_t" : "int32_t";
}

function termOf(sumType: string, right: string): string {
  switch (sumType) {
    case "int64_t":
      return `(int64_t)x * ${right}`;
    case "uint32_t":
      return `(uint32_t)(x * ${right})`;
    default:
      return `x * ${right}`;
  }
}

/** The second zero point times the sum of the row, which every sum of the row has too much. */
function rowStart(kernel: KernelWriter, { depth, strides, zeroPoints }: MatrixProduct, sumType: string): string {
  if (zeroPoints[1] === 0) return "0";
  kernel.print`${sumType} start = 0;`;
  kernel.block(`for (int32_t k = 0; k < ${depth}; ++k)`, () => {
    const x = centred(`left[${at("k", strides[0].depth)}]`, zeroPoints[0]);
    const term = `(${x}) * ${Math.abs(zeroPoints[1])}`;
    kernel.print`start ${zeroPoints[1] > 0 ? "-" : "+"}= ${sumType === "uint32_t" ? `(uint32_t)(${term})` : term};`;
  });
  return "start";
}

function storeExpression(
  view: NodeView<BatchMatmulAttributes>,
  kernel: KernelWriter,
  product: MatrixProduct,
  sum: string,
  sumType: string,
): string {
  const { factor, depth, zeroPoints, outputZeroPoint: zeroPoint } = product;
  const { dtype } = outputTensor(view);
  const stored = integerRange(dtype);
  kernel.include("tinygen_fixed_point.h");
  if (sumType === "int64_t") {
    const scaled = `tinygen_rescale_int64(${sum}, ${reduceMultiplier(factor.multiplier)}, ${15 - factor.shift})`;
    return clampExpression(kernel, scaled, cType(dtype), stored);
  }
  const ends = [stored.min - zeroPoints[0], stored.max - zeroPoints[0]];
  const products = ends.flatMap((x) => [x * (stored.min - zeroPoints[1]), x * (stored.max - zeroPoints[1])]);
  const wraps = sumType === "uint32_t";
  const from = wraps
    ? integerRange("int32")
    : { min: Math.min(...products) * depth, max: Math.max(...products) * depth };
  const scaled = rescaleExpression(kernel, { ...factor, x: wraps ? `(int32_t)${sum}` : sum, from, zeroPoint });
  return clampExpression(kernel, scaled, cType(dtype), stored);
}

function centred(x: string, zeroPoint: number): string {
  return zeroPoint === 0 ? x : `${x} ${signed(-zeroPoint)}`;
}

function at(index: string, stride: number): string {
  return stride === 1 ? index : `${index} * ${stride}`;
}
