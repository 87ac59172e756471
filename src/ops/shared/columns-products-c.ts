// SPDX-License-Identifier: Apache-2.0
/** The matrix product of the convolution by columns: a few pixels times all channels, their sums in registers. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { Accumulation } from "./conv-accumulation.js";
import { type Block, PIXEL_NAMES, printGather, printSums } from "./conv-blocks.js";
import { accumulateC, biasType, type RequantizeC } from "./requantize-c.js";

export interface ColumnProducts {
  readonly block: Block;
  readonly unroll: number;
  /** Inputs of one pixel, a multiple of `unroll`; a literal, so that all pixels share one pointer. */
  readonly taps: number;
  readonly accumulation: Accumulation;
  readonly requantize: RequantizeC;
  /** The last block of channels may be partly filled. */
  readonly partial: boolean;
  /** The last block of pixels may be partly filled; the function then has the parameter `rows`. */
  readonly partialRows: boolean;
}

/** A function `(columns, w, bias, output, channels, rows?, …)`. */
export function productsFunction(symbol: string, options: ColumnProducts): string {
  const { block, unroll, taps, accumulation, requantize, partialRows } = options;
  const body = createCBody();
  body.print`
    /* ${block.pixels} windows of ${taps} inputs times all channels, ${block.channels} channels at a time. */`;
  const parameters = [
    "const int8_t *columns",
    "const int8_t *w",
    `const ${biasType(accumulation)} *bias`,
    "int8_t *output",
    "int32_t channels",
    ...(partialRows ? ["int32_t rows"] : []),
    ...requantize.parameters,
  ];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    body.print`const int8_t *const end = columns + ${taps};`;
    body.block(`for (int32_t c = 0; c < channels; c += ${block.channels})`, () => {
      printSums(body, block, accumulation, "bias");
      body.print`const int8_t *x = columns;`;
      body.block(
        "do",
        () => {
          for (let step = 0; step < unroll; step++) {
            if (step > 0) body.print`TINYGEN_IN_ORDER();`;
            printStep(body, options, step);
          }
          body.print`
            x += ${unroll};
            w += ${unroll * block.channels};`;
        },
        " while (x != end);",
      );
      printGather(body, block, accumulation);
      printStores(body, options);
    });
  });
  return body.toString();
}

function printStep(body: CBody, { block, taps, accumulation }: ColumnProducts, step: number): void {
  const pixels = PIXEL_NAMES.slice(0, block.pixels).map((letter, pixel) => ({ letter, input: `x${pixel}` }));
  body.block("", () => {
    pixels.forEach(({ input }, pixel) => {
      body.print`const int32_t ${input} = x[${pixel * taps + step}];`;
    });
    for (let channel = 0; channel < block.channels; channel++) {
      body.print`const int32_t w${channel} = w[${step * block.channels + channel}];`;
      const sums = pixels.map(({ letter, input }) =>
        accumulateC(accumulation, `${letter}${channel}`, input, `w${channel}`),
      );
      body.print`${sums.join(" ")}`;
    }
  });
}

// Rescales, clamps and stores the array `sums`, channel by channel, for as many rows as there are.
function printStores(body: CBody, { block, requantize, partial, partialRows }: ColumnProducts): void {
  const size = block.channels;
  if (partial) body.print`const int32_t count = channels - c < ${size} ? channels - c : ${size};`;
  body.block(`for (int32_t i = 0; i < ${partial ? "count" : size}; ++i)`, () => {
    for (const line of requantize.channelConstants("c + i")) body.print`${line}`;
    body.print`int8_t *y = output + (c + i);`;
    for (let pixel = 0; pixel < block.pixels; pixel++) {
      const place = pixel === 0 ? "i" : `${pixel * size} + i`;
      const store = (): void => {
        if (pixel > 0) body.print`y += channels;`;
        body.print`*y = ${requantize.store(`sums[${place}]`)};`;
      };
      if (partialRows && pixel > 0) body.block(`if (rows > ${pixel})`, store);
      else store();
    }
  });
}
