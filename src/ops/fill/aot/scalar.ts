// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of FILL. */
import type { NodeView } from "../../../ir/graph.js";
import { elementCount } from "../../../ir/shape.js";
import { fromBytes, toBytes } from "../../../ir/tensor-data.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor, outputTensor } from "../../shared/operands.js";

export const fillScalar = {
  isa: "scalar",
  emit(view, kernel) {
    const output = outputTensor(view);
    const target = kernel.output(0);
    const byte = uniformByte(view);
    if (byte !== undefined || output.dtype === "int8") {
      kernel.include("string.h");
      const value = byte ?? `${kernel.input(1)}[0]`;
      kernel.print`memset(${target}, ${value}, ${byteSize(output)});`;
      return;
    }
    const value = kernel.input(1);
    kernel.block(`for (int32_t i = 0; i < ${elementCount(output.shape)}; i++)`, () => {
      kernel.print`${target}[i] = ${value}[0];`;
    });
  },
} as const satisfies KernelEmitter<unknown>;

/** The byte that a constant value consists of, when all of its bytes are equal. */
function uniformByte(view: NodeView): number | undefined {
  const value = inputTensor(view, 1);
  if (value.storage.kind !== "constant") return undefined;
  const bytes = toBytes(fromBytes(value, value.storage.data));
  return bytes.every((byte) => byte === bytes[0]) ? bytes[0] : undefined;
}
