// SPDX-License-Identifier: Apache-2.0
/** Small networks some of whose channels can have one value only: biases that drive them into a clamp, weights of 0. */
import { ActivationFunctionType, Padding } from "../../src/tflite-schema/generated/enums.js";
import type { TensorId } from "../../src/util/branded.js";
import { type GraphBuilder, singleGraph } from "./model-builder.js";
import type { Random } from "./random.js";

interface Layer {
  readonly input: TensorId;
  readonly size: number;
  readonly depth: number;
}

/** Convolution, then depthwise, pointwise, residual, activation and pooling layers at random, then a dense layer. */
export function deadChannelsModel(random: Random): Uint8Array {
  return singleGraph((graph) => {
    const [size, depth] = [random.integer(2, 5), random.integer(1, 3)];
    const input = graph.input("input", {
      shape: [1, size, size, depth],
      scale: 0.05,
      zeroPoint: random.pick([-128, -3, 0]),
    });
    let layer = convolution(graph, random, { input, size, depth });
    const count = random.integer(1, 4);
    for (let i = 0; i < count; i++) {
      const make = random.pick([convolution, depthwise, depthwise, residual, activation, pool]);
      layer = make(graph, random, layer);
    }
    if (random.chance(0.3)) graph.output(layer.input);
    const flat = flatten(graph, layer);
    graph.output(dense(graph, random, flat));
  });
}

function quantized(random: Random, shape: readonly number[]) {
  // RELU with zero point −128 makes the common case: channels that always hold the zero point.
  return { shape, scale: random.integer(5, 40) / 256, zeroPoint: random.pick([-128, -128, -10, 4]) };
}

function weights(random: Random, length: number): number[] {
  const sparse = random.chance(0.3);
  return Array.from({ length }, () => (sparse && random.chance(0.5) ? 0 : random.integer(-127, 127)));
}

// Some far below what the products can reach, some far above.
function biases(random: Random, length: number): number[] {
  return Array.from({ length }, () =>
    random.chance(0.5) ? random.pick([-4_000_000, -4_000_000, 4_000_000]) : random.integer(-2000, 2000),
  );
}

function bias(graph: GraphBuilder, random: Random, channels: number): TensorId | undefined {
  if (random.chance(0.1)) return undefined;
  return graph.constant("bias", { shape: [channels], dtype: "int32", scale: 0.0005 }, biases(random, channels));
}

function clamps(random: Random) {
  return random.pick([ActivationFunctionType.RELU, ActivationFunctionType.RELU6, ActivationFunctionType.NONE]);
}

function scales(random: Random, channels: number): number[] {
  return Array.from({ length: channels }, () => random.integer(1, 30) / 1000);
}

function convolution(graph: GraphBuilder, random: Random, { input, size, depth }: Layer): Layer {
  const channels = random.integer(1, 6);
  const kernel = random.pick([1, 1, Math.min(3, size)]);
  const same = random.chance(0.5);
  const extent = same ? size : size - kernel + 1;
  const count = channels * kernel * kernel * depth;
  const filter = { shape: [channels, kernel, kernel, depth], scales: scales(random, channels) };
  const output = graph.tensor("convolved", quantized(random, [1, extent, extent, channels]));
  graph.operator("CONV_2D", {
    inputs: [input, graph.constant("filter", filter, weights(random, count)), bias(graph, random, channels)],
    outputs: [output],
    options: {
      type: "Conv2DOptions",
      value: {
        padding: same ? Padding.SAME : Padding.VALID,
        strideW: 1,
        strideH: 1,
        fusedActivationFunction: clamps(random),
      },
    },
    version: 3,
  });
  return { input: output, size: extent, depth: channels };
}

