// SPDX-License-Identifier: Apache-2.0
/** Portable C for depthwise convolutions: per channel over all taps, inner pixels in pairs that share loads. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { type Accumulation, analyseAccumulation } from "./conv-accumulation.js";
import { type ConvGeometry, isUnpadded } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import type { PixelOrder } from "./conv-overlap.js";
import { effectiveKernel } from "./padding.js";
import {
  type OrderC,
  orderArguments,
  orderedLoop,
  orderParameters,
  printRelease,
  printTargets,
} from "./pixel-order-c.js";
import { accumulateC, biasTable, biasType, biasValue, requantizeC, type RequantizeC } from "./requantize-c.js";

/** More taps than this would make the table of tap pointers on the stack too large. */
const MAX_TAPS = 64;
/** More taps than this are looped over instead of being written out. */
const MAX_UNROLLED_TAPS = 25;

/** True for one output channel per input channel and a window of moderate size. */
export function isDepthwise({ groups, inputDepth, outputDepth, kernelHeight, kernelWidth }: ConvGeometry): boolean {
  return groups === inputDepth && outputDepth === inputDepth && kernelHeight * kernelWidth <= MAX_TAPS;
}

interface DepthwiseFunction {
  readonly element: "int8" | "int16";
  readonly geometry: ConvGeometry;
  readonly accumulation: Accumulation;
  readonly requantize: RequantizeC;
  readonly order: OrderC;
}

/** Prints the call of a function for this shape; layers of equal shape and types share it. */
export function emitDepthwise(kernel: KernelWriter, convolution: Convolution, pixels: PixelOrder): void {
  const { geometry, filter, element } = convolution;
  const accumulation = analyseAccumulation(convolution);
  const channels = geometry.outputDepth;
  const weights = kernel.constant({
    name: "weights",
    dtype: "int8",
    values: filter,
    comment: `${geometry.kernelHeight}x${geometry.kernelWidth} taps of each channel`,
  });
  const bias = biasTable(kernel, accumulation, "bias", channels);
  // One pixel of zero points stands in for every tap outside the input, so that the folded bias is right there too.
  const outside = isUnpadded(geometry)
    ? []
    : [
        kernel.constant({
          name: "outside",
          dtype: element,
          values: Array<number>(channels).fill(convolution.quantization.inputZeroPoint),
          comment: "a pixel outside the input: zero points",
        }),
      ];
  const requantize = requantizeC(kernel, convolution, accumulation, channels);
  const order = orderArguments(kernel, pixels, { element, channels });
  const name = kernel.shared(`depthwise_${element}`, (symbol) =>
    depthwiseFunction(symbol, { element, geometry, accumulation, requantize, order }),
  );
  const call = (input: string, output: string): string =>
    `${name}(${[input, output, weights, bias, ...outside, ...requantize.arguments, ...order.arguments].join(", ")});`;
  const input = kernel.input(0);
  const output = kernel.output(0);
  if (geometry.batches === 1) {
    kernel.print`${call(input, output)}`;
    return;
  }
  orderedLoop(kernel, order, "batch", geometry.batches, () => {
    const inputs = geometry.inputHeight * geometry.inputWidth * channels;
    const outputs = geometry.outputHeight * geometry.outputWidth * channels;
    kernel.print`${call(`${input} + batch * ${inputs}`, `${output} + batch * ${outputs}`)}`;
  });
}

function depthwiseFunction(symbol: string, parts: DepthwiseFunction): string {
  const { geometry, accumulation, requantize, order } = parts;
  const { outputHeight, outputWidth, inputHeight, inputWidth, outputDepth, kernelHeight, kernelWidth } = geometry;
  const element = `${parts.element}_t`;
  const padded = !isUnpadded(geometry);
  const body = createCBody();
  body.print`
    /*
     * Depthwise convolution ${kernelHeight}x${kernelWidth}, ${inputHeight}x${inputWidth} to ${outputHeight}x${outputWidth}, ${outputDepth} channels.
     * The input zero point is part of the bias.
     */`;
  const parameters = [
    `const ${element} *input`,
    `${element} *output`,
    "const int8_t *weights",
    `const ${biasType(accumulation)} *bias`,
    ...(padded ? [`const ${element} *outside`] : []),
    ...requantize.parameters,
    ...orderParameters(order),
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    orderedLoop(body, order, "y", outputHeight, () => {
      body.print`const int32_t top = y * ${geometry.strideHeight} - ${geometry.padTop};`;
      orderedLoop(body, order, "x", outputWidth, () => {
        body.print`
          const int32_t left = x * ${geometry.strideWidth} - ${geometry.padLeft};
          const int32_t pixel = y * ${outputWidth} + x;
          ${element} *const to = output + pixel * ${outputDepth};
          const int8_t *w = weights;`;
        printPair(body, parts);
        printSingle(body, parts, padded);
      });
    });
  });
  return body.toString();
}

