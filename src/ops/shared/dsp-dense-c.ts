// SPDX-License-Identifier: Apache-2.0
/** Dense layers of one row for Arm's DSP extension that take their inputs as bytes, without scratch memory. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import type { Convolution } from "./convolution.js";
import { printDspStores, printFourChannels, type ProductsOptions, sumNames } from "./dsp-products-c.js";
import { dspRequantize } from "./dsp-requantize.js";
import { dspWeights, expandedTaps } from "./dsp-weights.js";

const BLOCK = { pixels: 1, channels: 4 } as const;

/** Prints the call of a function that layers with the same remainder of four inputs share. */
export function emitDspDense(kernel: KernelWriter, convolution: Convolution, limit: number): void {
  const { inputDepth: depth, outputDepth: channels } = convolution.geometry;
  const accumulation = analyseAccumulation(convolution);
  const requantize = dspRequantize(convolution, accumulation);
  const { packed, words } = dspWeights({
    filter: convolution.filter,
    starts: accumulation.foldedBias,
    channelWords: requantize.channelWords,
    taps: expandedTaps(1, depth),
    pairs: 2 * Math.ceil(depth / 4),
    block: BLOCK.channels,
  });
  const weights = kernel.constant({
    name: "stream",
    dtype: "uint32",
    values: words,
    comment: "by 4 output channels: start values, weights, scaling",
  });
  kernel.include("tinygen_dsp.h");
  kernel.include("tinygen_compiler.h");
  const groups = Math.floor(depth / 4);
  const unroll = Array.from({ length: Math.max(1, limit) }, (_, i) => limit - i).find((steps) => groups % steps === 0);
  const options = { block: BLOCK, packed, requantize, unroll: unroll ?? 1, partial: channels % BLOCK.channels !== 0 };
  const name = kernel.shared("dense", (symbol) => denseFunction(symbol, options, { groups, rest: depth % 4 }));
  const counts = [depth - (depth % 4), channels].map(cInteger);
  kernel.print`${name}(${[kernel.input(0), kernel.output(0), weights, ...counts, ...requantize.arguments].join(", ")});`;
}

function denseFunction(
  symbol: string,
  options: Omit<ProductsOptions, "straight">,
  { groups, rest }: { readonly groups: number; readonly rest: number },
): string {
  const { packed, requantize, unroll } = options;
  const body = createCBody();
  body.print`
    /*
     * Dense layer of one row: \`fours\` inputs${rest > 0 ? ` and ${rest} more` : ""} times all channels, 4 channels at a time.${packed ? "\n * Odd channels are summed as 256 * odd + even." : ""}
     */`;
  const parameters = [
    "const int8_t *x",
    "int8_t *y",
    "const uint32_t *w",
    "int32_t fours",
    "int32_t channels",
    ...requantize.parameters,
  ];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    if (groups === 0) body.print`(void)fours;`;
    body.block(`for (int32_t channel = 0; channel < channels; channel += ${BLOCK.channels})`, () => {
      for (const { name, channel } of sumNames(BLOCK)) body.print`int32_t ${name} = (int32_t)w[${channel}];`;
      body.print`
        w += ${BLOCK.channels};
        uint32_t u, v;`;
      if (groups > 0) {
        body.print`
          const int8_t *at = x;
          const int8_t *const end = x + fours;`;
        body.block(
          "do",
          () => {
            for (let step = 0; step < unroll; step++) {
              body.block("", () => {
                body.print`
                  const uint32_t bytes = tinygen_next_four_bytes(&at);
                  const uint32_t p = tinygen_even_bytes(bytes);
                  const uint32_t q = tinygen_odd_bytes(bytes);`;
                printFourChannels(body, "p", packed);
                printFourChannels(body, "q", packed);
              });
            }
          },
          " while (at != end);",
        );
      }
      if (rest > 0) {
        const from = groups > 0 ? "end" : "x";
        body.print`const uint32_t p = tinygen_pair(${from}[0], ${rest > 1 ? `${from}[1]` : "0"});`;
        printFourChannels(body, "p", packed);
        if (rest === 3) {
          body.print`const uint32_t q = tinygen_pair(${from}[2], 0);`;
          printFourChannels(body, "q", packed);
        } else body.print`w += 2;`;
      }
      printDspStores(body, options);
    });
  });
  return body.toString();
}
