// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SignalDelay; the last samples of every row wait in the node's state. */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import { inputTensor } from "../../shared/operands.js";
import { rowCount, rowLength } from "../../shared/row-constraints.js";
import type { SignalDelayAttributes } from "../attributes.js";

export const signalDelayScalar = {
  isa: "scalar",
  state(view: NodeView<SignalDelayAttributes>) {
    const size = 2 * view.node.attributes.delay * rowCount(inputTensor(view, 0));
    return size === 0 ? [] : [{ label: "delayed samples", size, alignment: 2 }];
  },
  emit: emitSignalDelay,
} as const satisfies KernelEmitter<SignalDelayAttributes>;

function emitSignalDelay(view: NodeView<SignalDelayAttributes>, kernel: KernelWriter): void {
  const { delay } = view.node.attributes;
  const input = inputTensor(view, 0);
  const [length, rows] = [rowLength(input), rowCount(input)];
  const [source, target] = [kernel.input(0), kernel.output(0)];
  kernel.include("string.h");
  const copy = (to: string, from: string, samples: number): void => {
    if (samples > 0) kernel.print`(void)memcpy(${to}, ${from}, ${2 * samples}u);`;
  };
  if (delay === 0) {
    kernel.print`(void)memcpy(${target}, ${source}, ${byteSize(input)}u);`;
    return;
  }
  kernel.print`int16_t *const delayed = (int16_t *)(void *)${kernel.state(0)};`;
  const row = (x: string, y: string, d: string): void => {
    const leaving = Math.min(delay, length);
    copy(y, d, leaving);
    copy(`${y} + ${leaving}`, x, length - leaving);
    if (delay > length) kernel.print`(void)memmove(${d}, ${d} + ${length}, ${2 * (delay - length)}u);`;
    copy(delay > length ? `${d} + ${delay - length}` : d, `${x} + ${length - leaving}`, leaving);
  };
  if (rows === 1) row(source, target, "delayed");
  else {
    kernel.block(`for (int32_t row = 0; row < ${rows}; row++)`, () => {
      kernel.print`
        const int16_t *const x = ${source} + row * ${length};
        int16_t *const y = ${target} + row * ${length};
        int16_t *const d = delayed + row * ${delay};
      `;
      row("x", "y", "d");
    });
  }
}
