// SPDX-License-Identifier: Apache-2.0
/** C that gathers the inputs of one window, padded or dilated, into a row of bytes for Arm's MVE. */
import { type CBody, createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import {
  type ConvGeometry,
  hasWholeWindows,
  isDense,
  isUnpadded,
  lastLeft,
  lastTop,
  runLength,
} from "./conv-geometry.js";
import { VECTOR } from "./mve-weights.js";

/** Adds an inline function `(to, from)` that copies `length` bytes. */
export function copyFunction(kernel: KernelWriter, length: number): string {
  return kernel.shared(`copy_${length}`, (symbol) => {
    const body = createCBody();
    body.block(`static inline void ${symbol}(int8_t *to, const int8_t *from)`, () => {
      if (length < VECTOR) body.print`(void)memcpy(to, from, ${length});`;
      else printVectors(body, length, (at) => [`to${at}`, `tinygen_load_bytes(from${at})`]);
    });
    return body.toString();
  });
}

// Vectors one after the other; the last one overlaps the one before where the length is no multiple.
function printVectors(body: CBody, length: number, store: (at: string) => readonly [to: string, value: string]): void {
  const print = (offset: number): void => {
    const [to, value] = store(offset === 0 ? "" : ` + ${offset}`);
    body.print`tinygen_store_bytes(${to}, ${value});`;
  };
  const whole = Math.floor(length / VECTOR);
  if (whole <= WRITTEN_OUT) for (let i = 0; i < whole; i++) print(VECTOR * i);
  else {
    body.block(`for (int32_t i = 0; i < ${VECTOR * whole}; i += ${VECTOR})`, () => {
      const [to, value] = store(" + i");
      body.print`tinygen_store_bytes(${to}, ${value});`;
    });
  }
  if (length % VECTOR > 0) print(length - VECTOR);
}

const WRITTEN_OUT = 8;

/** Adds an inline function `(to, value)` that fills `length` bytes. */
export function fillFunction(kernel: KernelWriter, length: number): string {
  return kernel.shared(`fill_${length}`, (symbol) => {
    const body = createCBody();
    body.block(`static inline void ${symbol}(int8_t *to, int32_t value)`, () => {
      if (length < VECTOR) body.print`(void)memset(to, value, ${length});`;
      else {
        body.print`const tinygen_bytes values = tinygen_all_bytes(value);`;
        printVectors(body, length, (at) => [`to${at}`, "values"]);
      }
    });
    return body.toString();
  });
}

/** Adds a function `(input, to, top, left, input_zero_point)`; the last one only where windows reach outside. */
export function gatherFunction(kernel: KernelWriter, geometry: ConvGeometry): string {
  const { kernelHeight, kernelWidth, inputWidth, inputDepth, dilationHeight, dilationWidth } = geometry;
  const length = runLength(geometry);
  const perRow = isDense(geometry) ? 1 : kernelWidth;
  const padded = !isUnpadded(geometry);
  // In small images every run may be cut short.
  const copies = hasWholeWindows(geometry) || fitsInRow(geometry, length);
  const copy = copies ? copyFunction(kernel, length) : "";
  const fill = padded ? fillFunction(kernel, length) : "";
  const body = createCBody();
  const rows = (inner: () => void): void => {
    body.block(`for (int32_t row = 0; row < ${kernelHeight}; ++row)`, inner);
  };
  const inside = (): void => {
    body.print`const int8_t *from = input + (top * ${inputWidth} + left) * ${inputDepth};`;
    rows(() => {
      for (let run = 0; run < perRow; run++) {
        body.print`${copy}(to${run > 0 ? ` + ${run * length}` : ""}, from${run > 0 ? ` + ${run * dilationWidth * inputDepth}` : ""});`;
      }
      body.print`
        from += ${dilationHeight * inputWidth * inputDepth};
        to += ${perRow * length};`;
    });
  };
  const parameters = ["const int8_t *input", "int8_t *to", "int32_t top", "int32_t left"];
  if (padded) parameters.push("int32_t input_zero_point");
  return kernel.shared("gather", (symbol) => {
    body.print`/* Gathers the window whose first tap is at (top, left)${padded ? "; inputs outside are zero points" : ""}. */`;
    body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
      if (!padded) {
        inside();
        return;
      }
      if (hasWholeWindows(geometry)) {
        const vertical = `top >= 0 && top <= ${lastTop(geometry)}`;
        body.block(`if (${vertical} && left >= 0 && left <= ${lastLeft(geometry)})`, () => {
          inside();
          body.print`return;`;
        });
      }
      rows(() => {
        body.print`
          const int32_t y = top + row * ${dilationHeight};
          const int32_t first = (y * ${inputWidth} + left) * ${inputDepth};`;
        for (let run = 0; run < perRow; run++) {
          body.block("", () => {
            const shift = run * dilationWidth;
            body.print`const int32_t x = left${shift > 0 ? ` + ${shift}` : ""};`;
            const from = shift > 0 ? `first + ${shift * inputDepth}` : "first";
            printRun(body, { geometry, length, copy, fill, from });
          });
        }
      });
    });
    return body.toString();
  });
}

function fitsInRow({ inputWidth, inputDepth }: ConvGeometry, length: number): boolean {
  return inputWidth * inputDepth >= length;
}

interface Run {
  readonly geometry: ConvGeometry;
  /** Bytes. */
  readonly length: number;
  readonly copy: string;
  readonly fill: string;
  /** Where it begins in the input, as C. */
  readonly from: string;
}

// A run of the row `y` from the column `x` on, which may lie partly or wholly outside.
function printRun(body: CBody, { geometry, length, copy, fill, from }: Run): void {
  const { inputHeight, inputWidth, inputDepth } = geometry;
  const width = length / inputDepth;
  const row = `y >= 0 && y < ${inputHeight}`;
  const otherwise = (): void => {
    body.print`${fill}(to, input_zero_point);`;
    if (width === 1) return;
    body.block(`if (${row})`, () => {
      body.print`
        const int32_t skip = x < 0 ? -x * ${inputDepth} : 0;
        const int32_t end = x > ${inputWidth - width} ? (${inputWidth} - x) * ${inputDepth} : ${length};
        tinygen_copy_bytes(to + skip, input + (${from} + skip), end - skip);`;
    });
  };
  if (fitsInRow(geometry, length)) {
    body.print`const int whole = ${row} && x >= 0 && x <= ${inputWidth - width};`;
    body.block("if (whole)", () => {
      body.print`${copy}(to, input + (${from}));`;
    });
    body.block("if (!whole)", otherwise);
  } else otherwise();
  body.print`to += ${length};`;
}
