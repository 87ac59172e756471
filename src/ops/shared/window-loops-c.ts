// SPDX-License-Identifier: Apache-2.0
/** The loops of the portable window convolution: blocks over channels, whole windows, and windows at the edges. */
import type { CBody } from "../../codegen/c/c-body.js";
import type { Accumulation } from "./conv-accumulation.js";
import { type Block, printStores, printSumArray } from "./conv-blocks.js";
import { type ConvGeometry, groupDepth, isDense, isUnpadded, lastLeft, runLength } from "./conv-geometry.js";
import { type OrderC, printRelease, printTargets } from "./pixel-order-c.js";
import type { RequantizeC } from "./requantize-c.js";

/** What the loops of one function depend on. */
export interface WindowFunction {
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
  readonly order: OrderC;
}

/** The pixel at (y, x), or that and its neighbour, with all taps inside the input; x advances. */
export function printInterior(body: CBody, parts: WindowFunction): void {
  const { geometry, element, block, accumulation, requantize, order } = parts;
  const { inputWidth, inputDepth, outputDepth, outputWidth, strideWidth } = geometry;
  const pairs = block.pixels === 2;
  body.print`const ${element} *x0 = input + (top * ${inputWidth} + left) * ${inputDepth};`;
  if (pairs) {
    const unpadded = isUnpadded(geometry);
    const ahead = order.reverse ? "x > 0" : `x + 1 < ${outputWidth}`;
    const inside = order.reverse ? `left >= ${strideWidth}` : `left + ${strideWidth} <= ${lastLeft(geometry)}`;
    body.print`
      /* Two pixels at a time; the last of an odd number is computed twice. */
      const int32_t next = ${ahead}${unpadded ? "" : ` && ${inside}`} ? 1 : 0;
      const ${element} *x1 = x0 ${order.reverse ? "-" : "+"} next * ${strideWidth * inputDepth};`;
  }
  printTargets(body, order, { pair: pairs, depth: outputDepth });
  printBlocks(body, parts, (offset) => {
    printSumArray(body, block, accumulation, "bias");
    printTaps(body, parts, offset);
    printStores(body, { block, requantize, channels: channelEnd(geometry), partial: isPartial(parts) });
  });
  printRelease(body, order, { pair: pairs, depth: outputDepth });
  body.print`x ${order.reverse ? "-" : "+"}= ${pairs ? "1 + next" : "1"};`;
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

interface Rows {
  readonly count: number;
  /** Inputs of one row. */
  readonly run: number;
  /** Distance of the rows in the input. */
  readonly step: number;
}

// The whole window of one or two pixels.
function printTaps(body: CBody, parts: WindowFunction, offset: string): void {
  const { geometry, block, dot } = parts;
  const { inputWidth, inputDepth, kernelHeight, kernelWidth, dilationHeight, dilationWidth } = geometry;
  const run = runLength(geometry);
  const rowStep = dilationHeight * inputWidth * inputDepth;
  const call = (start: string, rows: Rows): void => {
    const inputs = ["x0", "x1"].slice(0, block.pixels).map((pixel) => `${pixel}${start}${offset}`);
    body.print`${dot}(${inputs.join(", ")}, w, ${rows.count}, ${rows.run}, ${rows.step}, sums);`;
    body.print`w += ${rows.count * rows.run * block.channels};`;
  };
  if (!isDense(geometry)) {
    body.block(`for (int32_t ky = 0; ky < ${kernelHeight}; ++ky)`, () => {
      call(` + ky * ${rowStep}`, { count: kernelWidth, run, step: dilationWidth * inputDepth });
    });
  } else if (run === rowStep) {
    // Windows as wide as the input: the rows follow one another without a gap.
    call("", { count: 1, run: run * kernelHeight, step: 0 });
  } else {
    call("", { count: kernelHeight, run, step: rowStep });
  }
}

/** One pixel whose window reaches outside the input: only the taps inside contribute. */
export function printEdge(body: CBody, parts: WindowFunction): void {
  const { geometry, accumulation, requantize, edgeDot, order } = parts;
  const block: Block = { pixels: 1, channels: parts.block.channels };
  const { inputHeight, inputWidth, inputDepth, kernelHeight, kernelWidth, dilationHeight, dilationWidth } = geometry;
  const depth = groupDepth(geometry);
  const size = block.channels;
  printTargets(body, order, { pair: false, depth: geometry.outputDepth });
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
  printRelease(body, order, { pair: false, depth: geometry.outputDepth });
  body.print`${order.reverse ? "--x" : "++x"};`;
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
