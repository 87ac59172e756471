// SPDX-License-Identifier: Apache-2.0
/** Pointwise convolutions for Arm's DSP extension in little code: one function for layers of all extents. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { type DspBlock, PIXEL_STRIDE, productsArguments } from "./dsp-products-c.js";
import { type DspRequantize, parameterNames } from "./dsp-requantize.js";
import { isPointwise, pointwisePixels } from "./pointwise-c.js";

const PIXELS = 4;

/** Several pixels. */
export function isSmallPointwise(geometry: ConvGeometry): boolean {
  return isPointwise(geometry) && pointwisePixels(geometry) > 1;
}

export interface SmallPointwiseOptions {
  readonly geometry: ConvGeometry;
  readonly requantize: DspRequantize;
  readonly weights: string;
  /** Words of an expanded pixel. */
  readonly pairs: number;
  /** The functions for blocks of pixels take all pairs without being told how many. */
  readonly straight: boolean;
  /** Name of the function for a block of pixels. */
  readonly products: (block: DspBlock) => string;
}

export function emitSmallPointwise(kernel: KernelWriter, options: SmallPointwiseOptions): void {
  const { geometry, requantize, weights, pairs, straight } = options;
  const { inputDepth, outputDepth } = geometry;
  const pixels = pointwisePixels(geometry);
  const expand = kernel.shared("expand_pixels", expandFunction);
  const name = pointwiseFunction(kernel, options, expand);
  const x = `(uint32_t *)(void *)${kernel.scratch(0)}`;
  const counts = [Math.floor(pixels / PIXELS), inputDepth, ...(straight ? [] : [pairs]), outputDepth];
  kernel.print`${name}(${[kernel.input(0), kernel.output(0), weights, x, ...counts, ...requantize.arguments].join(", ")});`;
}

function expandFunction(symbol: string): string {
  const body = createCBody();
  body.print`/* \`count\` pixels of \`depth\` bytes as pairs; the pixels take turns. */`;
  const parameters = "const int8_t *from, uint32_t *to, int32_t count, int32_t depth";
  body.block(`static void ${symbol}(${parameters})`, () => {
    body.block("for (int32_t pixel = 0; pixel < count; ++pixel)", () => {
      body.print`uint32_t *pair = to + pixel;`;
      body.block("for (int32_t i = depth / 4; i > 0; --i)", () => {
        body.print`
          const uint32_t word = tinygen_next_four_bytes(&from);
          pair[0] = tinygen_even_bytes(word);
          pair[${PIXEL_STRIDE}] = tinygen_odd_bytes(word);
          pair += ${2 * PIXEL_STRIDE};`;
      });
      body.block("if (depth % 4 != 0)", () => {
        body.print`pair[0] = tinygen_pair(from[0], depth % 4 > 1 ? from[1] : 0);`;
        body.block("if (depth % 4 == 3)", () => {
          body.print`pair[${PIXEL_STRIDE}] = tinygen_pair(from[2], 0);`;
        });
        body.print`from += depth % 4;`;
      });
    });
  });
  return body.toString();
}

function pointwiseFunction(kernel: KernelWriter, options: SmallPointwiseOptions, expand: string): string {
  const { geometry, requantize, products } = options;
  const extents = productsArguments({ straight: options.straight });
  const rest = pointwisePixels(geometry) % PIXELS;
  const parameters = [
    "const int8_t *input",
    "int8_t *output",
    "const uint32_t *w",
    "uint32_t *x",
    "int32_t blocks",
    "int32_t depth",
    ...extents.map((extent) => `int32_t ${extent}`),
    ...requantize.parameters,
  ];
  const call = (block: DspBlock, x = "x", y = "output"): string =>
    `${products(block)}(${[x, "w", y, ...extents, ...parameterNames(requantize)].join(", ")});`;
  const whole = call({ pixels: 4, channels: 2 });
  const two = rest >= 2 ? [call({ pixels: 2, channels: 2 })] : [];
  const last = rest === 3 ? ["x + 2", "output + 2 * channels"] : [];
  const one = rest % 2 === 1 ? [call({ pixels: 1, channels: 2 }, ...last)] : [];
  return kernel.shared("pointwise", (symbol) => {
    const body = createCBody();
    body.print`/* Convolution 1x1 of 4 * \`blocks\`${rest > 0 ? ` + ${rest}` : ""} pixels. */`;
    body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
      body.block("for (; blocks > 0; --blocks)", () => {
        body.print`
          ${expand}(input, x, ${PIXELS}, depth);
          ${whole}
          input += ${PIXELS} * depth;
          output += ${PIXELS} * channels;`;
      });
      if (rest > 0) body.print`${expand}(input, x, ${rest}, depth);`;
      for (const line of [...two, ...one]) body.print`${line}`;
    });
    return body.toString();
  });
}
