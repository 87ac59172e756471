// SPDX-License-Identifier: Apache-2.0
/** Portable C for convolutions with a window: interior pixels in pairs without bounds checks, the edges one by one. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { type Accumulation, analyseAccumulation } from "./conv-accumulation.js";
import {
  type Block,
  chooseBlock,
  chooseUnroll,
  dotFunction,
  edgeDotFunction,
  interleaveChannels,
  printStores,
  printSumArray,
} from "./conv-blocks.js";
import { type ConvGeometry, groupDepth, isUnpadded } from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import { effectiveKernel } from "./padding.js";
import { biasTable, biasType, requantizeC, type RequantizeC } from "./requantize-c.js";

interface WindowFunction {
  readonly element: string;
  readonly weight: string;
  readonly geometry: ConvGeometry;
  readonly accumulation: Accumulation;
  readonly block: Block;
  /** Channels of one group, filled up to whole blocks. */
  readonly paddedChannels: number;
  readonly requantize: RequantizeC;
  /** Functions that sum whole windows, and windows that are cut off at an edge. */
  readonly dot: string;
  readonly edgeDot: string;
}

/** Prints the call of a function for this shape; layers of equal shape and types share it. */
export function emitWindowConvolution(kernel: KernelWriter, convolution: Convolution): void {
  const geometry = upright(convolution.geometry);
  const { filter, element } = convolution;
  const accumulation = analyseAccumulation(convolution);
  const perGroup = geometry.outputDepth / geometry.groups;
  const block = chooseBlock(geometry.outputWidth > 1 ? 2 : 1, perGroup);
  const paddedChannels = Math.ceil(perGroup / block.channels) * block.channels;
  const taps = filter.length / geometry.outputDepth;
  const weights = kernel.constant({
    name: "weights",
    dtype: filter instanceof Int8Array ? "int8" : "int16",
    values: Array.from({ length: geometry.groups }, (_, group) =>
      interleaveChannels({
        weights: filter.subarray(group * perGroup * taps, (group + 1) * perGroup * taps),
        channels: perGroup,
        taps,
        size: block.channels,
      }),
    ).flat(),
    comment: `blocks of ${block.channels} output channels, interleaved; ${geometry.kernelHeight}x${geometry.kernelWidth}x${groupDepth(geometry)} taps each`,
  });
  const padded = !isUnpadded(geometry);
  const allChannels = (geometry.groups - 1) * perGroup + paddedChannels;
  const bias = hasWholeWindows(geometry) ? [biasTable(kernel, accumulation, "bias", allChannels)] : [];
  const edge = padded
    ? [biasTable(kernel, accumulation, "edge_bias", allChannels), cInteger(convolution.quantization.inputZeroPoint)]
    : [];
  const requantize = requantizeC(kernel, convolution, accumulation, allChannels);
  const types = {
    element: `${element}_t`,
    weight: filter instanceof Int8Array ? "int8_t" : "int16_t",
    accumulation,
  } as const;
  const unroll = chooseUnroll(runLength(geometry));
  const edgeOptions = { ...types, block: { ...block, pixels: 1 }, unroll: chooseUnroll(groupDepth(geometry)) } as const;
  const parts: WindowFunction = {
    ...types,
    geometry,
    block,
    paddedChannels,
    requantize,
    dot: hasWholeWindows(geometry)
      ? kernel.shared(`dot_${element}`, (symbol) => dotFunction(symbol, { ...types, block, unroll }))
      : "",
    edgeDot: padded ? kernel.shared(`edge_dot_${element}`, (symbol) => edgeDotFunction(symbol, edgeOptions)) : "",
  };
  const name = kernel.shared(`conv_${element}`, (symbol) => windowFunction(symbol, parts, padded));
  const call = (input: string, output: string): string =>
    `${name}(${[input, output, weights, ...bias, ...edge, ...requantize.arguments].join(", ")});`;
  const input = kernel.input(0);
  const output = kernel.output(0);
  if (geometry.batches === 1) {
    kernel.print`${call(input, output)}`;
    return;
  }
  kernel.block(`for (int32_t batch = 0; batch < ${geometry.batches}; ++batch)`, () => {
    const inputs = geometry.inputHeight * geometry.inputWidth * geometry.inputDepth;
    const outputs = geometry.outputHeight * geometry.outputWidth * geometry.outputDepth;
    kernel.print`${call(`${input} + batch * ${inputs}`, `${output} + batch * ${outputs}`)}`;
  });
}

/** A column of pixels has the layout of a row; turned round, its windows can be computed in pairs. */
function upright(geometry: ConvGeometry): ConvGeometry {
  if (geometry.inputWidth !== 1 || geometry.kernelWidth !== 1 || geometry.outputWidth !== 1) return geometry;
  return {
    ...geometry,
    inputHeight: 1,
    inputWidth: geometry.inputHeight,
    outputHeight: 1,
    outputWidth: geometry.outputHeight,
    kernelHeight: 1,
    kernelWidth: geometry.kernelHeight,
    strideHeight: 1,
    strideWidth: geometry.strideHeight,
    dilationHeight: 1,
    dilationWidth: geometry.dilationHeight,
    padTop: 0,
    padLeft: geometry.padTop,
  };
}

