// SPDX-License-Identifier: Apache-2.0
/** Small models for each graph pass: patterns that it rewrites, and near misses that it must leave alone. */
import { ActivationFunctionType, Padding } from "../../src/tflite-schema/generated/enums.js";
import type { TensorId } from "../../src/util/branded.js";
import { type GraphBuilder, singleGraph, type TensorSettings } from "./model-builder.js";
import { deadChannelsModel } from "./dead-channel-models.js";
import type { Random } from "./random.js";

/** The bytes of one model, drawn with the given numbers. */
export type PassModel = (random: Random) => Uint8Array;

/** By the name of the pass. */
export const PASS_MODELS: Readonly<Record<string, PassModel>> = {
  "bind-resources": counterModel,
  "fold-constants": shapeChainModel,
  "bypass-inverse-pairs": conversionPairModel,
  "fold-pad": paddedConvolutionModel,
  "fold-same-pad": paddedConvolutionModel,
  "fuse-activation": activationModel,
  "drop-dead-channels": deadChannelsModel,
  "drop-dead": deadBranchModel,
  "compact-tensors": unusedTensorModel,
};

function int8(random: Random, shape: readonly number[]): TensorSettings & { readonly scale: number } {
  return { shape, scale: random.integer(1, 40) / 256, zeroPoint: random.pick([-128, -5, 0, 3, 127]) };
}

function bytes(random: Random, length: number): number[] {
  return Array.from({ length }, () => random.integer(-127, 127));
}

// A variable that every invocation reads and then replaces by its input: its handle comes from a node.
function counterModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const settings = int8(random, [1, 4]);
    const input = graph.input("input", settings);
    const handle = graph.tensor("handle", { shape: [], dtype: "resource" });
    const before = graph.tensor("before", settings);
    graph.operator("VAR_HANDLE", {
      inputs: [],
      outputs: [handle],
      options: { type: "VarHandleOptions", value: { container: "", sharedName: "counter" } },
    });
    graph.operator("READ_VARIABLE", { inputs: [handle], outputs: [before] });
    graph.operator("ASSIGN_VARIABLE", { inputs: [handle, input], outputs: [] });
    graph.output(before);
  });
}

// SHAPE → STRIDED_SLICE → PACK → RESHAPE, as converters write for Flatten, beside a sum of two constants.
function shapeChainModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const [height, width] = [random.integer(1, 4), random.integer(1, 5)];
    const settings = int8(random, [1, height, width]);
    const input = graph.input("input", settings);
    const int32 = (name: string, values: readonly number[]): TensorId =>
      graph.constant(name, { shape: [values.length], dtype: "int32" }, values);
    const shape = graph.tensor("shape", { shape: [3], dtype: "int32" });
    graph.operator("SHAPE", { inputs: [input], outputs: [shape], options: { type: "ShapeOptions" } });
    const batch = graph.tensor("batch", { shape: [], dtype: "int32" });
    graph.operator("STRIDED_SLICE", {
      inputs: [shape, int32("begin", [0]), int32("end", [1]), int32("strides", [1])],
      outputs: [batch],
      options: { type: "StridedSliceOptions", value: { shrinkAxisMask: 1 } },
    });
    const rest = graph.constant("rest", { shape: [], dtype: "int32" }, [height * width]);
    const packed = graph.tensor("packed", { shape: [2], dtype: "int32" });
    const options = { type: "PackOptions", value: { valuesCount: 2 } } as const;
    graph.operator("PACK", { inputs: [batch, rest], outputs: [packed], options });
    const flatSettings = { ...settings, shape: [1, height * width] };
    const flat = graph.tensor("flat", flatSettings);
    graph.operator("RESHAPE", { inputs: [input, packed], outputs: [flat], options: { type: "ReshapeOptions" } });
    const [a, b] = [int8(random, [1, height * width]), int8(random, [1, height * width])];
    const sum = graph.tensor("constant sum", int8(random, [1, height * width]));
    add(graph, [
      graph.constant("a", a, bytes(random, height * width)),
      graph.constant("b", b, bytes(random, height * width)),
      sum,
    ]);
    const output = graph.tensor("output", int8(random, [1, height * width]));
    add(graph, [flat, sum, output]);
    graph.output(output);
  });
}

// Two conversions; only some of them give every value back.
function conversionPairModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const settings = int8(random, [1, 16]);
    const input = graph.input("input", settings);
    const exact = random.chance(0.5);
    const last: TensorSettings = exact ? settings : { ...settings, scale: settings.scale * random.pick([1.001, 2]) };
    const middle: TensorSettings = random.chance(0.5)
      ? { shape: [1, 16], dtype: "float32" }
      : { ...settings, dtype: "uint8", zeroPoint: Math.max(0, (settings.zeroPoint ?? 0) + random.pick([128, 127])) };
    const [converted, restored] = [graph.tensor("converted", middle), graph.tensor("restored", last)];
    const first = middle.dtype === "float32" ? "DEQUANTIZE" : "QUANTIZE";
    graph.operator(first, {
      inputs: [input],
      outputs: [converted],
      options: { type: `${first === "QUANTIZE" ? "Quantize" : "Dequantize"}Options` },
    });
    graph.operator("QUANTIZE", { inputs: [converted], outputs: [restored], options: { type: "QuantizeOptions" } });
    const output = graph.tensor("output", int8(random, [1, 16]));
    const other = graph.constant("other", int8(random, [1, 16]), bytes(random, 16));
    add(graph, [restored, other, output]);
    graph.output(output);
    if (random.chance(0.3)) graph.output(converted);
  });
}

