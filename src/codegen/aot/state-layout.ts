// SPDX-License-Identifier: Apache-2.0
/** The block of RAM for tensors that keep their value between invocations. */
import type { Model } from "../../ir/graph.js";
import { firstZeroPoint } from "../../ir/quantization.js";
import { byteSize, type Tensor } from "../../ir/tensor.js";
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";

const ALIGNMENT: Bytes = 16;

export interface StateEntry {
  readonly tensor: Tensor;
  readonly subgraph: number;
  readonly offset: Bytes;
  readonly bytes: Bytes;
  /** Value of every byte after a reset, as TFLM's ResetTensorData sets it. */
  readonly resetByte: number;
}

export interface StateLayout {
  readonly bytes: Bytes;
  readonly entries: readonly StateEntry[];
}

export function layOutState(model: Model): StateLayout {
  const entries: StateEntry[] = [];
  let end = 0;
  model.graphs.forEach((graph, subgraph) => {
    for (const tensor of graph.tensors) {
      if (tensor.storage.kind !== "variable") continue;
      const offset = alignUp(end, ALIGNMENT);
      const bytes = byteSize(tensor);
      const zeroPoint = tensor.dtype === "int8" && tensor.quantization ? firstZeroPoint(tensor.quantization) : 0;
      entries.push({ tensor, subgraph, offset, bytes, resetByte: zeroPoint & 0xff });
      end = offset + bytes;
    }
  });
  return { bytes: end, entries };
}
