// SPDX-License-Identifier: Apache-2.0
/** C for the bare sums of four channels on Arm's MVE, for operators that scale them in their own way. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { BLOCK_CHANNELS, VECTOR } from "./mve-weights.js";

/** Vectors that are written out instead of looped over. */
const STRAIGHT = 4;

const SUMS = ["a", "b", "c", "d"];

/** Adds a function `(x, w, starts, sums)` of whole vectors of inputs and a block of weights (mve-weights.ts). */
export function mveSumsFunction(kernel: KernelWriter, vectors: number): string {
  const stride = VECTOR * BLOCK_CHANNELS;
  return kernel.shared("four_sums", (symbol) => {
    const body = createCBody();
    const step = (vector: number): void => {
      body.print`const tinygen_bytes x${vector} = tinygen_load_bytes(x${vector > 0 ? ` + ${VECTOR * vector}` : ""});`;
      SUMS.forEach((sum, channel) => {
        const offset = stride * vector + VECTOR * channel;
        body.print`${sum} = tinygen_add_dot(${sum}, x${vector}, tinygen_load_bytes(w${offset > 0 ? ` + ${offset}` : ""}));`;
      });
    };
    body.print`/* Sums of ${VECTOR * vectors} inputs times the weights of four channels. */`;
    const parameters = "const int8_t *x, const int8_t *w, const int32_t *starts, int32_t *sums";
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters})`, () => {
      SUMS.forEach((sum, channel) => {
        body.print`int32_t ${sum} = starts[${channel}];`;
      });
      if (vectors <= STRAIGHT) for (let vector = 0; vector < vectors; vector++) step(vector);
      else {
        body.block(`for (int32_t vector = 0; vector < ${vectors}; ++vector)`, () => {
          step(0);
          body.print`
            x += ${VECTOR};
            w += ${stride};`;
        });
      }
      SUMS.forEach((sum, channel) => {
        body.print`sums[${channel}] = ${sum};`;
      });
    });
    return body.toString();
  });
}
