// SPDX-License-Identifier: Apache-2.0
/** The C function that computes the output pixels of one phase, which all see the same taps of the kernel. */
import { createCBody } from "../../../codegen/c/c-body.js";
import type { Accumulation } from "../../shared/conv-accumulation.js";
import { type Block, printStores, printSumArray } from "../../shared/conv-blocks.js";
import { biasType, type RequantizeC } from "../../shared/requantize-c.js";
import type { TransposeConvGeometry } from "../geometry.js";

/** Layout of the phase table. */
export const PHASE_FIELDS = [
  "output rows",
  "output columns",
  "rows of taps",
  "columns of taps",
  "first input row",
  "first input column",
  "first output",
  "first weight",
] as const;

export interface PhaseFunctionOptions {
  readonly symbol: string;
  readonly geometry: TransposeConvGeometry;
  readonly element: string;
  readonly accumulation: Accumulation;
  readonly block: Block;
  readonly requantize: RequantizeC;
  /** Function that adds rows of inputs times weights to the sums. */
  readonly dot: string;
}

export function phaseFunction(options: PhaseFunctionOptions): string {
  const { symbol, geometry, element, accumulation, block, requantize, dot } = options;
  const { inputDepth, outputDepth, height, width } = geometry;
  const size = block.channels;
  const body = createCBody();
  body.print`
    /*
     * Transposed convolution ${height.kernel}x${width.kernel}, stride ${height.stride}x${width.stride}, ${height.input}x${width.input}x${inputDepth} to ${height.output}x${width.output}x${outputDepth}: the outputs of
     * one phase, ${height.stride} rows and ${width.stride} columns apart. Taps outside the input are left out.
     */`;
  const parameters = [
    `const ${element} *input`,
    `${element} *output`,
    "const int8_t *weights",
    "const int32_t *phase",
    `const ${biasType(accumulation)} *edge_bias`,
    "int32_t input_zero_point",
    ...requantize.parameters,
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    body.print`
      const int32_t tap_rows = phase[2];
      const int32_t tap_columns = phase[3];`;
    body.block("for (int32_t y = 0; y < phase[0]; ++y)", () => {
      body.print`
        const int32_t top = y + phase[4];
        const int32_t ky_first = top < 0 ? -top : 0;
        const int32_t ky_end = ${height.input} - top < tap_rows ? ${height.input} - top : tap_rows;`;
      body.block("for (int32_t x = 0; x < phase[1]; ++x)", () => {
        body.print`
          const int32_t left = x + phase[5];
          const int32_t kx_first = left < 0 ? -left : 0;
          const int32_t kx_end = ${width.input} - left < tap_columns ? ${width.input} - left : tap_columns;
          const int8_t *w = weights + phase[7];
          ${element} *y0 = output + phase[6] + (y * ${height.stride * width.output} + x * ${width.stride}) * ${outputDepth};`;
        body.block(`for (int32_t c = 0; c < ${outputDepth}; c += ${size})`, () => {
          printSumArray(body, block, accumulation, "edge_bias");
          body.block("if (ky_first < ky_end && kx_first < kx_end)", () => {
            body.print`
              ${dot}(input + ((top + ky_first) * ${width.input} + left + kx_first) * ${inputDepth},
                  w + (ky_first * tap_columns + kx_first) * ${inputDepth * size}, ky_end - ky_first, (kx_end - kx_first) * ${inputDepth},
                  ${width.input * inputDepth}, tap_columns * ${inputDepth * size}, input_zero_point, sums);`;
          });
          body.print`w += tap_rows * tap_columns * ${inputDepth * size};`;
          printStores(body, {
            block,
            requantize,
            channels: String(outputDepth),
            partial: outputDepth % size !== 0,
          });
        });
      });
    });
  });
  return body.toString();
}
