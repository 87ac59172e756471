// SPDX-License-Identifier: Apache-2.0
/** Portable convolution by columns: the windows of a few pixels are copied to one place and multiplied by all weights. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { OptimizationGoal } from "../../targets/optimization-goal.js";
import type { NodeMemory } from "../node-memory.js";
import { blockOverlap } from "./block-overlap.js";
import { type ColumnCount, gatherWindow } from "./columns-gather-c.js";
import { productsFunction } from "./columns-products-c.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { type Block, chooseBlock, interleaveChannels } from "./conv-blocks.js";
import { type ConvGeometry, groupDepth } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { isPointwise } from "./pointwise-c.js";
import { biasTable, biasType, requantizeC } from "./requantize-c.js";

/** Steps that one iteration of the innermost loop takes; the taps are filled up to a multiple. */
const UNROLLS: Readonly<Record<OptimizationGoal, Readonly<Record<ColumnCount, readonly number[]>>>> = {
  speed: { 2: [8, 4, 3], 4: [4, 3] },
  balanced: { 2: [4, 3], 4: [2, 3] },
  size: { 2: [2], 4: [1] },
  ram: { 2: [2], 4: [1] },
};

/** Signed bytes in one group of one image, more than one pixel, and a zero point that padding can be filled with. */
export function isColumnsConvolution({ element, geometry, filter, quantization, accumulator }: Convolution): boolean {
  const { inputZeroPoint } = quantization;
  return (
    element === "int8" &&
    accumulator === "int32" &&
    filter instanceof Int8Array &&
    geometry.groups === 1 &&
    geometry.batches === 1 &&
    geometry.outputHeight * geometry.outputWidth > 1 &&
    inputZeroPoint >= -128 &&
    inputZeroPoint <= 127
  );
}

export interface ColumnsOptions {
  /** Pixels at a time. */
  readonly columns: ColumnCount;
  readonly optimize: OptimizationGoal;
}

/** The windows of one block; all of it is read before the first output of a block is stored. */
export function columnsMemory(geometry: ConvGeometry, options: ColumnsOptions): NodeMemory {
  const { columns } = options;
  const size = chooseSteps(geometry, options).taps * columns;
  return { scratch: [{ label: "columns", size, alignment: 4 }], overlaps: blockOverlap(geometry, columns) };
}

export function tapsOf(geometry: ConvGeometry): number {
  return geometry.kernelHeight * geometry.kernelWidth * groupDepth(geometry);
}

// The end of an iteration costs about a quarter of a step.
function chooseSteps(
  geometry: ConvGeometry,
  { columns, optimize }: ColumnsOptions,
): { readonly unroll: number; readonly taps: number } {
  const taps = tapsOf(geometry);
  const candidates = UNROLLS[optimize][columns].map((unroll) => ({ unroll, taps: Math.ceil(taps / unroll) * unroll }));
  const cost = ({ unroll, taps: padded }: (typeof candidates)[number]): number => padded * (1 + 0.25 / unroll);
  return candidates.reduce((best, one) => (cost(one) < cost(best) ? one : best));
}

/** Prints the call of a function for this geometry; the products are shared with other layers. */
export function emitColumnsConvolution(kernel: KernelWriter, convolution: Convolution, options: ColumnsOptions): void {
  const { columns } = options;
  const { geometry, filter, quantization } = convolution;
  const { outputDepth } = geometry;
  const accumulation = analyseAccumulation(convolution);
  const block: Block = { pixels: columns, channels: chooseBlock(columns, outputDepth).channels };
  const paddedChannels = Math.ceil(outputDepth / block.channels) * block.channels;
  const steps = chooseSteps(geometry, options);
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: interleaveChannels({
      weights: filter,
      channels: outputDepth,
      taps: tapsOf(geometry),
      paddedTaps: steps.taps,
      size: block.channels,
    }),
    comment: `blocks of ${block.channels} output channels, interleaved; ${steps.taps} taps each`,
  });
  const bias = biasTable(kernel, accumulation, "bias", paddedChannels);
  const requantize = requantizeC(kernel, convolution, accumulation, paddedChannels);
  const partialRows = (geometry.outputHeight * geometry.outputWidth) % columns !== 0;
  const products = kernel.shared(`products_${block.pixels}x${block.channels}`, (symbol) =>
    productsFunction(symbol, {
      block,
      ...steps,
      accumulation,
      requantize,
      partial: paddedChannels !== outputDepth,
      partialRows,
    }),
  );
  const gather = gatherWindow(kernel, geometry, cInteger(quantization.inputZeroPoint));
  const parameters = [
    "const int8_t *input",
    "int8_t *output",
    "const int8_t *weights",
    `const ${biasType(accumulation)} *bias`,
    "int8_t *columns",
    ...requantize.parameters,
  ];
  const names = requantize.parameters.map((parameter) => parameter.split(/[ *]/).at(-1) ?? "");
  const name = kernel.shared("convolution", (symbol) => {
    const body = createCBody();
    const { kernelHeight, kernelWidth, outputHeight, outputWidth, inputDepth } = geometry;
    body.print`
      /*
       * Convolution ${kernelHeight}x${kernelWidth} of ${outputHeight}x${outputWidth} pixels, ${inputDepth} to ${outputDepth} channels, ${columns} pixels at a time.
       * The input zero point is part of the bias.
       */`;
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
      const rows = partialRows ? ["rows"] : [];
      const call = ["columns", "weights", "bias", "output", outputDepth, ...rows, ...names].join(", ");
      printPixels(body, {
        geometry,
        columns,
        taps: steps.taps,
        gather,
        products: `${products}(${call});`,
        partialRows,
      });
    });
    return body.toString();
  });
  const places = [kernel.input(0), kernel.output(0), weights, bias, `(int8_t *)${kernel.scratch(0)}`];
  kernel.print`${name}(${[...places, ...requantize.arguments].join(", ")});`;
}

export interface PixelLoop {
  readonly geometry: ConvGeometry;
  readonly columns: ColumnCount | 1;
  readonly taps: number;
  readonly gather: (to: string) => string;
  readonly products: string;
  readonly partialRows: boolean;
}

export function printPixels(body: CBody, { geometry, columns, taps, gather, products, partialRows }: PixelLoop): void {
  const { outputHeight, outputWidth, outputDepth, inputDepth, strideHeight, strideWidth, padTop, padLeft } = geometry;
  const plane = outputHeight * outputWidth;
  const pointwise = isPointwise(geometry);
  if (!pointwise) {
    body.print`
      int32_t top = ${-padTop};
      int32_t left = ${-padLeft};`;
  }
  body.block(`for (int32_t pixel = 0; pixel < ${plane}; pixel += ${columns})`, () => {
    if (partialRows) body.print`const int32_t rows = ${plane} - pixel < ${columns} ? ${plane} - pixel : ${columns};`;
    const gatherOne = (to: string): void => {
      body.print`${gather(to)}`;
      if (pointwise) body.print`input += ${inputDepth};`;
      else {
        body.print`left += ${strideWidth};`;
        body.block(`if (left == ${outputWidth * strideWidth - padLeft})`, () => {
          body.print`
            left = ${-padLeft};
            top += ${strideHeight};`;
        });
      }
    };
    if (columns === 1) gatherOne("columns");
    else {
      body.block(`for (int32_t i = 0; i < ${partialRows ? "rows" : columns}; ++i)`, () => {
        gatherOne(`columns + i * ${taps}`);
      });
    }
    body.print`
      ${products}
      output += ${columns * outputDepth};`;
  });
}
