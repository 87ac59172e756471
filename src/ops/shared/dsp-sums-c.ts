// SPDX-License-Identifier: Apache-2.0
/** C for the bare sums of four channels on Arm's DSP extension, for operators that scale them in their own way. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { printFourChannels, sumNames } from "./dsp-products-c.js";

const BLOCK = { pixels: 1, channels: 4 } as const;

/** Adds a function `(x, w, pairs, sums)` of one expanded row and a block of the stream; `pairs` is a multiple of `unroll`. */
export function dspSumsFunction(kernel: KernelWriter, packed: boolean, unroll: number): string {
  return kernel.shared("four_sums", (symbol) => {
    const body = createCBody();
    body.print`/* Sums of 2 * \`pairs\` inputs times the weights of four channels. */`;
    const parameters = "const uint32_t *x, const uint32_t *w, int32_t pairs, int32_t *sums";
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters})`, () => {
      for (const { name, channel } of sumNames(BLOCK)) body.print`int32_t ${name} = (int32_t)w[${channel}];`;
      body.print`
        w += ${BLOCK.channels};
        const uint32_t *const end = x + pairs;`;
      body.block(
        "do",
        () => {
          for (let pair = 0; pair < unroll; pair += 2) {
            body.block("", () => {
              body.print`
                uint32_t p, q, u, v;
                tinygen_next_two(&x, &p, &q);`;
              printFourChannels(body, "p", packed);
              printFourChannels(body, "q", packed);
            });
          }
        },
        " while (x != end);",
      );
      for (const { name, channel } of sumNames(BLOCK)) {
        const upper = packed && channel % 2 === 1;
        body.print`sums[${channel}] = ${upper ? `tinygen_upper_sum(${name}, a${channel - 1})` : name};`;
      }
    });
    return body.toString();
  });
}