// PAD or PADV2 before a convolution; what pads channels, crops wrongly or fills with another value has to stay.
function paddedConvolutionModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const depthwise = random.chance(0.4);
    const [size, depth, kernel] = [random.integer(2, 5), random.integer(1, 3), random.integer(1, 3)];
    const settings = int8(random, [1, size, size, depth]);
    const input = graph.input("input", settings);
    const stride = random.integer(1, 2);
    const sides = random.chance(0.4)
      ? samePadding({ size, kernel, stride })
      : ([random.integer(0, 2), random.integer(0, 2), random.integer(0, 2), random.integer(0, 2)] as const);
    const channels = random.chance(0.2) ? 1 : 0;
    const paddings = [0, 0, sides[0], sides[1], sides[2], sides[3], 0, channels];
    const [height, width] = [size + sides[0] + sides[1], size + sides[2] + sides[3]];
    const padded = graph.tensor("padded", { ...settings, shape: [1, height, width, depth + channels] });
    const amounts = graph.constant("paddings", { shape: [4, 2], dtype: "int32" }, paddings);
    if (random.chance(0.3)) {
      const fill = random.chance(0.5) ? (settings.zeroPoint ?? 0) : 77;
      const value = graph.constant("value", { ...settings, shape: [] }, [fill]);
      graph.operator("PADV2", {
        inputs: [input, amounts, value],
        outputs: [padded],
        options: { type: "PadV2Options" },
      });
    } else {
      graph.operator("PAD", { inputs: [input, amounts], outputs: [padded], options: { type: "PadOptions" } });
    }
    const same = random.chance(0.2) || height < kernel || width < kernel;
    const extent = (length: number): number => Math.ceil((same ? length : length - kernel + 1) / stride);
    const outputDepth = depthwise ? depth + channels : random.integer(1, 4);
    const weightShape = depthwise ? [1, kernel, kernel, outputDepth] : [outputDepth, kernel, kernel, depth + channels];
    const count = weightShape.reduce((product, extentOf) => product * extentOf, 1);
    const weights = graph.constant(
      "weights",
      {
        shape: weightShape,
        scales: Array.from({ length: outputDepth }, () => random.integer(1, 9) / 300),
        axis: depthwise ? 3 : 0,
      },
      bytes(random, count),
    );
    const output = graph.tensor("output", int8(random, [1, extent(height), extent(width), outputDepth]));
    const spatial = { padding: same ? Padding.SAME : Padding.VALID, strideW: stride, strideH: stride };
    const inputs = [padded, weights, undefined];
    if (depthwise) {
      const value = { ...spatial, depthMultiplier: 1 };
      graph.operator("DEPTHWISE_CONV_2D", {
        inputs,
        outputs: [output],
        options: { type: "DepthwiseConv2DOptions", value },
        version: 3,
      });
    } else {
      graph.operator("CONV_2D", {
        inputs,
        outputs: [output],
        options: { type: "Conv2DOptions", value: spatial },
        version: 3,
      });
    }
    graph.output(output);
    if (random.chance(0.2)) graph.output(padded);
  });
}

// What SAME pads before and after height and width.
function samePadding({ size, kernel, stride }: { size: number; kernel: number; stride: number }) {
  const total = Math.max(0, (Math.ceil(size / stride) - 1) * stride + kernel - size);
  const before = Math.floor(total / 2);
  return [before, total - before, before, total - before] as const;
}

// A dense layer and an activation behind it: on another scale, read twice, or on an operator that clamps already.
function activationModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const input = graph.input("input", int8(random, [1, 8]));
    const settings = int8(random, [1, 6]);
    const sums = graph.tensor("sums", settings);
    const clamped = random.chance(0.2);
    graph.operator("FULLY_CONNECTED", {
      inputs: [input, graph.constant("weights", { shape: [6, 8], scale: 0.02 }, bytes(random, 48)), undefined],
      outputs: [sums],
      options: {
        type: "FullyConnectedOptions",
        value: clamped ? { fusedActivationFunction: ActivationFunctionType.RELU6 } : {},
      },
      version: 4,
    });
    const rescaled = random.chance(0.3);
    const output = graph.tensor("output", rescaled ? { ...settings, scale: settings.scale * 0.7 } : settings);
    graph.operator(random.pick(["RELU", "RELU6"]), {
      inputs: [sums],
      outputs: [output],
    });
    graph.output(output);
    if (random.chance(0.2)) graph.output(sums);
  });
}

// Nodes that nobody reads beside nodes that are read.
function deadBranchModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const settings = int8(random, [1, 4]);
    const input = graph.input("input", settings);
    const values = [input];
    const count = random.integer(1, 8);
    for (let i = 0; i < count; i++) {
      const result = graph.tensor(`sum ${i}`, int8(random, [1, 4]));
      const pick = (): TensorId => values[random.integer(0, values.length - 1)] ?? input;
      add(graph, [pick(), pick(), result]);
      values.push(result);
    }
    graph.output(values[random.integer(1, values.length - 1)] ?? input);
  });
}

function add(graph: GraphBuilder, [a, b, sum]: readonly [TensorId, TensorId, TensorId]): void {
  graph.operator("ADD", { inputs: [a, b], outputs: [sum], options: { type: "AddOptions" }, version: 2 });
}

// A sum, and sometimes tensors that no node refers to.
function unusedTensorModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const settings = int8(random, [1, 4]);
    const input = graph.input("input", settings);
    const unused = random.integer(0, 2);
    for (let i = 0; i < unused; i++) graph.tensor(`unused ${i}`, settings);
    if (random.chance(0.3)) graph.constant("unused weights", settings, bytes(random, 4));
    const output = graph.tensor("output", int8(random, [1, 4]));
    add(graph, [input, input, output]);
    graph.output(output);
  });
}
