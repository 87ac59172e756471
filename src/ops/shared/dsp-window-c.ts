// SPDX-License-Identifier: Apache-2.0
/** C that expands one window of a padded or dilated convolution into pairs of 16-bit values. */
import { createCBody } from "../../codegen/c/c-body.js";
import { type ConvGeometry, hasWholeWindows, isUnpadded, lastLeft, lastTop } from "./conv-geometry.js";

/** Runs of neighbouring inputs in a window. */
export interface WindowRuns {
  readonly rows: number;
  /** Runs of a row: one, unless the taps are apart. */
  readonly perRow: number;
  /** Bytes of a run. */
  readonly length: number;
}

export interface WindowFunctionOptions {
  readonly geometry: ConvGeometry;
  readonly runs: WindowRuns;
  /** Name of the function that expands a run. */
  readonly expand: string;
  /** The value of inputs outside, as C. */
  readonly zeroPoint: string;
  /** Rows may lie partly outside and are then put together in the buffer `edge`, with what tinygen_copy.h holds. */
  readonly clipped: boolean;
}

/** A function `(input, to, top, left, edge?, outside?)`; `outside` is a run of zero points. */
export function windowFunction(symbol: string, options: WindowFunctionOptions): string {
  const { geometry, runs, expand, clipped } = options;
  const { inputWidth, inputDepth, dilationHeight, dilationWidth } = geometry;
  const padded = !isUnpadded(geometry);
  const parameters = [
    "const int8_t *input",
    "uint32_t *to",
    "int32_t top",
    "int32_t left",
    ...(clipped ? ["int8_t *edge"] : []),
    ...(padded ? ["const int8_t *outside"] : []),
  ];
  const body = createCBody();
  const inside = (): void => {
    body.block(`for (int32_t row = 0; row < ${runs.rows}; ++row)`, () => {
      body.print`const int8_t *from = input + ((top + row * ${dilationHeight}) * ${inputWidth} + left) * ${inputDepth};`;
      for (let run = 0; run < runs.perRow; run++) {
        body.print`to = ${expand}(${run === 0 ? "from" : `from + ${run * dilationWidth * inputDepth}`}, to);`;
      }
    });
  };
  body.print`/* Expands the window whose first tap is at (top, left)${padded ? "; inputs outside are zero points" : ""}. */`;
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    if (!padded) {
      inside();
      return;
    }
    if (hasWholeWindows(geometry)) {
      const rows = `top >= 0 && top <= ${lastTop(geometry)}`;
      body.block(`if (${rows} && left >= 0 && left <= ${lastLeft(geometry)})`, () => {
        inside();
        body.print`return;`;
      });
    }
    body.block(`for (int32_t row = 0; row < ${runs.rows}; ++row)`, () => {
      body.print`
        const int32_t y = top + row * ${dilationHeight};
        const int32_t first = (y * ${inputWidth} + left) * ${inputDepth};`;
      if (clipped) printClippedRow(body, options);
      else printTaps(body, options);
    });
  });
  return body.toString();
}

// Taps that are apart: each is inside or outside as a whole.
function printTaps(body: ReturnType<typeof createCBody>, { geometry, runs, expand }: WindowFunctionOptions): void {
  const { inputHeight, inputWidth, inputDepth, dilationWidth } = geometry;
  for (let run = 0; run < runs.perRow; run++) {
    const offset = run * dilationWidth;
    const x = offset === 0 ? "left" : `left + ${offset}`;
    const place = offset === 0 ? "first" : `first + ${offset * inputDepth}`;
    const test = `y >= 0 && y < ${inputHeight} && ${x} >= 0 && ${x} < ${inputWidth}`;
    body.print`to = ${expand}(${test} ? input + (${place}) : outside, to);`;
  }
}

// A row of neighbouring taps: its part inside is copied between zero points.
function printClippedRow(body: ReturnType<typeof createCBody>, options: WindowFunctionOptions): void {
  const { geometry, runs, expand, zeroPoint } = options;
  const { inputHeight, inputWidth, inputDepth, kernelWidth } = geometry;
  body.print`
    const int8_t *from = outside;
    const int32_t skip = left < 0 ? -left * ${inputDepth} : 0;
    const int32_t end = left > ${inputWidth - kernelWidth} ? (${inputWidth} - left) * ${inputDepth} : ${runs.length};`;
  body.block(`if (y >= 0 && y < ${inputHeight} && skip < end)`, () => {
    body.print`from = edge;`;
    body.block(
      `if (end - skip < ${runs.length})`,
      () => {
        body.print`
        (void)tinygen_fill(edge, ${zeroPoint}, ${runs.length});
        (void)tinygen_copy(edge + skip, input + (first + skip), end - skip);`;
      },
      " else {\n    from = input + first;\n}",
    );
  });
  body.print`to = ${expand}(from, to);`;
}
