// SPDX-License-Identifier: Apache-2.0
/** Portable C for convolutions with a window: interior pixels in pairs without bounds checks, the edges one by one. */
import { createCBody, type CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import { chooseBlock, chooseUnroll, dotFunction, edgeDotFunction, interleaveChannels } from "./conv-blocks.js";
import {
  type ConvGeometry,
  groupDepth,
  hasWholeWindows,
  isUnpadded,
  lastLeft,
  lastTop,
  runLength,
} from "./conv-geometry.js";
import type { Convolution } from "./convolution.js";
import type { PixelOrder } from "./conv-overlap.js";
import { orderArguments, orderedLoop, orderParameters } from "./pixel-order-c.js";
import { biasTable, biasType, requantizeC } from "./requantize-c.js";
import { printEdge, printInterior, type WindowFunction } from "./window-loops-c.js";

/** Prints the call of a function for this shape; layers of equal shape and types share it. */
export function emitWindowConvolution(kernel: KernelWriter, convolution: Convolution, pixels: PixelOrder): void {
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
  const order = orderArguments(kernel, pixels, { element, channels: geometry.outputDepth });
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
    order,
    edgeDot: padded ? kernel.shared(`edge_dot_${element}`, (symbol) => edgeDotFunction(symbol, edgeOptions)) : "",
  };
  const name = kernel.shared(`conv_${element}`, (symbol) => windowFunction(symbol, parts, padded));
  const call = (input: string, output: string): string =>
    `${name}(${[input, output, weights, ...bias, ...edge, ...requantize.arguments, ...order.arguments].join(", ")});`;
  const input = kernel.input(0);
  const output = kernel.output(0);
  if (geometry.batches === 1) {
    kernel.print`${call(input, output)}`;
    return;
  }
  orderedLoop(kernel, order, "batch", geometry.batches, () => {
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
  const { geometry, element, weight, accumulation, block, requantize, order } = parts;
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
    ...orderParameters(order),
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    orderedLoop(body, order, "y", outputHeight, () => {
      printOrigin(body, "top", "y", geometry.strideHeight, geometry.padTop);
      const start = order.reverse ? `x = ${outputWidth - 1}; x >= 0;` : `x = 0; x < ${outputWidth};`;
      body.block(`for (int32_t ${start})`, () => {
        printOrigin(body, "left", "x", geometry.strideWidth, geometry.padLeft);
        body.print`
          const int32_t pixel = y * ${outputWidth} + x;
          ${element} *const to = output + pixel * ${outputDepth};`;
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
      });
    });
  });
  return body.toString();
}

function printOrigin(body: CBody, name: string, index: string, stride: number, padding: number): void {
  const scaled = stride === 1 ? index : `${index} * ${stride}`;
  body.print`const int32_t ${name} = ${scaled}${padding === 0 ? "" : ` - ${padding}`};`;
}
