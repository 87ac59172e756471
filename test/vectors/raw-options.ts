// SPDX-License-Identifier: Apache-2.0
/** The options table of a file for the typed attributes of a case: the way back from `readAttributes`. */
import { ActivationFunctionType, MirrorPadMode, Padding, TensorType } from "../../src/tflite-schema/generated/enums.js";
import { NO_OPTIONS, type OptionsTables, type RawAttributes } from "../../src/tflite-schema/raw-attributes.js";
import type { PoolAttributes } from "../../src/ops/shared/pool-geometry.js";
import type { StridedSliceAttributes } from "../../src/ops/strided-slice/attributes.js";
import type { SvdfAttributes } from "../../src/ops/svdf/attributes.js";
import type { LstmAttributes } from "../../src/ops/unidirectional-sequence-lstm/attributes.js";
import type { TransposeConvAttributes } from "../../src/ops/transpose-conv/attributes.js";
import type { FusedActivation } from "../../src/quant/activation.js";
import type { OpCase } from "../support/op-case.js";
import { customRawOptions } from "./custom-options.js";

/** Whatever an operator of the list below has among its attributes, by name. */
type Attributes = PoolAttributes &
  SvdfAttributes &
  LstmAttributes &
  TransposeConvAttributes &
  StridedSliceAttributes &
  OptionsTables["PackOptions"] &
  OptionsTables["GatherOptions"] &
  OptionsTables["ReducerOptions"] &
  OptionsTables["CumsumOptions"] &
  OptionsTables["LeakyReluOptions"] &
  OptionsTables["ResizeBilinearOptions"] &
  OptionsTables["SpaceToDepthOptions"] & {
    readonly axes: readonly number[];
    readonly count: number;
    readonly reflect: boolean;
    readonly transposeFirst: boolean;
    readonly transposeSecond: boolean;
  };

function table<T extends keyof OptionsTables>(type: T, value: OptionsTables[T]): RawAttributes {
  return { type, value } as RawAttributes;
}

const padding = (name: PoolAttributes["padding"]): Padding => (name === "VALID" ? Padding.VALID : Padding.SAME);
const activation = (name: FusedActivation): ActivationFunctionType => ActivationFunctionType[name];

/** Operators that are missing here have options that say nothing, or no vectors yet. */
const TABLES: Readonly<Record<string, (attributes: Attributes) => RawAttributes>> = {
  ADD: (a) => table("AddOptions", { fusedActivationFunction: activation(a.activation), potScaleInt16: true }),
  BATCH_MATMUL: (a) =>
    table("BatchMatMulOptions", {
      adjX: a.transposeFirst,
      adjY: a.transposeSecond,
      asymmetricQuantizeInputs: false,
    }),
  CUMSUM: (a) => table("CumsumOptions", a),
  DEPTH_TO_SPACE: (a) => table("DepthToSpaceOptions", a),
  DIV: (a) => table("DivOptions", { fusedActivationFunction: activation(a.activation) }),
  GATHER: (a) => table("GatherOptions", a),
  L2_NORMALIZATION: (a) => table("L2NormOptions", { fusedActivationFunction: activation(a.activation) }),
  L2_POOL_2D: (a) =>
    table("Pool2DOptions", {
      padding: padding(a.padding),
      strideW: a.strideWidth,
      strideH: a.strideHeight,
      filterWidth: a.filterWidth,
      filterHeight: a.filterHeight,
      fusedActivationFunction: activation(a.activation),
    }),
  LEAKY_RELU: (a) => table("LeakyReluOptions", a),
  MEAN: (a) => table("ReducerOptions", a),
  MIRROR_PAD: (a) => table("MirrorPadOptions", { mode: a.reflect ? MirrorPadMode.REFLECT : MirrorPadMode.SYMMETRIC }),
  MUL: (a) => table("MulOptions", { fusedActivationFunction: activation(a.activation) }),
  PACK: (a) => table("PackOptions", a),
  REDUCE_ALL: (a) => table("ReducerOptions", a),
  REDUCE_MAX: (a) => table("ReducerOptions", a),
  REDUCE_MIN: (a) => table("ReducerOptions", a),
  RESIZE_BILINEAR: (a) => table("ResizeBilinearOptions", a),
  RESIZE_NEAREST_NEIGHBOR: (a) => table("ResizeNearestNeighborOptions", a),
  SPACE_TO_DEPTH: (a) => table("SpaceToDepthOptions", a),
  SQUEEZE: (a) => table("SqueezeOptions", { squeezeDims: a.axes }),
  STRIDED_SLICE: (a) => table("StridedSliceOptions", a),
  SUB: (a) => table("SubOptions", { fusedActivationFunction: activation(a.activation), potScaleInt16: true }),
  SVDF: (a) =>
    table("SVDFOptions", {
      rank: a.rank,
      fusedActivationFunction: activation("NONE"),
      asymmetricQuantizeInputs: false,
    }),
  UNIDIRECTIONAL_SEQUENCE_LSTM: (a) =>
    table("UnidirectionalSequenceLSTMOptions", {
      fusedActivationFunction: activation(a.activation),
      cellClip: a.cellClip,
      projClip: 0,
      timeMajor: a.timeMajor,
      asymmetricQuantizeInputs: false,
      diagonalRecurrentTensors: false,
    }),
  SUM: (a) => table("ReducerOptions", a),
  TRANSPOSE_CONV: (a) =>
    table("TransposeConvOptions", {
      padding: padding(a.padding),
      strideW: a.strideWidth,
      strideH: a.strideHeight,
      fusedActivationFunction: activation(a.activation),
      quantizedBiasType: TensorType.FLOAT32,
    }),
  UNPACK: (a) => table("UnpackOptions", { num: a.count, axis: a.axis }),
};

export function rawOptions(op: string, opCase: OpCase): RawAttributes {
  if (op.startsWith("CUSTOM:")) return customRawOptions(op, opCase);
  return TABLES[op]?.(opCase.attributes as Attributes) ?? NO_OPTIONS;
}
