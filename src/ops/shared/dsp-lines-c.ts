// SPDX-License-Identifier: Apache-2.0
/** C for all outputs of one channel from its plane: two outputs of two lines at a time. */
import { type CBody, createCBody } from "../../codegen/c/c-body.js";
import type { PlaneLayout } from "./dsp-depthwise-layout.js";
import type { DspRequantize } from "./dsp-requantize.js";

export interface LinesOptions {
  readonly layout: PlaneLayout;
  readonly requantize: DspRequantize;
  /** Taps and start values are doubled, so that sums need not be. */
  readonly doubled: boolean;
}

/** A function `(plane, w, y, …)` where `w` is the channel's part of the stream and `y` its first output. */
export function linesFunction(symbol: string, options: LinesOptions): string {
  const { layout, requantize, doubled } = options;
  const { along, across } = layout;
  const body = createCBody();
  body.print`
    /* Depthwise ${across.kernel} lines of ${along.kernel} taps, strides ${across.stride} and ${along.stride}: ${across.outputs} lines of ${along.outputs} outputs of one channel. */`;
  const parameters = ["const uint32_t *plane", "const uint32_t *w", "int8_t *y", ...requantize.parameters];
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    body.print`const int32_t start = (int32_t)w[0];`;
    for (let line = 0; line < across.kernel; line++) {
      const taps = (name: string, bytes: string): string => {
        const value = `tinygen_${bytes}_bytes(w[${1 + line}])`;
        return `const uint32_t ${name}${line} = ${doubled ? `tinygen_double_pair(${value})` : value};`;
      };
      body.print`${taps("e", "even")}`;
      if (along.kernel > along.stride) body.print`${taps("o", "odd")}`;
    }
    for (const line of requantize.declare("w", 1 + across.kernel)) body.print`${line}`;
    const pairs = Math.floor(across.outputs / 2);
    if (pairs > 0) {
      body.block(`for (int32_t pair = 0; pair < ${pairs}; ++pair)`, () => {
        printLine(body, options, 2);
      });
    }
    if (across.outputs % 2 === 1) {
      body.block("", () => {
        printLine(body, options, 1);
      });
    }
  });
  return body.toString();
}

function printLine(body: CBody, options: LinesOptions, lines: 1 | 2): void {
  const { along, across, blocks, pitch } = options.layout;
  body.print`
    const uint32_t *x = plane;
    int8_t *to = y;`;
  body.block(`for (const uint32_t *const end = x + ${blocks * along.stride}; x != end; x += ${along.stride})`, () => {
    printBlock(body, options, lines);
    body.print`to += ${2 * along.outputStep};`;
  });
  if (lines === 2) {
    body.print`
      plane += ${2 * across.stride * pitch};
      y += ${2 * across.outputStep};`;
  }
}

function printBlock(body: CBody, { layout, requantize }: LinesOptions, lines: 1 | 2): void {
  const { along, across, pitch } = layout;
  const letters = ["a", "b"].slice(0, lines);
  body.print`int32_t ${letters.map((letter) => `${letter}0, ${letter}1`).join(", ")};`;
  const rows = across.kernel + (lines - 1) * across.stride;
  for (let row = 0; row < rows; row++) {
    const users = letters
      .map((letter, i) => ({ letter, tap: row - i * across.stride }))
      .filter(({ tap }) => tap >= 0 && tap < across.kernel);
    if (users.length === 0) continue;
    body.block("", () => {
      const at = (word: number): string => `x${row * pitch + word === 0 ? "" : ` + ${row * pitch + word}`}`;
      body.print`
        uint32_t p, q;
        tinygen_load_two(${at(0)}, &p, &q);`;
      const wide = along.stride === 2 && along.kernel === 3;
      if (wide) body.print`const uint32_t r = tinygen_word_at(${at(2)});`;
      for (const { letter, tap } of users) {
        const sum = (i: number, operation: string, a: string, b: string): void => {
          body.print`${letter}${i} = tinygen_add_${operation}(${a}, ${b}, ${letter}${i});`;
        };
        const first = (i: number, taps: string, inputs: string): void => {
          // One line starts from the register that holds the value, the other from copies: fewer values are in use.
          const isStart = tap === 0 && letter === "a";
          if (isStart) body.print`${letter}${i} = tinygen_start_products(${taps}, ${inputs}, start);`;
          else if (tap === 0) body.print`${letter}${i} = start;`;
          if (!isStart) sum(i, "products", taps, inputs);
        };
        first(0, `e${tap}`, "p");
        if (along.kernel === 3) sum(0, "first_second", "q", `o${tap}`);
        if (along.stride === 1) {
          if (along.kernel > 1) first(1, `o${tap}`, "q");
          else if (tap === 0) body.print`${letter}1 = start;`;
          sum(1, "second_first", "p", `e${tap}`);
        } else {
          first(1, `e${tap}`, "q");
          if (wide) sum(1, "first_second", "r", `o${tap}`);
        }
      }
    });
  }
  // The second output of the last block of an odd line lies outside.
  const odd = along.outputs % 2 === 1;
  const store = (letter: string, line: number, i: number): void => {
    const place = line * across.outputStep + i * along.outputStep;
    body.print`to[${place}] = ${requantize.store(() => `${letter}${i}`)};`;
  };
  letters.forEach((letter, line) => {
    store(letter, line, 0);
  });
  const second = (): void => {
    letters.forEach((letter, line) => {
      store(letter, line, 1);
    });
  };
  if (odd) body.block(`if (x + ${along.stride} != end)`, second);
  else second();
}
