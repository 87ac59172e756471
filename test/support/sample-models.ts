// SPDX-License-Identifier: Apache-2.0
/** The models that tests across modules share: the committed examples, and one with each kind of memory behaviour. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ActivationFunctionType, Padding } from "../../src/tflite-schema/generated/enums.js";
import type { TensorId } from "../../src/util/branded.js";
import { type GraphBuilder, singleGraph, type TensorSettings } from "./model-builder.js";
import { PROJECT } from "./source-files.js";

export function exampleModel(name: "sine" | "digits"): Uint8Array {
  return readFileSync(join(PROJECT, "examples", name, `${name}.tflite`));
}

/** One sum of two tensors of `bytes` each: three of them are alive at once. */
export function sumModel(bytes: number): Uint8Array {
  return singleGraph((graph) => {
    const settings: TensorSettings = { shape: [1, bytes], scale: 0.5 };
    const [a, b] = [graph.input("a", settings), graph.input("b", settings)];
    const sum = graph.tensor("sum", { ...settings, scale: 1 });
    graph.operator("ADD", { inputs: [a, b], outputs: [sum], options: { type: "AddOptions" }, version: 2 });
    graph.output(sum);
  });
}

/** An operator of the given name on one int8 tensor. */
export function singleOperatorModel(op: string, settings: TensorSettings = { shape: [1, 4], scale: 0.5 }): Uint8Array {
  return singleGraph((graph) => {
    const input = graph.input("input", settings);
    const output = graph.tensor("output", settings);
    graph.operator(op, { inputs: [input], outputs: [output] });
    graph.output(output);
  });
}

/** Fully connected layer on float data: with int8 weights a hybrid model, with float weights an unquantised one. */
export function floatModel(weights: "int8" | "float32"): Uint8Array {
  return singleGraph((graph) => {
    const input = graph.input("input", { shape: [1, 2], dtype: "float32" });
    const quantized = weights === "int8" ? { scale: 0.5 } : {};
    const filter = graph.constant("weights", { shape: [1, 2], dtype: weights, ...quantized }, [1, 2]);
    const output = graph.tensor("output", { shape: [1, 1], dtype: "float32" });
    const options = { type: "FullyConnectedOptions" } as const;
    graph.operator("FULLY_CONNECTED", { inputs: [input, filter, undefined], outputs: [output], options });
    graph.output(output);
  });
}

/** Explicit padding, SAME convolutions, a residual sum, pooling, a view, a dense layer and softmax. */
export function residualModel(): Uint8Array {
  return singleGraph((graph) => {
    const input = graph.input("image", { shape: [1, 6, 6, 1], scale: 1 / 128, zeroPoint: -1 });
    const paddings = graph.constant("paddings", { shape: [4, 2], dtype: "int32" }, [0, 0, 0, 1, 0, 1, 0, 0]);
    const padded = graph.tensor("padded", { shape: [1, 7, 7, 1], scale: 1 / 128, zeroPoint: -1 });
    graph.operator("PAD", { inputs: [input, paddings], outputs: [padded], options: { type: "PadOptions" } });
    const stem = convolution(graph, { name: "stem", input: padded, inputDepth: 1, shape: [1, 3, 3, 4], stride: 2 });
    const branch = convolution(graph, { name: "branch", input: stem, inputDepth: 4, shape: [1, 3, 3, 4], stride: 1 });
    const sum = graph.tensor("sum", { shape: [1, 3, 3, 4], scale: 0.06, zeroPoint: -128 });
    const relu = { fusedActivationFunction: ActivationFunctionType.RELU };
    graph.operator("ADD", {
      inputs: [stem, branch],
      outputs: [sum],
      options: { type: "AddOptions", value: relu },
      version: 2,
    });
    const pooled = graph.tensor("pooled", { shape: [1, 1, 1, 4], scale: 0.06, zeroPoint: -128 });
    const window = { padding: Padding.VALID, strideW: 3, strideH: 3, filterWidth: 3, filterHeight: 3 };
    graph.operator("AVERAGE_POOL_2D", {
      inputs: [sum],
      outputs: [pooled],
      options: { type: "Pool2DOptions", value: window },
      version: 2,
    });
    const flat = graph.tensor("flat", { shape: [1, 4], scale: 0.06, zeroPoint: -128 });
    const shape = graph.constant("shape", { shape: [2], dtype: "int32" }, [1, 4]);
    graph.operator("RESHAPE", { inputs: [pooled, shape], outputs: [flat], options: { type: "ReshapeOptions" } });
    const logits = graph.tensor("logits", { shape: [1, 3], scale: 0.1, zeroPoint: 3 });
    graph.operator("FULLY_CONNECTED", {
      inputs: [flat, graph.constant("dense", { shape: [3, 4], scale: 0.02 }, pattern(12)), undefined],
      outputs: [logits],
      options: { type: "FullyConnectedOptions" },
      version: 4,
    });
    const classes = graph.tensor("classes", { shape: [1, 3], scale: 1 / 256, zeroPoint: -128 });
    const softmax = { type: "SoftmaxOptions", value: { beta: 1 } } as const;
    graph.operator("SOFTMAX", { inputs: [logits], outputs: [classes], options: softmax, version: 2 });
    graph.output(classes);
  });
}