function depthwise(graph: GraphBuilder, random: Random, { input, size, depth }: Layer): Layer {
  const kernel = Math.min(random.integer(1, 3), size);
  const multiplier = random.chance(0.15) ? 2 : 1;
  const channels = depth * multiplier;
  const filter = { shape: [1, kernel, kernel, channels], scales: scales(random, channels), axis: 3 };
  const output = graph.tensor("filtered", quantized(random, [1, size, size, channels]));
  graph.operator("DEPTHWISE_CONV_2D", {
    inputs: [
      input,
      graph.constant("filter", filter, weights(random, kernel * kernel * channels)),
      bias(graph, random, channels),
    ],
    outputs: [output],
    options: {
      type: "DepthwiseConv2DOptions",
      value: {
        padding: Padding.SAME,
        strideW: 1,
        strideH: 1,
        depthMultiplier: multiplier,
        fusedActivationFunction: clamps(random),
      },
    },
    version: 3,
  });
  return { input: output, size, depth: channels };
}

// A sum with a convolution of the same tensor, or with a constant of its shape or of one value.
function residual(graph: GraphBuilder, random: Random, layer: Layer): Layer {
  const { input, size, depth } = layer;
  const sum = graph.tensor("sum", quantized(random, [1, size, size, depth]));
  const other = random.pick<readonly number[]>([[1, size, size, depth], [depth], [1]]);
  const count = other.reduce((product, extent) => product * extent, 1);
  const operand = random.chance(0.6)
    ? depthwise(graph, random, layer)
    : { input: graph.constant("addend", quantized(random, other), weights(random, count)), depth };
  if (operand.depth !== depth) return layer;
  graph.operator("ADD", {
    inputs: [input, operand.input],
    outputs: [sum],
    options: { type: "AddOptions" },
    version: 2,
  });
  return { input: sum, size, depth };
}

function activation(graph: GraphBuilder, random: Random, { input, size, depth }: Layer): Layer {
  const output = graph.tensor("activated", {
    shape: [1, size, size, depth],
    scale: 1 / 256,
    zeroPoint: -128,
  });
  graph.operator("LOGISTIC", { inputs: [input], outputs: [output] });
  return { input: output, size, depth };
}

function pool(graph: GraphBuilder, random: Random, { input, depth }: Layer): Layer {
  const output = graph.tensor("mean", quantized(random, [1, 1, 1, depth]));
  const axes = graph.constant("axes", { shape: [2], dtype: "int32" }, [1, 2]);
  const options = { type: "ReducerOptions", value: { keepDims: true } } as const;
  graph.operator("MEAN", { inputs: [input, axes], outputs: [output], options });
  return { input: output, size: 1, depth };
}

function flatten(
  graph: GraphBuilder,
  { input, size, depth }: Layer,
): { readonly id: TensorId; readonly length: number } {
  const length = size * size * depth;
  const flat = graph.tensor("flat", { shape: [1, length], scale: 0.1, zeroPoint: -128 });
  const shape = graph.constant("shape", { shape: [2], dtype: "int32" }, [1, length]);
  graph.operator("RESHAPE", { inputs: [input, shape], outputs: [flat], options: { type: "ReshapeOptions" } });
  return { id: flat, length };
}

function dense(
  graph: GraphBuilder,
  random: Random,
  { id, length }: { readonly id: TensorId; readonly length: number },
) {
  const channels = random.integer(2, 5);
  const perChannel = random.chance(0.4);
  const filter = { shape: [channels, length], scales: perChannel ? scales(random, channels) : [0.01] };
  const hidden = graph.tensor("hidden", quantized(random, [1, channels]));
  const fused = { fusedActivationFunction: clamps(random) };
  graph.operator("FULLY_CONNECTED", {
    inputs: [id, graph.constant("weights", filter, weights(random, channels * length)), undefined],
    outputs: [hidden],
    options: { type: "FullyConnectedOptions", value: fused },
    version: perChannel ? 12 : 4,
  });
  const output = graph.tensor("output", quantized(random, [1, 3]));
  graph.operator("FULLY_CONNECTED", {
    inputs: [
      hidden,
      graph.constant("last", { shape: [3, channels], scale: 0.02 }, weights(random, 3 * channels)),
      undefined,
    ],
    outputs: [output],
    options: { type: "FullyConnectedOptions" },
    version: 4,
  });
  return output;
}