// Two neighbouring pixels whose windows lie inside the input.
function printPair(body: CBody, parts: DepthwiseFunction): void {
  const { geometry, accumulation, requantize, order } = parts;
  const { outputWidth, inputHeight, inputWidth, outputDepth, kernelHeight, kernelWidth, strideWidth } = geometry;
  const lastTop = inputHeight - effectiveKernel({ kernel: kernelHeight, dilation: geometry.dilationHeight });
  const lastLeft = inputWidth - effectiveKernel({ kernel: kernelWidth, dilation: geometry.dilationWidth });
  if (kernelHeight * kernelWidth > MAX_UNROLLED_TAPS || lastTop < 0 || lastLeft < strideWidth || outputWidth < 2)
    return;
  const { reverse } = order;
  // `left` is the column of the pixel where the pair begins: the left one, or the right one in reverse.
  const [least, most] = reverse ? [strideWidth, lastLeft] : [0, lastLeft - strideWidth];
  const conditions = [
    reverse ? "x > 0" : `x + 1 < ${outputWidth}`,
    ...(isUnpadded(geometry) ? [] : ["top >= 0", `top <= ${lastTop}`, `left >= ${least}`, `left <= ${most}`]),
  ];
  body.block(`if (${conditions.join(" && ")})`, () => {
    body.print`
      /* Two pixels at a time share weights and the inputs that both windows cover. */
      const int32_t next = 1;
      const ${parts.element}_t *p = input + (top * ${inputWidth} + left${reverse ? ` - ${strideWidth}` : ""}) * ${outputDepth};`;
    printTargets(body, order, { pair: true, depth: outputDepth });
    // The windows of the sums a and b are the left and the right one.
    const [left, right] = reverse ? ["y1", "y0"] : ["y0", "y1"];
    body.block(`for (int32_t c = 0; c < ${outputDepth}; ++c)`, () => {
      for (const line of requantize.channelConstants("c")) body.print`${line}`;
      body.print`
        ${accumulation.sumType} a = ${biasValue(accumulation, "bias[c]")};
        ${accumulation.sumType} b = a;`;
      for (let ky = 0; ky < kernelHeight; ky++) printPairRow(body, parts, ky);
      body.print`
        ++p;
        w += ${kernelHeight * kernelWidth};
        ${left}[c] = ${requantize.store("a")};
        ${right}[c] = ${requantize.store("b")};`;
    });
    printRelease(body, order, { pair: true, depth: outputDepth });
    body.print`
      ${reverse ? "--x" : "++x"};
      continue;`;
  });
}

function printPairRow(body: CBody, parts: DepthwiseFunction, ky: number): void {
  const { geometry, accumulation } = parts;
  const { inputWidth, outputDepth, kernelWidth, strideWidth, dilationWidth, dilationHeight } = geometry;
  const taps = Array.from({ length: kernelWidth }, (_, kx) => kx);
  // Columns relative to the first window, each with the taps of both pixels that read it.
  const columns = [...new Set(taps.flatMap((kx) => [kx * dilationWidth, strideWidth + kx * dilationWidth]))].sort(
    (m, n) => m - n,
  );
  body.block("", () => {
    for (const kx of taps) body.print`const int32_t w${kx} = w[${ky * kernelWidth + kx}];`;
    for (const column of columns) {
      const offset = (ky * dilationHeight * inputWidth + column) * outputDepth;
      const user = (distance: number): number | undefined => taps.find((kx) => kx * dilationWidth === distance);
      const first = user(column);
      const second = user(column - strideWidth);
      body.block("", () => {
        body.print`const int32_t u = p[${offset}];`;
        if (first !== undefined) body.print`${accumulateC(accumulation, "a", "u", `w${first}`)}`;
        if (second !== undefined) body.print`${accumulateC(accumulation, "b", "u", `w${second}`)}`;
      });
    }
  });
}

// One pixel anywhere, through a table of pointers to its taps.
function printSingle(body: CBody, parts: DepthwiseFunction, padded: boolean): void {
  const { geometry, accumulation, requantize, order } = parts;
  const { inputHeight, inputWidth, outputDepth, kernelHeight, kernelWidth, dilationHeight, dilationWidth } = geometry;
  const count = kernelHeight * kernelWidth;
  printTargets(body, order, { pair: false, depth: outputDepth });
  body.print`const ${parts.element}_t *taps[${count}];`;
  body.block(`for (int32_t ky = 0; ky < ${kernelHeight}; ++ky)`, () => {
    body.block(`for (int32_t kx = 0; kx < ${kernelWidth}; ++kx)`, () => {
      body.print`
        const int32_t row = top + ky * ${dilationHeight};
        const int32_t column = left + kx * ${dilationWidth};`;
      const inside = `input + (row * ${inputWidth} + column) * ${outputDepth}`;
      if (padded) {
        body.print`
          const int inside = row >= 0 && row < ${inputHeight} && column >= 0 && column < ${inputWidth};
          taps[ky * ${kernelWidth} + kx] = inside ? ${inside} : outside;`;
      } else {
        body.print`taps[ky * ${kernelWidth} + kx] = ${inside};`;
      }
    });
  });
  body.block(`for (int32_t c = 0; c < ${outputDepth}; ++c)`, () => {
    for (const line of requantize.channelConstants("c")) body.print`${line}`;
    body.print`${accumulation.sumType} a = ${biasValue(accumulation, "bias[c]")};`;
    const step = (index: string): string => accumulateC(accumulation, "a", `taps[${index}][c]`, `w[${index}]`);
    if (count <= MAX_UNROLLED_TAPS) {
      for (let tap = 0; tap < count; tap++) body.print`${step(cInteger(tap))}`;
    } else {
      body.block(`for (int32_t tap = 0; tap < ${count}; ++tap)`, () => body.print`${step("tap")}`);
    }
    body.print`
      w += ${count};
      y0[c] = ${requantize.store("a")};`;
  });
  printRelease(body, order, { pair: false, depth: outputDepth });
}
