// SPDX-License-Identifier: Apache-2.0
/** Depthwise convolutions by planes in little code: one function for layers of all extents, one output at a time. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { ConvGeometry } from "./conv-geometry.js";
import { type PlaneLayout, usedInputs } from "./dsp-depthwise-layout.js";
import { type DspRequantize, parameterNames } from "./dsp-requantize.js";

/** The order of the channels: `starts` cycles of `length` channels, each `shift` further than the one before. */
export interface ChannelCycle {
  readonly channels: number;
  readonly starts: number;
  readonly length: number;
  readonly shift: number;
}

export interface SmallDepthwiseOptions {
  readonly geometry: ConvGeometry;
  readonly layout: PlaneLayout;
  readonly requantize: DspRequantize;
  /** Taps and start values are doubled, so that sums need not be. */
  readonly doubled: boolean;
  /** Symbol of the channels' words. */
  readonly stream: string;
  readonly zeroPoint: number;
  readonly cycle: ChannelCycle;
}

/** Fields of the constant that describes a layer, in order. */
const FIELDS = [
  "plane_size",
  "zero_point",
  "starts",
  "length",
  "turn",
  "channels",
  "input_start",
  "input_lines",
  "inputs",
  "input_line_step",
  "input_step",
  "pitch",
  "lines",
  "outputs",
  "line_advance",
  "advance",
  "output_line_step",
  "output_step",
] as const;
type Field = (typeof FIELDS)[number];

export function emitSmallDepthwise(kernel: KernelWriter, options: SmallDepthwiseOptions): void {
  const { geometry, requantize, cycle, stream } = options;
  const shape = shapeOf(options);
  const description = kernel.constant({
    name: "shape",
    dtype: "int32",
    values: FIELDS.map((field) => shape[field]),
    comment: FIELDS.join(", ").replaceAll("_", " "),
  });
  const read = kernel.shared("read_plane", readFunction);
  const channel = kernel.shared("depthwise_channel", (symbol) => channelFunction(symbol, options));
  const name = kernel.shared("depthwise", (symbol) => layerFunction(symbol, options, { read, channel }));
  const plane = (slot: number): string => `(int16_t *)(void *)${kernel.scratch(slot)}`;
  const planes = [plane(0), plane(cycle.length > 1 ? 1 : 0)];
  const call = (input: string, output: string): string =>
    `${name}(${[input, output, stream, ...planes, description, ...requantize.arguments].join(", ")});`;
  const { batches, inputHeight, inputWidth, outputHeight, outputWidth, inputDepth } = geometry;
  const [input, output] = [kernel.input(0), kernel.output(0)];
  if (batches === 1) {
    kernel.print`${call(input, output)}`;
    return;
  }
  kernel.block(`for (int32_t batch = 0; batch < ${batches}; ++batch)`, () => {
    const from = `${input} + batch * ${inputHeight * inputWidth * inputDepth}`;
    kernel.print`${call(from, `${output} + batch * ${outputHeight * outputWidth * inputDepth}`)}`;
  });
}

function shapeOf({ layout, cycle, zeroPoint }: SmallDepthwiseOptions): Readonly<Record<Field, number>> {
  const { along, across } = layout;
  const pitch = 2 * layout.pitch;
  return {
    plane_size: 2 * layout.words,
    zero_point: zeroPoint,
    starts: cycle.starts,
    length: cycle.length,
    turn: cycle.shift,
    channels: cycle.channels,
    input_start: across.padding * pitch + along.padding,
    input_lines: usedInputs(across),
    inputs: usedInputs(along),
    input_line_step: across.inputStep,
    input_step: along.inputStep,
    pitch,
    lines: across.outputs,
    outputs: along.outputs,
    line_advance: across.stride * pitch,
    advance: along.stride,
    output_line_step: across.outputStep,
    output_step: along.outputStep,
  };
}

const at = (field: Field): string => `shape[${FIELDS.indexOf(field)}]`;
const local = (field: Field): string => `const int32_t ${field} = ${at(field)};`;

