// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's reductions (reduce.cc, reduce_common.cc): all share their data and the search for the axes. */
import type { NodeView } from "../../ir/graph.js";
import { elementCount } from "../../ir/shape.js";
import type { TemporaryTensor, TflmKernel } from "../tflm-memory.js";
import { times } from "../struct-layout.js";
import { inputTensor, outputTensor } from "./operands.js";
import { input, output, type TflmScratch, tflmKernel } from "./tflm-kernel.js";

/** A sum needs accumulators; comparing and the logical "and" work in the output. */
export function reduceTflm(kind: "sum" | "compare"): TflmKernel {
  return tflmKernel({
    options: ["byte"],
    data: times(11, "word"),
    temporaries: (view) => [input(0), output(0), input(1), ...simpleTemporaries(view)],
    scratch: (view) => [
      ...(kind === "sum" && isQuantized(view)
        ? [{ label: "accumulators", size: 4 * elementCount(outputTensor(view).shape) }]
        : []),
      ...iterators(view),
    ],
  });
}

// PrepareSimple looks at the output only to rescale int8.
function simpleTemporaries(view: NodeView): readonly TemporaryTensor[] {
  return inputTensor(view, 0).dtype === "int8" ? [input(0), input(1), output(0)] : [input(0), input(1)];
}

function iterators(view: NodeView): readonly TflmScratch[] {
  return [
    { label: "input position", size: 4 * inputTensor(view, 0).shape.length },
    { label: "resolved axes", size: 4 * elementCount(inputTensor(view, 1).shape) },
  ];
}

function isQuantized(view: NodeView): boolean {
  return ["int8", "int16"].includes(inputTensor(view, 0).dtype);
}