function windowFunction(symbol: string, parts: WindowFunction, padded: boolean): string {
  const { geometry, element, weight, accumulation, block, requantize } = parts;
  const { outputHeight, outputWidth, outputDepth, kernelHeight, kernelWidth, groups } = geometry;
  const body = createCBody();
  const several = groups === 1 ? "" : ` in ${groups} groups of channels`;
  body.print`
    /*
     * Convolution ${kernelHeight}x${kernelWidth}, ${geometry.inputHeight}x${geometry.inputWidth}x${geometry.inputDepth} to ${outputHeight}x${outputWidth}x${outputDepth}${several}, in blocks of ${block.pixels} pixel${block.pixels > 1 ? "s" : ""}
     * by ${block.channels} channels. For whole windows the input zero point is part of the bias.
     */`;
  const parameters = [
    `const ${element} *input`,
    `${element} *output`,
    `const ${weight} *weights`,
    ...(hasWholeWindows(geometry) ? [`const ${biasType(accumulation)} *bias`] : []),
    ...(padded ? [`const ${biasType(accumulation)} *edge_bias`, "int32_t input_zero_point"] : []),
    ...requantize.parameters,
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    body.block(`for (int32_t y = 0; y < ${outputHeight}; ++y)`, () => {
      printOrigin(body, "top", "y", geometry.strideHeight, geometry.padTop);
      body.block(`for (int32_t x = 0; x < ${outputWidth};)`, () => {
        printOrigin(body, "left", "x", geometry.strideWidth, geometry.padLeft);
        body.print`${element} *y0 = output + (y * ${outputWidth} + x) * ${outputDepth};`;
        if (!padded) {
          printInterior(body, parts);
          return;
        }
        if (hasWholeWindows(geometry)) {
          const inside = `top >= 0 && top <= ${lastTop(geometry)} && left >= 0 && left <= ${lastLeft(geometry)}`;
          body.block(`if (${inside})`, () => {
            printInterior(body, parts);
            body.print`continue;`;
          });
        }
        printEdge(body, parts);
        body.print`++x;`;
      });
    });
  });
  return body.toString();
}

function printOrigin(body: CBody, name: string, index: string, stride: number, padding: number): void {
  const scaled = stride === 1 ? index : `${index} * ${stride}`;
  body.print`const int32_t ${name} = ${scaled}${padding === 0 ? "" : ` - ${padding}`};`;
}

/** The last row and column at which a window starts and still ends inside the input. */
function lastTop(geometry: ConvGeometry): number {
  return geometry.inputHeight - effectiveKernel({ kernel: geometry.kernelHeight, dilation: geometry.dilationHeight });
}

function lastLeft(geometry: ConvGeometry): number {
  return geometry.inputWidth - effectiveKernel({ kernel: geometry.kernelWidth, dilation: geometry.dilationWidth });
}

/** False when no window fits, for example a 3x3 kernel on a 2x2 input. */
function hasWholeWindows(geometry: ConvGeometry): boolean {
  return lastTop(geometry) >= 0 && lastLeft(geometry) >= 0;
}

function printInterior(body: CBody, parts: WindowFunction): void {
  const { geometry, element, block, accumulation, requantize } = parts;
  const { inputWidth, inputDepth, outputDepth, outputWidth, strideWidth } = geometry;
  const pairs = block.pixels === 2;
  body.print`const ${element} *x0 = input + (top * ${inputWidth} + left) * ${inputDepth};`;
  if (pairs) {
    const unpadded = isUnpadded(geometry);
    const fits = unpadded ? "" : ` && left + ${strideWidth} <= ${lastLeft(geometry)}`;
    body.print`
      /* Two pixels at a time; the last of an odd number is computed twice. */
      const int32_t next = x + 1 < ${outputWidth}${fits} ? 1 : 0;
      const ${element} *x1 = x0 + next * ${strideWidth * inputDepth};
      ${element} *y1 = y0 + next * ${outputDepth};`;
  }
  printBlocks(body, parts, (offset) => {
    printSumArray(body, block, accumulation, "bias");
    printTaps(body, parts, offset);
    printStores(body, { block, requantize, channels: channelEnd(geometry), partial: isPartial(parts) });
  });
  body.print`x += ${pairs ? "1 + next" : "1"};`;
}

// Loops over groups and blocks; `w` and `c` are in scope of the inner text, which gets the group's first input channel.
function printBlocks(body: CBody, parts: WindowFunction, inner: (offset: string) => void): void {
  const { geometry, weight, block } = parts;
  const perGroup = geometry.outputDepth / geometry.groups;
  body.print`const ${weight} *w = weights;`;
  if (geometry.groups === 1) {
    body.block(`for (int32_t c = 0; c < ${geometry.outputDepth}; c += ${block.channels})`, () => {
      inner("");
    });
    return;
  }
  body.block(`for (int32_t group = 0; group < ${geometry.groups}; ++group)`, () => {
    body.print`const int32_t end = (group + 1) * ${perGroup};`;
    body.block(`for (int32_t c = group * ${perGroup}; c < end; c += ${block.channels})`, () => {
      inner(` + group * ${groupDepth(geometry)}`);
    });
  });
}

