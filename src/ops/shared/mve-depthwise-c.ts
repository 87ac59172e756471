// SPDX-License-Identifier: Apache-2.0
/** Depthwise convolutions for Arm's MVE: padded copies of the input lines of a window, 16 channels at a time. */
import { type CBody, createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { NodeMemory } from "../node-memory.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { type Convolution, isChannelwise, isSignedBytes, padsWithBytes } from "./convolution.js";
import {
  depthwiseLanes,
  type LineLayout,
  lineLayout,
  lineOverlap,
  SUM_LANES,
  tapGroups,
} from "./mve-depthwise-layout.js";
import { type MveRequantize, mveRequantize, mveScaling } from "./mve-requantize.js";
import { VECTOR } from "./mve-weights.js";
import { copyFunction, fillFunction } from "./mve-window-c.js";

/** One output channel per input channel, signed bytes, windows of up to 25 neighbouring taps. */
export function isMveDepthwise(convolution: Convolution): boolean {
  return (
    isSignedBytes(convolution) &&
    padsWithBytes(convolution) &&
    isChannelwise(convolution) &&
    lineLayout(convolution.geometry) !== undefined
  );
}

/** As many lines as a window has rows. */
export function mveDepthwiseMemory(geometry: ConvGeometry): NodeMemory {
  const size = lineLayout(geometry)?.scratch ?? 0;
  return { scratch: [{ label: "padded lines", size, alignment: VECTOR }], overlaps: lineOverlap(geometry) };
}

/** Prints the call of a function for the layer; layers of equal shape and groups of taps share it. */
export function emitMveDepthwise(kernel: KernelWriter, convolution: Convolution): void {
  const { geometry, quantization, filter } = convolution;
  const layout = lineLayout(geometry);
  if (layout === undefined) return;
  const taps = geometry.kernelHeight * geometry.kernelWidth;
  const accumulation = analyseAccumulation(convolution);
  const requantize = mveRequantize(convolution, accumulation);
  const lanes = depthwiseLanes(layout, geometry.inputDepth);
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: lanes.flatMap((block) =>
      Array.from({ length: taps }, (_, tap) =>
        block.map((channel) => (channel < 0 ? 0 : (filter[channel * taps + tap] as number))),
      ).flat(),
    ),
    alignment: VECTOR,
    comment: `by 16 lanes: vectors of weights of ${taps} taps`,
  });
  const order = lanes.flatMap((block) => SUM_LANES.map((lane) => block[lane] ?? -1));
  const scaling = kernel.constant({
    name: "scaling",
    dtype: "int32",
    values: mveScaling(accumulation, order, requantize.uniform),
    comment: `by 16 lanes, even ones first: start values${requantize.uniform ? "" : ", multipliers, shifts"}`,
  });
  kernel.include("tinygen_mve.h");
  kernel.include("tinygen_compiler.h");
  const name = depthwiseFunction({ kernel, convolution, layout, requantize });
  const operands = [kernel.input(0), kernel.output(0), weights, scaling, `(int8_t *)${kernel.scratch(0)}`];
  const zeroPoint = cInteger(quantization.inputZeroPoint);
  kernel.print`${name}(${[...operands, zeroPoint, ...requantize.arguments].join(", ")});`;
}

interface LayerFunction {
  readonly kernel: KernelWriter;
  readonly convolution: Convolution;
  readonly layout: LineLayout;
  readonly requantize: MveRequantize;
}

function depthwiseFunction(layer: LayerFunction): string {
  const { kernel, convolution, layout, requantize } = layer;
  const { geometry } = convolution;
  const { kernelHeight, kernelWidth, batches, outputHeight, outputWidth, inputDepth, strideHeight, strideWidth } =
    geometry;
  const { line, used, before, extent } = layout;
  const fillAll = fillFunction(kernel, line * kernelHeight);
  const [fill, copy] = used > 0 ? [fillFunction(kernel, used), copyFunction(kernel, used)] : [];
  const parameters = [
    "const int8_t *input",
    "int8_t *output",
    "const int8_t *weights",
    "const int32_t *scaling",
    "int8_t *lines",
    "int32_t input_zero_point",
    ...requantize.parameters,
  ];
  return kernel.shared("depthwise", (symbol) => {
    const body = createCBody();
    const image = (): void => {
      body.print`
        ${fillAll}(lines, input_zero_point);
        int32_t copied = 0;`;
      body.block(`for (int32_t line = 0; line < ${outputHeight}; ++line)`, () => {
        body.print`const int32_t first = line * ${strideHeight};`;
        if (strideHeight > kernelHeight) {
          body.block("if (copied < first)", () => {
            body.print`copied = first;`;
          });
        }
        body.block(`for (; copied < first + ${kernelHeight}; ++copied)`, () =>
          printCopy(body, { geometry, layout, copy, fill }),
        );
        for (let row = 0; row < kernelHeight; row++) {
          const index = row === 0 ? "first" : `(first + ${row})`;
          body.print`const int8_t *r${row} = lines + ${index} % ${kernelHeight} * ${line};`;
        }
        if (layout.flat) {
          printBlocks(body, layer);
          body.print`output += ${extent};`;
          return;
        }
        body.block(`for (int32_t pixel = 0; pixel < ${outputWidth}; ++pixel)`, () => {
          printBlocks(body, layer);
          for (let row = 0; row < kernelHeight; row++) body.print`r${row} += ${strideWidth * inputDepth};`;
          body.print`output += ${extent};`;
        });
      });
    };
    body.print`
      /*
       * Depthwise convolution ${kernelHeight}x${kernelWidth} of ${batches === 1 ? "" : `${batches} times `}${outputHeight}x${outputWidth} pixels, ${inputDepth} channels. Lines with zero points
       * around them are copied first, so that every window is whole; the zero point is part of the start values.
       */`;
    body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
      for (const text of requantize.prologue) body.print`${text}`;
      if (batches === 1) image();
      else {
        body.block(`for (int32_t batch = 0; batch < ${batches}; ++batch)`, () => {
          image();
          body.print`input += ${geometry.inputHeight * geometry.inputWidth * inputDepth};`;
        });
      }
    });
    return body.toString();
  });

  function printCopy(
    body: CBody,
    options: Pick<LayerFunction, "layout"> & {
      geometry: ConvGeometry;
      copy: string | undefined;
      fill: string | undefined;
    },
  ): void {
    const { inputHeight, inputWidth, padTop } = options.geometry;
    if (options.copy === undefined || options.fill === undefined) return;
    body.print`
      int8_t *const to = lines + copied % ${kernelHeight} * ${line}${before > 0 ? ` + ${before}` : ""};
      const int32_t y = copied${padTop > 0 ? ` - ${padTop}` : ""};
      const int inside = y >= 0 && y < ${inputHeight};`;
    body.block("if (inside)", () => {
      body.print`${options.copy ?? ""}(to, input + y * ${inputWidth * inputDepth});`;
    });
    body.block("if (!inside)", () => {
      body.print`${options.fill ?? ""}(to, input_zero_point);`;
    });
  }
}

