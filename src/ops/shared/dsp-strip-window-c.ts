// SPDX-License-Identifier: Apache-2.0
/** C that expands four overlapping windows to pairs of 16-bit values; the order is that of dsp-strip-layout.ts. */
import { type CBody, createCBody } from "../../codegen/c/c-body.js";
import { type ConvGeometry, isUnpadded } from "./conv-geometry.js";
import { columnPlaces, couples, lastStrip, stripColumns, type StripRow } from "./dsp-strip-layout.js";

/** Columns whose inputs are loaded right behind one another, which makes all loads but the first cheaper. */
const LOADED_AT_ONCE = 3;

/** A function `(input, to, top, left, outside?)`; `outside` are the zero points of one pixel. */
export function stripWindowFunction(symbol: string, row: StripRow, geometry: ConvGeometry): string {
  const padded = !isUnpadded(geometry);
  const last = lastStrip(row, geometry);
  const parameters = ["const int8_t *input", "uint32_t *to", "int32_t top", "int32_t left"];
  const body = createCBody();
  body.print`
    /*
     * Expands four windows, the first of which begins at (top, left); each column once.${padded ? " Inputs outside are zero points." : ""}
     */`;
  const signature = [...parameters, ...(padded ? ["const int8_t *outside"] : [])].join(", ");
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${signature})`, () => {
    if (!padded) {
      printInside(body, row, geometry);
      return;
    }
    if (last.top >= 0 && last.left >= 0) {
      body.block(`if (top >= 0 && top <= ${last.top} && left >= 0 && left <= ${last.left})`, () => {
        printInside(body, row, geometry);
        body.print`return;`;
      });
    }
    printEdge(body, row, geometry);
  });
  return body.toString();
}

// All columns of four neighbouring channels before the next four: every place is a literal.
function printInside(body: CBody, row: StripRow, geometry: ConvGeometry): void {
  const { inputWidth, inputDepth, kernelHeight, dilationHeight } = geometry;
  const words = 2 * couples(row);
  body.block(`for (int32_t line = 0; line < ${kernelHeight}; ++line)`, () => {
    const y = dilationHeight === 1 ? "top + line" : `top + line * ${dilationHeight}`;
    body.print`const int8_t *from = input + ((${y}) * ${inputWidth} + left) * ${inputDepth};`;
    body.block(`for (const int8_t *const end = from + ${inputDepth}; from != end; from += 4)`, () => {
      const columns = Array.from({ length: stripColumns(row) }, (_, column) => column);
      for (let first = 0; first < columns.length; first += LOADED_AT_ONCE) {
        body.block("", () => {
          const some = columns.slice(first, first + LOADED_AT_ONCE);
          for (const column of some) {
            const place = column === 0 ? "from" : `from + ${column * inputDepth}`;
            body.print`const uint32_t word${column} = tinygen_four_bytes(${place});`;
          }
          for (const column of some) printColumn(body, columnPlaces(row, column).map(String), column, words);
        });
      }
      body.print`to += ${2 * words};`;
    });
  });
}

function printColumn(body: CBody, places: readonly string[], column: number, words: number): void {
  body.print`
    const uint32_t even${column} = tinygen_even_bytes(word${column});
    const uint32_t odd${column} = tinygen_odd_bytes(word${column});`;
  for (const place of places) {
    body.print`
      to[${place}] = even${column};
      to[${place} + ${words}] = odd${column};`;
  }
}

// Some columns or lines lie outside: one column after the other, from the image or from the zero points.
function printEdge(body: CBody, row: StripRow, geometry: ConvGeometry): void {
  const { inputHeight, inputWidth, inputDepth, kernelHeight, dilationHeight } = geometry;
  const words = 2 * couples(row);
  const columns = stripColumns(row);
  const places = Array.from({ length: columns }, (_, column) => {
    const [first = 0, second = first] = columnPlaces(row, column);
    return `{${first}, ${second}}`;
  });
  body.print`static const uint8_t places[${columns}][2] = {${places.join(", ")}};`;
  body.block(`for (int32_t line = 0; line < ${kernelHeight}; ++line)`, () => {
    body.print`
      const int32_t y = top + line${dilationHeight === 1 ? "" : ` * ${dilationHeight}`};
      const int8_t *pixel = input + (y * ${inputWidth} + left) * ${inputDepth};`;
    body.block(`for (int32_t column = 0; column < ${columns}; ++column)`, () => {
      body.print`
        const int32_t x = left + column;
        const int8_t *from = y >= 0 && y < ${inputHeight} && x >= 0 && x < ${inputWidth} ? pixel : outside;
        uint32_t *first = to + places[column][0];
        uint32_t *second = to + places[column][1];
        pixel += ${inputDepth};`;
      body.block(`for (const int8_t *const end = from + ${inputDepth}; from != end; from += 4)`, () => {
        body.print`
          const uint32_t word = tinygen_four_bytes(from);
          const uint32_t even = tinygen_even_bytes(word);
          const uint32_t odd = tinygen_odd_bytes(word);
          first[0] = even;
          second[0] = even;
          first[${words}] = odd;
          second[${words}] = odd;
          first += ${2 * words};
          second += ${2 * words};`;
      });
    });
    body.print`to += ${(inputDepth / 2) * words};`;
  });
}