/** Four branches that each widen and narrow, all widened first in the file: one after the other needs half the arena. */
export function branchingModel(width = 96): Uint8Array {
  return singleGraph((graph) => {
    const options = { type: "FullyConnectedOptions" } as const;
    const dense = (name: string, [input, from]: readonly [TensorId, number], to: number): [TensorId, number] => {
      const weights = graph.constant(`${name}/weights`, { shape: [to, from], scale: 0.02 }, pattern(to * from));
      const output = graph.tensor(name, { shape: [1, to], scale: 0.5, zeroPoint: 3 });
      graph.operator("FULLY_CONNECTED", {
        inputs: [input, weights, undefined],
        outputs: [output],
        options,
        version: 4,
      });
      return [output, to];
    };
    const input = graph.input("input", { shape: [1, 16], scale: 0.5 });
    const wide = ["a", "b", "c", "d"].map((name) => dense(`${name}/wide`, [input, 16], width));
    const narrow = wide.map((branch, i) => dense(`narrow${i}`, branch, 8));
    const sum = (name: string, a: TensorId, b: TensorId): TensorId => {
      const output = graph.tensor(name, { shape: [1, 8], scale: 1 });
      graph.operator("ADD", { inputs: [a, b], outputs: [output], options: { type: "AddOptions" }, version: 2 });
      return output;
    };
    const [first, ...rest] = narrow.map(([id]) => id);
    if (first === undefined) throw new Error("there are branches");
    graph.output(rest.reduce((total, id, i) => sum(`sum${i}`, total, id), first));
  });
}

interface ConvolutionSettings {
  readonly name: string;
  readonly input: TensorId;
  readonly inputDepth: number;
  /** Of the output. */
  readonly shape: readonly [number, number, number, number];
  readonly stride: number;
}

/** A 3 × 3 convolution with one scale per channel and a bias; SAME at stride 1, VALID otherwise. */
function convolution(graph: GraphBuilder, { name, input, inputDepth, shape, stride }: ConvolutionSettings): TensorId {
  const channels = shape[3];
  const scales = Array.from({ length: channels }, (_, c) => 0.01 + 0.005 * c);
  const size = channels * 9 * inputDepth;
  const weights = graph.constant(`${name}/weights`, { shape: [channels, 3, 3, inputDepth], scales }, pattern(size));
  const bias = graph.constant(
    `${name}/bias`,
    { shape: [channels], dtype: "int32", scales: scales.map((scale) => scale / 128) },
    pattern(channels).map((value) => value * 10),
  );
  const output = graph.tensor(name, { shape, scale: 0.05, zeroPoint: -10 });
  graph.operator("CONV_2D", {
    inputs: [input, weights, bias],
    outputs: [output],
    options: {
      type: "Conv2DOptions",
      value: { padding: stride === 1 ? Padding.SAME : Padding.VALID, strideW: stride, strideH: stride },
    },
    version: 3,
  });
  return output;
}

/** Small numbers of both signs without a visible period. */
function pattern(length: number): number[] {
  return Array.from({ length }, (_, i) => ((i * 37 + 11) % 201) - 100);
}
