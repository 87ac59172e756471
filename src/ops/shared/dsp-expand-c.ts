// SPDX-License-Identifier: Apache-2.0
/** C that copies runs of bytes into pairs of 16-bit values, in the order of `expandedTaps` (dsp-weights.ts). */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";

/** Groups of four bytes that are written out; longer runs loop over a divisor of their groups. */
const UNROLLED_GROUPS = 4;

/** Adds an inline function `(from, to)` for runs of `length` bytes; it returns where the next run goes. */
export function expandFunction(kernel: KernelWriter, length: number, stride: number): string {
  return kernel.shared(`expand_${length}`, (symbol) => {
    const groups = Math.floor(length / 4);
    const unroll = [4, 3, 2].find((count) => groups % count === 0) ?? 1;
    const body = createCBody();
    body.print`/* ${length} bytes as pairs, ${stride === 1 ? "one after another" : `${stride} words apart`}. */`;
    body.block(`static inline uint32_t *${symbol}(const int8_t *from, uint32_t *to)`, () => {
      // Loads that follow one another take a cycle each, but for the first; more than two at once would take registers
      // from the loops around.
      const some = (count: number): void => {
        for (let first = 0; first < count; first += 2) {
          body.block("", () => {
            const indices = [first, first + 1].slice(0, count - first);
            for (const i of indices) {
              body.print`const uint32_t word${i} = tinygen_four_bytes(from${i === 0 ? "" : ` + ${4 * i}`});`;
            }
            for (const i of indices) {
              body.print`
                to[${2 * i * stride}] = tinygen_even_bytes(word${i});
                to[${(2 * i + 1) * stride}] = tinygen_odd_bytes(word${i});`;
            }
          });
        }
      };
      let tail = groups;
      if (groups <= UNROLLED_GROUPS) some(groups);
      else {
        body.block(`for (const int8_t *const end = from + ${4 * groups}; from != end; from += ${4 * unroll})`, () => {
          some(unroll);
          body.print`to += ${2 * unroll * stride};`;
        });
        tail = 0;
      }
      let pair = 2 * tail;
      for (let k = length - (length % 4); k < length; k += 2) {
        const at = 4 * tail + (k % 4);
        // The second value of an odd pair meets no weight and may be anything.
        const value = k + 1 < length ? `tinygen_pair(from[${at}], from[${at + 1}])` : `(uint32_t)from[${at}]`;
        body.print`to[${pair * stride}] = ${value};`;
        pair++;
      }
      body.print`return to${pair === 0 ? "" : ` + ${pair * stride}`};`;
    });
    return body.toString();
  });
}
