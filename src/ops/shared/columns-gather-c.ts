// SPDX-License-Identifier: Apache-2.0
/** C that copies the window of one output pixel into a row of its own ("im2col"), zero points outside. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { type ConvGeometry, isDense, isUnpadded } from "./conv-geometry.js";
import { isPointwise } from "./pointwise-c.js";

/** Output pixels whose windows are multiplied at a time. */
export type ColumnCount = 2 | 4;

/**
 * Adds a function for the geometry and returns the statement that copies the window at (top, left) to `to`. For 1x1
 * windows `input` is the pixel itself.
 */
export function gatherWindow(kernel: KernelWriter, geometry: ConvGeometry, zeroPoint: string): (to: string) => string {
  kernel.include("tinygen_copy.h");
  if (isPointwise(geometry)) return (to) => `(void)tinygen_copy(${to}, input, ${geometry.inputDepth});`;
  const name = kernel.shared("gather", (symbol) => gatherFunction(symbol, geometry, zeroPoint));
  return (to) => `${name}(input, ${to}, top, left);`;
}

function gatherFunction(symbol: string, geometry: ConvGeometry, zeroPoint: string): string {
  const { kernelHeight, inputWidth, inputDepth, dilationHeight } = geometry;
  const padded = !isUnpadded(geometry);
  const body = createCBody();
  body.print`/* Copies the window whose first tap is at (top, left)${padded ? "; inputs outside are zero points" : ""}. */`;
  body.block(`static void ${symbol}(const int8_t *input, int8_t *to, int32_t top, int32_t left)`, () => {
    body.block(`for (int32_t row = 0; row < ${kernelHeight}; ++row)`, () => {
      body.print`
        const int32_t y = top + row${dilationHeight === 1 ? "" : ` * ${dilationHeight}`};
        const int8_t *const from = input + (y * ${inputWidth} + left) * ${inputDepth};`;
      if (isDense(geometry)) printRun(body, geometry, zeroPoint);
      else printTaps(body, geometry, zeroPoint);
    });
  });
  return body.toString();
}

// A row of neighbouring taps; the part inside is copied between zero points.
function printRun(body: CBody, geometry: ConvGeometry, zeroPoint: string): void {
  const { inputHeight, inputWidth, inputDepth, kernelWidth } = geometry;
  const run = kernelWidth * inputDepth;
  if (isUnpadded(geometry)) {
    body.print`to = tinygen_copy(to, from, ${run});`;
    return;
  }
  body.block(`if (y < 0 || y >= ${inputHeight})`, () => {
    body.print`
      to = tinygen_fill(to, ${zeroPoint}, ${run});
      continue;`;
  });
  body.block(`if (left >= 0 && left <= ${inputWidth - kernelWidth})`, () => {
    body.print`
      to = tinygen_copy(to, from, ${run});
      continue;`;
  });
  body.print`
    const int32_t skip = left < 0 ? -left * ${inputDepth} : 0;
    const int32_t end = left > ${inputWidth - kernelWidth} ? (${inputWidth} - left) * ${inputDepth} : ${run};
    to = tinygen_fill(to, ${zeroPoint}, skip);
    to = tinygen_copy(to, from + skip, end - skip);
    to = tinygen_fill(to, ${zeroPoint}, ${run} - end);`;
}

// Taps that are apart: each is inside or outside as a whole.
function printTaps(body: CBody, geometry: ConvGeometry, zeroPoint: string): void {
  const { inputHeight, inputWidth, inputDepth, kernelWidth, dilationWidth } = geometry;
  const step = dilationWidth === 1 ? "tap" : `tap * ${dilationWidth}`;
  body.block(`for (int32_t tap = 0; tap < ${kernelWidth}; ++tap)`, () => {
    const inside = `to = tinygen_copy(to, from + ${step} * ${inputDepth}, ${inputDepth});`;
    if (isUnpadded(geometry)) {
      body.print`${inside}`;
      return;
    }
    body.print`const int32_t x = left + ${step};`;
    body.block(
      `if (y >= 0 && y < ${inputHeight} && x >= 0 && x < ${inputWidth})`,
      () => {
        body.print`${inside}`;
      },
      ` else {\n    to = tinygen_fill(to, ${zeroPoint}, ${inputDepth});\n}`,
    );
  });
}
