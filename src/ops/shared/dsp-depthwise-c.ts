// SPDX-License-Identifier: Apache-2.0
/** Depthwise convolutions for Arm's DSP extension: one channel at a time as a plane of 16-bit values in scratch. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { cInteger } from "../../codegen/c/literals.js";
import type { OptimizationGoal } from "../../targets/optimization-goal.js";
import type { NodeMemory } from "../node-memory.js";
import { analyseAccumulation } from "./conv-accumulation.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { type Convolution, isChannelwise, isSignedBytes, padsWithBytes } from "./convolution.js";
import { type PlaneLayout, planeLayout, usedInputs } from "./dsp-depthwise-layout.js";
import { emitSmallDepthwise } from "./dsp-depthwise-small-c.js";
import { linesFunction } from "./dsp-lines-c.js";
import { dspRequantize } from "./dsp-requantize.js";

/** One output channel per input channel, signed bytes, windows of up to 3x3 taps. */
export function isDspDepthwise(convolution: Convolution): boolean {
  return (
    isSignedBytes(convolution) &&
    padsWithBytes(convolution) &&
    isChannelwise(convolution) &&
    planeLayout(convolution.geometry) !== undefined
  );
}

/**
 * A stored output byte lies where the input has one of the same channel, or of another one that depends on the distance
 * of the two tensors alone. With a second plane that channel is read before it is overwritten, so they may overlap in
 * any way; batches follow one another and may not.
 */
export function dspDepthwiseMemory(geometry: ConvGeometry): NodeMemory {
  const { batches, inputDepth, inputHeight, inputWidth } = geometry;
  const bytes = 4 * (planeLayout(geometry)?.words ?? 0);
  const plane = { label: "plane of one channel", size: bytes, alignment: 4 };
  if (batches > 1) return { scratch: [plane], overlaps: [] };
  return {
    scratch: [plane, ...(inputDepth > 1 ? [{ ...plane, label: "plane of the next channel" }] : [])],
    overlaps: [{ input: 0, output: 0, outputBelow: -inputHeight * inputWidth * inputDepth }],
  };
}

/** Prints the calls for all channels; layers of equal shape share the functions. */
export function emitDspDepthwise(kernel: KernelWriter, convolution: Convolution, optimize: OptimizationGoal): void {
  const { geometry } = convolution;
  const layout = planeLayout(geometry);
  if (layout === undefined) return;
  const { inputDepth: channels, inputHeight, inputWidth, outputHeight, outputWidth, batches } = geometry;
  const accumulation = analyseAccumulation(convolution);
  const requantize = dspRequantize(convolution, accumulation);
  // The channel of the input that lies where a channel's outputs go.
  const shift = (((kernel.overlap(0, 0) ?? 0) % channels) + channels) % channels;
  const starts = shift === 0 ? channels : greatestCommonDivisor(shift, channels);
  const length = channels / starts;
  const order = Array.from({ length: channels }, (_, i) => (Math.floor(i / length) + (i % length) * shift) % channels);
  const doubled = requantize.form !== "general";
  const words = order.flatMap((channel) => {
    const start = Number(BigInt.asIntN(32, accumulation.foldedBias[channel] ?? 0n));
    return [
      doubled ? (2 * start) | 0 : start,
      ...tapWords(convolution, layout, channel),
      ...(requantize.channelWords[channel] ?? []),
    ];
  });
  const stream = kernel.constant({
    name: "stream",
    dtype: "uint32",
    values: words.map((word) => word >>> 0),
    comment: `${channels} channels: start value, taps, scaling${length > 1 ? "; in the order in which they are overwritten" : ""}`,
  });
  kernel.include("tinygen_dsp.h");
  kernel.include("tinygen_compiler.h");
  if (optimize === "size") {
    const zeroPoint = convolution.quantization.inputZeroPoint;
    const cycle = { channels, starts, length, shift };
    emitSmallDepthwise(kernel, { geometry, layout, requantize, doubled, stream, zeroPoint, cycle });
    return;
  }
  const padded = isPadded(layout);
  const fill = padded ? fillFunction(kernel) : undefined;
  const read = kernel.shared("read_plane", (symbol) => readFunction(symbol, layout));
  const lines = kernel.shared("depthwise_lines", (symbol) => linesFunction(symbol, { layout, requantize, doubled }));
  const planes = (length > 1 ? [0, 1] : [0]).map((slot) => `(uint32_t *)(void *)${kernel.scratch(slot)}`);
  const input = kernel.input(0);
  const output = kernel.output(0);
  const perChannel = words.length / channels;
  const call = (plane: string, to: string): string =>
    `${lines}(${[plane, "w", `${to} + channel`, ...requantize.arguments].join(", ")});`;
  planes.forEach((plane, i) => {
    kernel.print`uint32_t *const plane${i === 0 ? "" : i} = ${plane};`;
    if (fill !== undefined) kernel.print`${fill}(plane${i === 0 ? "" : i}, ${layout.words}, ${fillWord(convolution)});`;
  });
  const image = (from: string, to: string): void => {
    kernel.print`const uint32_t *w = ${stream};`;
    if (length === 1) {
      kernel.block(`for (int32_t channel = 0; channel < ${channels}; ++channel)`, () => {
        kernel.print`
          ${read}(${from} + channel, (int16_t *)(void *)plane);
          ${call("plane", to)}
          w += ${perChannel};`;
      });
      return;
    }
    kernel.print`/* Outputs of a channel lie where inputs of channel + ${shift} do, which are read before. */`;
    kernel.block(`for (int32_t start = 0; start < ${starts}; ++start)`, () => {
      kernel.print`
        int32_t channel = start;
        uint32_t *now = plane;
        uint32_t *then = plane1;
        ${read}(${from} + channel, (int16_t *)(void *)now);`;
      kernel.block(`for (int32_t i = 0; i < ${length}; ++i)`, () => {
        kernel.print`
          const int32_t next = channel + ${shift} < ${channels} ? channel + ${shift} : channel + ${shift - channels};
          uint32_t *const done = now;
          ${read}(${from} + next, (int16_t *)(void *)then);
          ${call("now", to)}
          w += ${perChannel};
          channel = next;
          now = then;
          then = done;`;
      });
    });
  };
  if (batches === 1) {
    image(input, output);
    return;
  }
  kernel.block(`for (int32_t batch = 0; batch < ${batches}; ++batch)`, () => {
    kernel.print`
      const int8_t *const from = ${input} + batch * ${inputHeight * inputWidth * channels};
      int8_t *const to = ${output} + batch * ${outputHeight * outputWidth * channels};`;
    image("from", "to");
  });
}