function readFunction(symbol: string): string {
  const body = createCBody();
  body.print`/* Copies one channel into a plane. */`;
  body.block(`static void ${symbol}(const int8_t *from, int16_t *plane, const int32_t *shape)`, () => {
    body.print`
      ${local("inputs")}
      ${local("input_step")}
      plane += ${at("input_start")};`;
    body.block(`for (int32_t line = ${at("input_lines")}; line > 0; --line)`, () => {
      body.print`const int8_t *x = from;`;
      body.block("for (int32_t i = 0; i < inputs; ++i)", () => {
        body.print`
          plane[i] = *x;
          x += input_step;`;
      });
      body.print`
        from += ${at("input_line_step")};
        plane += ${at("pitch")};`;
    });
  });
  return body.toString();
}

function channelFunction(symbol: string, { layout, requantize, doubled }: SmallDepthwiseOptions): string {
  const { kernel: rows } = layout.across;
  const wide = layout.along.kernel === 3;
  const body = createCBody();
  body.print`/* All outputs of one channel: ${rows} lines of ${wide ? "three taps" : "up to two taps"}. */`;
  const parameters = [
    "const int16_t *plane",
    "const uint32_t *w",
    "int8_t *y",
    "const int32_t *shape",
    ...requantize.parameters,
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    body.print`const int32_t start = (int32_t)w[0];`;
    for (let row = 0; row < rows; row++) {
      const taps = (name: string, bytes: string): string => {
        const value = `tinygen_${bytes}_bytes(w[${1 + row}])`;
        return `const uint32_t ${name}${row} = ${doubled ? `tinygen_double_pair(${value})` : value};`;
      };
      body.print`${taps("e", "even")}`;
      if (wide) body.print`${taps("o", "odd")}`;
    }
    for (const line of requantize.declare("w", 1 + rows)) body.print`${line}`;
    if (rows > 1) body.print`${local("pitch")}`;
    body.block(`for (int32_t line = ${at("lines")}; line > 0; --line)`, () => {
      body.print`
        const int16_t *x = plane;
        int8_t *to = y;`;
      body.block(`for (int32_t i = ${at("outputs")}; i > 0; --i)`, () => {
        body.print`
          const int16_t *taps = x;
          int32_t sum = start;`;
        for (let row = 0; row < rows; row++) {
          body.print`sum = tinygen_add_products(e${row}, tinygen_pair_at(taps), sum);`;
          if (wide) body.print`sum = tinygen_add_first_second((uint32_t)taps[2], o${row}, sum);`;
          if (row + 1 < rows) body.print`taps += pitch;`;
        }
        body.print`
          *to = ${requantize.store(() => "sum")};
          to += ${at("output_step")};
          x += ${at("advance")};`;
      });
      body.print`
        plane += ${at("line_advance")};
        y += ${at("output_line_step")};`;
    });
  });
  return body.toString();
}

function layerFunction(
  symbol: string,
  { layout, requantize }: SmallDepthwiseOptions,
  { read, channel }: { readonly read: string; readonly channel: string },
): string {
  const perChannel = 1 + layout.across.kernel + (requantize.channelWords[0]?.length ?? 0);
  const body = createCBody();
  body.print`
    /*
     * Depthwise convolution. Outputs of a channel may lie where inputs of channel + \`turn\` do, which are read into the
     * other plane before.
     */`;
  const parameters = [
    "const int8_t *input",
    "int8_t *output",
    "const uint32_t *w",
    "int16_t *plane",
    "int16_t *plane1",
    "const int32_t *shape",
    ...requantize.parameters,
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    body.block(`for (int32_t i = ${at("plane_size")} - 1; i >= 0; --i)`, () => {
      body.print`
        plane[i] = (int16_t)${at("zero_point")};
        plane1[i] = (int16_t)${at("zero_point")};`;
    });
    body.print`
      ${local("turn")}
      ${local("channels")}
      ${local("length")}`;
    body.block(`for (int32_t start = 0; start < ${at("starts")}; ++start)`, () => {
      body.print`
        int32_t channel = start;
        int16_t *now = plane;
        int16_t *then = plane1;
        ${read}(input + channel, now, shape);`;
      body.block("for (int32_t i = length; i > 0; --i)", () => {
        body.print`
          const int32_t next = channel + turn < channels ? channel + turn : channel + turn - channels;
          int16_t *const done = now;`;
        body.block("if (i > 1)", () => {
          body.print`${read}(input + next, then, shape);`;
        });
        const extra = parameterNames(requantize);
        body.print`
          ${channel}(${["now", "w", "output + channel", "shape", ...extra].join(", ")});
          w += ${perChannel};
          channel = next;
          now = then;
          then = done;`;
      });
    });
  });
  return body.toString();
}