function channelEnd(geometry: ConvGeometry): string {
  return geometry.groups === 1 ? String(geometry.outputDepth) : "end";
}

function isPartial(parts: WindowFunction): boolean {
  return parts.paddedChannels !== parts.geometry.outputDepth / parts.geometry.groups;
}

/** Neighbouring taps are adjacent in memory unless the window is dilated or the channels are grouped. */
function isDense(geometry: ConvGeometry): boolean {
  return geometry.groups === 1 && (geometry.dilationWidth === 1 || geometry.kernelWidth === 1);
}

/** Inputs that are adjacent in memory and meet adjacent weights. */
function runLength(geometry: ConvGeometry): number {
  return isDense(geometry) ? geometry.kernelWidth * geometry.inputDepth : groupDepth(geometry);
}

// The whole window of one or two pixels.
function printTaps(body: CBody, parts: WindowFunction, offset: string): void {
  const { geometry, block, dot } = parts;
  const { inputWidth, inputDepth, kernelHeight, kernelWidth, dilationHeight, dilationWidth } = geometry;
  const run = runLength(geometry);
  const rowStep = dilationHeight * inputWidth * inputDepth;
  const call = (start: string, rows: number, step: number): void => {
    const inputs = ["x0", "x1"].slice(0, block.pixels).map((pixel) => `${pixel}${start}${offset}`);
    body.print`${dot}(${inputs.join(", ")}, w, ${rows}, ${run}, ${step}, sums);`;
    body.print`w += ${rows * run * block.channels};`;
  };
  if (isDense(geometry)) {
    call("", kernelHeight, rowStep);
  } else {
    body.block(`for (int32_t ky = 0; ky < ${kernelHeight}; ++ky)`, () => {
      call(` + ky * ${rowStep}`, kernelWidth, dilationWidth * inputDepth);
    });
  }
}

// One pixel whose window reaches outside the input: only the taps inside contribute.
function printEdge(body: CBody, parts: WindowFunction): void {
  const { geometry, accumulation, requantize, edgeDot } = parts;
  const block: Block = { pixels: 1, channels: parts.block.channels };
  const { inputHeight, inputWidth, inputDepth, kernelHeight, kernelWidth, dilationHeight, dilationWidth } = geometry;
  const depth = groupDepth(geometry);
  const size = block.channels;
  body.print`/* Taps outside the input are left out. */`;
  printRange(body, "ky", "top", { extent: inputHeight, kernel: kernelHeight, dilation: dilationHeight });
  printRange(body, "kx", "left", { extent: inputWidth, kernel: kernelWidth, dilation: dilationWidth });
  const column = dilationWidth === 1 ? "kx_first" : `kx_first * ${dilationWidth}`;
  const row = (ky: string): string => (dilationHeight === 1 ? ky : `${ky} * ${dilationHeight}`);
  const start = (ky: string, offset: string): string =>
    `input + ((top + ${row(ky)}) * ${inputWidth} + left + ${column}) * ${inputDepth}${offset}`;
  const weights = (ky: string): string => `w + (${ky} * ${kernelWidth} + kx_first) * ${depth * size}`;
  printBlocks(body, parts, (offset) => {
    printSumArray(body, block, accumulation, "edge_bias");
    if (isDense(geometry)) {
      const count = depth === 1 ? "kx_end - kx_first" : `(kx_end - kx_first) * ${depth}`;
      const steps = `${dilationHeight * inputWidth * inputDepth}, ${kernelWidth * depth * size}`;
      body.print`
        ${edgeDot}(${start("ky_first", offset)},
            ${weights("ky_first")}, ky_end - ky_first, ${count}, ${steps}, input_zero_point, sums);`;
    } else {
      body.block("for (int32_t ky = ky_first; ky < ky_end; ++ky)", () => {
        body.print`
          ${edgeDot}(${start("ky", offset)},
              ${weights("ky")}, kx_end - kx_first, ${depth}, ${dilationWidth * inputDepth}, ${depth * size}, input_zero_point, sums);`;
      });
    }
    body.print`w += ${kernelHeight * kernelWidth * depth * size};`;
    printStores(body, { block, requantize, channels: channelEnd(geometry), partial: isPartial(parts) });
  });
}

interface RangeOptions {
  readonly extent: number;
  readonly kernel: number;
  readonly dilation: number;
}

// First tap inside the input and the one behind the last, for a window that starts at `origin`.
function printRange(body: CBody, name: string, origin: string, { extent, kernel, dilation }: RangeOptions): void {
  const up = (distance: string): string =>
    dilation === 1 ? distance : `(${distance} + ${dilation - 1}) / ${dilation}`;
  body.print`
    const int32_t ${name}_first = ${origin} < 0 ? ${up(`-${origin}`)} : 0;
    const int32_t ${name}_end = ${extent} - ${origin} < ${(kernel - 1) * dilation + 1} ? ${up(`(${extent} - ${origin})`)} : ${kernel};`;
}
