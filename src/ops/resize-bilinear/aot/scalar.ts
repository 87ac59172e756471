// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of RESIZE_BILINEAR: positions and weights from tables, four products per element. */
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import type { KernelEmitter } from "../../definition.js";
import { outputTensor } from "../../shared/operands.js";
import { type ResizeAttributes, resizeGeometry } from "../../shared/resize.js";
import { unsignedTable } from "../../shared/unsigned-table.js";
import { type Interpolation, interpolations } from "../interpolation.js";

export const resizeBilinearScalar = {
  isa: "scalar",
  emit: emitResizeBilinear,
} as const satisfies KernelEmitter<ResizeAttributes>;

/** One axis in C: expressions by position for the first pixel, the distance of the second, and the weights. */
interface AxisC {
  readonly lower: string;
  /** Elements from the first to the second pixel; undefined when no position of the axis needs a second one. */
  readonly step?: string;
  readonly first: string;
  readonly second: string;
  /** Sum of the weights is 2 to this power. */
  readonly bits: number;
}

interface AxisOptions {
  readonly name: "row" | "column";
  readonly index: string;
  readonly axis: readonly Interpolation[];
  /** Elements between neighbours. */
  readonly stride: number;
}

function emitResizeBilinear(view: NodeView<ResizeAttributes>, kernel: KernelWriter): void {
  const { batches, depth, inputHeight, inputWidth, outputHeight, outputWidth } = resizeGeometry(view);
  const { dtype } = outputTensor(view);
  const type = cType(dtype);
  const { rows, columns } = interpolations(view);
  const axisC = dtype === "float32" ? floatAxisC : integerAxisC;
  const row = axisC(kernel, { name: "row", index: "y", axis: rows, stride: inputWidth * depth });
  const column = axisC(kernel, { name: "column", index: "x", axis: columns, stride: depth });
  const [input, output] = [kernel.input(0), kernel.output(0)];
  const weight = dtype === "float32" ? "float" : "int32_t";
  kernel.print`${type} *to = ${output};`;
  const plane = (): void => {
    const start = batches === 1 ? input : `${input} + batch * ${inputHeight * inputWidth * depth}`;
    kernel.block(`for (int32_t y = 0; y < ${outputHeight}; y++)`, () => {
      kernel.print`const ${type} *upper = ${start} + ${row.lower} * ${inputWidth * depth};`;
      if (row.step !== undefined) {
        kernel.print`const int32_t down = ${row.step};`;
        kernel.print`const ${weight} top = ${row.first};`;
        kernel.print`const ${weight} bottom = ${row.second};`;
      }
      kernel.block(`for (int32_t x = 0; x < ${outputWidth}; x++)`, () => {
        kernel.print`const ${type} *from = upper + ${column.lower}${depth === 1 ? "" : ` * ${depth}`};`;
        if (column.step !== undefined) {
          kernel.print`const int32_t next = ${column.step};`;
          kernel.print`const ${weight} left = ${column.first};`;
          kernel.print`const ${weight} right = ${column.second};`;
        }
        if (dtype === "float32") printFloatPixel(kernel, depth);
        else printIntegerPixel(kernel, { depth, row, column });
      });
    });
  };
  if (batches === 1) plane();
  else kernel.block(`for (int32_t batch = 0; batch < ${batches}; batch++)`, plane);
}

/** Weights in the smallest unit that all positions share; where both pixels are one, the weight is the first's. */
function integerAxisC(kernel: KernelWriter, { name, index, axis, stride }: AxisOptions): AxisC {
  const shares = axis.map(({ lower, upper, fraction }) => (upper === lower ? 0 : fraction));
  const unit = shares.reduce(greatestCommonDivisor, 1 << 10);
  const bits = Math.log2((1 << 10) / unit);
  const lower = `${unsignedTable(kernel, {
    name: `${name}s`,
    values: axis.map((one) => one.lower),
    comment: `upper left input ${name} of each output ${name}`,
  })}[${index}]`;
  if (bits === 0) return { lower, first: "", second: "", bits };
  const share = `${unsignedTable(kernel, {
    name: `${name}_weights`,
    values: shares.map((fraction) => fraction / unit),
    comment: `weight of the ${name} behind it, of ${2 ** bits}`,
  })}[${index}]`;
  return { lower, step: `${share} != 0 ? ${stride} : 0`, first: `${2 ** bits} - ${share}`, second: share, bits };
}

function floatAxisC(kernel: KernelWriter, { name, index, axis, stride }: AxisOptions): AxisC {
  const lower = unsignedTable(kernel, {
    name: `${name}s`,
    values: axis.map((one) => one.lower),
    comment: `upper left input ${name} of each output ${name}`,
  });
  const upper = unsignedTable(kernel, {
    name: `next_${name}s`,
    values: axis.map((one) => one.upper),
    comment: `input ${name} to mix it with`,
  });
  const share = kernel.constant({
    name: `${name}_weights`,
    dtype: "float32",
    values: axis.map(({ fraction }) => fraction),
    comment: `weight of the second ${name}`,
  });
  return {
    lower: `${lower}[${index}]`,
    step: `(${upper}[${index}] - ${lower}[${index}]) * ${stride}`,
    first: `1.0f - ${share}[${index}]`,
    second: `${share}[${index}]`,
    bits: 0,
  };
}

interface PixelOptions {
  readonly depth: number;
  readonly row: AxisC;
  readonly column: AxisC;
}

function printIntegerPixel(kernel: KernelWriter, { depth, row, column }: PixelOptions): void {
  const corners = [
    { place: "", weights: ["top", "left"] },
    { place: " + next", weights: ["top", "right"] },
    { place: " + down", weights: ["bottom", "left"] },
    { place: " + down + next", weights: ["bottom", "right"] },
  ]
    .filter(
      ({ place }) =>
        (row.step !== undefined || !place.includes("down")) && (column.step !== undefined || !place.includes("next")),
    )
    .map(({ place, weights }) => ({
      place,
      weight: [
        ...(row.step === undefined ? [] : [weights[0]]),
        ...(column.step === undefined ? [] : [weights[1]]),
      ].join(" * "),
    }));
  const bits = row.bits + column.bits;
  if (bits > 0) {
    corners.forEach(({ weight }, i) => {
      kernel.print`const int32_t w${i} = ${weight};`;
    });
  }
  kernel.block(`for (int32_t c = 0; c < ${depth}; c++)`, () => {
    if (bits === 0) {
      kernel.print`*to++ = from[c];`;
      return;
    }
    const terms = corners.map(({ place }, i) => `from[c${place}] * w${i}`);
    kernel.print`
      const int32_t sum = ${terms.join(" + ")};
      /* To nearest, ties away from zero. */
      *to++ = (int8_t)((sum + (sum >> 31) + ${2 ** (bits - 1)}) >> ${bits});`;
  });
}

// One product or sum per statement, in TFLM's order. The zero turns -0 into 0, as there.
function printFloatPixel(kernel: KernelWriter, depth: number): void {
  kernel.block(`for (int32_t c = 0; c < ${depth}; c++)`, () => {
    kernel.print`
      float sum = from[c] * top * left;
      sum += from[c + down] * bottom * left;
      sum += from[c + next] * top * right;
      sum += from[c + down + next] * bottom * right;
      *to++ = sum + 0.0f;`;
  });
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
