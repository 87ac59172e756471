// SPDX-License-Identifier: Apache-2.0
/** The function of a convolution that copies windows to one place: what is around the products of its pixels. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { type ColumnCount, gatherWindow } from "./columns-gather-c.js";
import type { Accumulation } from "./conv-accumulation.js";
import type { ConvGeometry } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { isPointwise } from "./pointwise-c.js";
import { biasType, type RequantizeC } from "./requantize-c.js";

export interface ColumnsLayer {
  readonly convolution: Convolution;
  readonly accumulation: Accumulation;
  readonly requantize: RequantizeC;
  /** Symbols of the constants. */
  readonly weights: string;
  readonly bias: string;
  /** Pixels at a time, and bytes from one window to the next. */
  readonly columns: ColumnCount | 1;
  readonly taps: number;
  /** The last block may have fewer pixels, whose number is `rows`. */
  readonly partialRows: boolean;
  /** A line of the function's comment. */
  readonly remark: string;
  /** The call of the products of `columns`, stored at `output`; `names` are what the requantisation needs. */
  readonly products: (names: readonly string[]) => string;
}

/** Prints the call of a function that layers of equal shape share; slot 0 of the scratch holds the windows. */
export function emitColumnsLayer(kernel: KernelWriter, layer: ColumnsLayer): void {
  const { convolution, accumulation, requantize, weights, bias, columns, taps, partialRows } = layer;
  const { geometry, quantization } = convolution;
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
  const products = layer.products(names);
  const name = kernel.shared("convolution", (symbol) => {
    const body = createCBody();
    const { kernelHeight, kernelWidth, outputHeight, outputWidth, inputDepth, outputDepth } = geometry;
    const atOnce = columns === 1 ? "one pixel" : `${columns} pixels`;
    body.print`
      /*
       * Convolution ${kernelHeight}x${kernelWidth} of ${outputHeight}x${outputWidth} pixels, ${inputDepth} to ${outputDepth} channels, ${atOnce} at a time.
       * ${layer.remark}
       */`;
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
      printPixels(body, { geometry, columns, taps, gather, products, partialRows });
    });
    return body.toString();
  });
  const places = [kernel.input(0), kernel.output(0), weights, bias, `(int8_t *)${kernel.scratch(0)}`];
  kernel.print`${name}(${[...places, ...requantize.arguments].join(", ")});`;
}

interface PixelLoop {
  readonly geometry: ConvGeometry;
  readonly columns: ColumnCount | 1;
  readonly taps: number;
  readonly gather: (to: string) => string;
  readonly products: string;
  readonly partialRows: boolean;
}

function printPixels(body: CBody, { geometry, columns, taps, gather, products, partialRows }: PixelLoop): void {
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
