// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of GATHER. */
import type { KernelEmitter } from "../../definition.js";
import { emitGather } from "../../shared/gather.js";
import { inputTensor } from "../../shared/operands.js";
import type { GatherAttributes } from "../attributes.js";
import { gatherLayout } from "../layout.js";

export const gatherScalar = {
  isa: "scalar",
  emit(view, kernel) {
    emitGather(kernel, {
      layout: gatherLayout(view),
      input: inputTensor(view, 0),
      source: kernel.input(0),
      index: inputTensor(view, 1),
      indexSource: kernel.input(1),
      target: kernel.output(0),
    });
  },
} as const satisfies KernelEmitter<GatherAttributes>;