// A line of up to three taps (w0, w1, w2) as the bytes w0, w1, w1, w2: SXTB16 makes (w0, w1) and (w1, w2) of it.
function tapWords({ filter, geometry }: Convolution, { along, across }: PlaneLayout, channel: number): number[] {
  const first = channel * geometry.kernelHeight * geometry.kernelWidth;
  return Array.from({ length: across.kernel }, (_, line) => {
    const tap = (i: number): number =>
      i < along.kernel ? (filter[first + line * across.tapStep + i * along.tapStep] as number) & 255 : 0;
    return tap(0) | (tap(1) << 8) | (tap(1) << 16) | (tap(2) << 24);
  });
}

function fillWord({ quantization }: Convolution): string {
  const half = quantization.inputZeroPoint & 0xffff;
  return cInteger((half | (half << 16)) >>> 0);
}

function isPadded({ along, across, lines, pitch }: PlaneLayout): boolean {
  return usedInputs(along) < 2 * pitch || usedInputs(across) < lines;
}

function fillFunction(kernel: KernelWriter): string {
  return kernel.shared("fill_plane", (symbol) => {
    const body = createCBody();
    body.print`/* Zero points everywhere; only the inputs are replaced from channel to channel. */`;
    body.block(`TINYGEN_NOINLINE static void ${symbol}(uint32_t *plane, int32_t words, uint32_t zero_points)`, () => {
      body.block("for (int32_t i = 0; i < words; ++i)", () => {
        body.print`plane[i] = zero_points;`;
      });
    });
    return body.toString();
  });
}

function readFunction(symbol: string, { along, across, pitch }: PlaneLayout): string {
  const body = createCBody();
  const count = usedInputs(along);
  const unroll = [8, 6, 5, 7, 4, 3, 2].find((steps) => count % steps === 0) ?? 1;
  const first = across.padding * 2 * pitch + along.padding;
  body.print`/* Copies one channel of ${usedInputs(across)} lines of ${count} inputs into a plane. */`;
  body.block(`TINYGEN_NOINLINE static void ${symbol}(const int8_t *from, int16_t *plane)`, () => {
    if (first > 0) body.print`plane += ${first};`;
    body.block(`for (int32_t line = 0; line < ${usedInputs(across)}; ++line)`, () => {
      body.print`
        const int8_t *x = from;
        int16_t *to = plane;`;
      body.block(`for (int32_t i = 0; i < ${count}; i += ${unroll})`, () => {
        // Loads that follow one another take a cycle each, but for the first; stores are not to be put together.
        const group = [4, 3, 2].find((steps) => unroll % steps === 0) ?? unroll;
        for (let first = 0; first < unroll; first += group) {
          body.block("", () => {
            const steps = Array.from({ length: group }, (_, i) => first + i);
            for (const step of steps) body.print`const int16_t x${step} = x[${step * along.inputStep}];`;
            for (const step of steps) {
              body.print`
                to[${step}] = x${step};
                TINYGEN_IN_ORDER();`;
            }
          });
        }
        body.print`
          x += ${unroll * along.inputStep};
          to += ${unroll};`;
      });
      body.print`
        from += ${across.inputStep};
        plane += ${2 * pitch};`;
    });
  });
  return body.toString();
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
