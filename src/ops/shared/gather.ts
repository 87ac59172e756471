// SPDX-License-Identifier: Apache-2.0
/** Runs of elements picked by indices along one axis: GATHER, and EMBEDDING_LOOKUP as a case of it. */
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../ir/dtype.js";
import { allocate, type TensorData, toBytes } from "../../ir/tensor-data.js";
import type { Tensor } from "../../ir/tensor.js";
import { clampedIndexC, clampIndex } from "./run-time-index-c.js";

/** out[b][o][c][...] = in[b][o][index[b][c]][...], all extents in elements. */
export interface GatherLayout {
  readonly batches: number;
  readonly outer: number;
  /** Extent of the axis that the indices walk. */
  readonly axis: number;
  /** Indices of one batch. */
  readonly indices: number;
  /** Elements of a run. */
  readonly inner: number;
}

/** TFLM does not check indices in release builds; here the nearest valid one is taken. */
export function gatherElements(layout: GatherLayout, output: Tensor, input: TensorData, index: TensorData): TensorData {
  const { batches, outer, axis, indices, inner } = layout;
  const width = elementBytes(output.dtype) * inner;
  const from = toBytes(input);
  const result = allocate(output);
  const to = toBytes(result);
  let at = 0;
  for (let batch = 0; batch < batches; batch++) {
    for (let o = batch * outer; o < (batch + 1) * outer; o++) {
      for (let i = batch * indices; i < (batch + 1) * indices; i++) {
        const start = (o * axis + clampIndex(Number(index.data[i] ?? 0), axis - 1)) * width;
        to.set(from.subarray(start, start + width), at);
        at += width;
      }
    }
  }
  return result;
}

export interface EmitGatherOptions {
  readonly layout: GatherLayout;
  /** The tensor that is picked from and the indices, with the names of their pointers. */
  readonly input: Tensor;
  readonly source: string;
  readonly index: Tensor;
  readonly indexSource: string;
  readonly target: string;
}

/** Prints the loops; indices that are computed at run time are limited to the axis. */
export function emitGather(kernel: KernelWriter, options: EmitGatherOptions): void {
  const { layout, input, source, index, indexSource, target } = options;
  const { batches, outer, axis, indices, inner } = layout;
  const loop = (name: string, extent: number, body: () => void): void => {
    if (extent === 1) body();
    else kernel.block(`for (int32_t ${name} = 0; ${name} < ${extent}; ${name}++)`, body);
  };
  const rows = sum([
    [batches > 1 ? "batch" : "", outer],
    [outer > 1 ? "row" : "", 1],
  ]);
  loop("batch", batches, () => {
    loop("row", outer, () => {
      loop("i", indices, () => {
        const place = sum([
          [batches > 1 ? "batch" : "", indices],
          [indices > 1 ? "i" : "", 1],
        ]);
        const value = `${indexSource}[${place === "" ? "0" : place}]`;
        const picked =
          index.storage.kind === "constant"
            ? value
            : clampedIndexC(kernel, { dtype: index.dtype, index: value, last: axis - 1 });
        const from = sum([
          [rows === "" ? "" : `(${rows})`, axis * inner],
          [picked, inner],
        ]);
        const to = sum([
          [rows === "" ? "" : `(${rows})`, indices * inner],
          [indices > 1 ? "i" : "", inner],
        ]);
        if (inner === 1) kernel.print`${target}[${to === "" ? "0" : to}] = ${source}[${from}];`;
        else {
          kernel.include("string.h");
          const bytes = inner * elementBytes(input.dtype);
          kernel.print`memcpy(${target}${to === "" ? "" : ` + ${to}`}, ${source} + ${from}, ${bytes});`;
        }
      });
    });
  });
}

// `a * 3 + b` from terms and factors; empty terms are left out.
function sum(terms: readonly (readonly [term: string, factor: number])[]): string {
  return terms
    .filter(([term]) => term !== "")
    .map(([term, factor]) => (factor === 1 ? term : `${term} * ${factor}`))
    .join(" + ");
}
