// SPDX-License-Identifier: Apache-2.0
/** What TFLM's WHILE accepts (WhilePrepare); the subgraphs' own tensors are checked with all calls. */
import { byteSize } from "../../ir/tensor.js";
import type { Constraint } from "../definition.js";

export const sameLoopVariables: Constraint<unknown> = {
  id: "loop-variables",
  says: "inputs and outputs must be the same loop variables: as many, of the same types and sizes",
  violation({ inputs, outputs }) {
    if (inputs.length !== outputs.length) return `${inputs.length} inputs and ${outputs.length} outputs`;
    const differing = inputs.findIndex((input, i) => {
      const output = outputs[i];
      return input?.dtype !== output?.dtype || (input && byteSize(input)) !== (output && byteSize(output));
    });
    return differing < 0 ? undefined : `number ${differing} differs`;
  },
};