// The outputs of a line or of a pixel.
function printBlocks(body: CBody, { convolution, layout, requantize }: LayerFunction): void {
  const { flat, extent, blocks } = layout;
  const wordsPerBlock = 4 * requantize.wordsPerFour;
  const taps = convolution.geometry.kernelHeight * convolution.geometry.kernelWidth;
  if (blocks === 1) {
    body.block("", () => {
      body.print`
        const int8_t *const w = weights;
        const int32_t *const s = scaling;
        const int32_t at = 0;`;
      printBlock(body, { convolution, requantize, extent });
    });
    return;
  }
  body.print`
    const int8_t *w = weights;
    const int32_t *s = scaling;`;
  body.block(`for (int32_t lane = 0; lane < ${extent}; lane += ${VECTOR})`, () => {
    const whole = extent % VECTOR === 0;
    body.print`const int32_t at = ${whole ? "lane" : `lane < ${extent - VECTOR} ? lane : ${extent - VECTOR}`};`;
    printBlock(body, { convolution, requantize, extent });
    if (!flat) {
      body.print`
        w += ${VECTOR * taps};
        s += ${wordsPerBlock};`;
    }
  });
}

// 16 outputs at `output + at` from the rows `r0`, `r1`, ….
function printBlock(
  body: CBody,
  { convolution, requantize, extent }: Pick<LayerFunction, "convolution" | "requantize"> & { readonly extent: number },
): void {
  const { geometry, quantization } = convolution;
  const { kernelWidth, inputDepth } = geometry;
  const { min, max, outputZeroPoint } = quantization;
  const start = (i: number): string => `tinygen_load_words(s${i === 0 ? "" : ` + ${i * requantize.wordsPerFour}`})`;
  body.print`
    tinygen_words s0, s1, s2, s3;
    tinygen_bytes x, u;
    tinygen_halves even, odd;`;
  tapGroups(convolution).forEach((group, index) => {
    const sum = (i: number): string => (index === 0 ? start(i) : `s${i}`);
    group.forEach((tap, i) => {
      const offset = (tap % kernelWidth) * inputDepth;
      if (i > 0) body.print`tinygen_settle_halves(&even, &odd);`;
      body.print`
        x = tinygen_load_bytes(r${Math.floor(tap / kernelWidth)} + at${offset > 0 ? ` + ${offset}` : ""});
        u = tinygen_load_bytes(w${tap > 0 ? ` + ${tap * VECTOR}` : ""});`;
      for (const half of ["even", "odd"]) {
        const products = `tinygen_${half}_products(x, u)`;
        body.print`${half} = ${i === 0 ? products : `tinygen_add_halves(${half}, ${products})`};`;
      }
    });
    body.print`
      s0 = tinygen_add_even(${sum(0)}, even);
      s1 = tinygen_add_odd(${sum(1)}, even);
      s2 = tinygen_add_even(${sum(2)}, odd);
      s3 = tinygen_add_odd(${sum(3)}, odd);
      tinygen_settle_words(&s0, &s1, &s2, &s3);`;
  });
  // Where results may wrap, or the zero point is no byte, it is added to 32 bits.
  const early = requantize.form === "general" || outputZeroPoint < -128 || outputZeroPoint > 127;
  for (let i = 0; i < 4; i++) {
    const scaled = requantize.scale(`s${i}`, i === 0 ? "s" : `s + ${i * requantize.wordsPerFour}`);
    if (i > 0) body.print`tinygen_settle_words(&s0, &s1, &s2, &s3);`;
    body.print`s${i} = ${early ? `tinygen_offset_words(${scaled}, zero_point)` : scaled};`;
  }
  const packed = (a: string, b: string): string => {
    const halves = `tinygen_pack_words(${a}, ${b})`;
    return early ? halves : `tinygen_offset_halves(${halves}, zero_point)`;
  };
  body.print`
    even = ${packed("s0", "s1")};
    odd = ${packed("s2", "s3")};
    x = tinygen_pack_halves(even, odd);`;
  if (min > -128 || max < 127) body.print`x = tinygen_clamp_bytes(x, ${cInteger(min)}, ${cInteger(max)});`;
  body.print`${extent < VECTOR ? `tinygen_store_some_bytes(output + at, x, ${extent}u);` : "tinygen_store_bytes(output + at, x);"}`;
}
