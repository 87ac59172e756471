// SPDX-License-Identifier: Apache-2.0
/** REDUCE_ALL: true where all elements over a set of axes are true (EvalAllHelper of TFLM's reduce_common.cc). */
import { evaluateFold, reduceOperator } from "../shared/reduce-operator.js";
import { reduceAllTflm } from "./tflm.js";

export const reduceAll = reduceOperator({
  op: "REDUCE_ALL",
  resolverCall: "AddReduceAll",
  summary: "True where all elements over a set of axes are true.",
  maxVersion: 1,
  signatures: [{ inputs: ["bool", "int32"], outputs: ["bool"] }],
  evaluate: (view, inputs) =>
    evaluateFold(view, inputs, 1, (running, element) => Number(running !== 0 && element !== 0)),
  reduction: () => ({
    type: "uint8_t",
    initial: "1",
    accumulate: (running, element) => `${running} = ${running} && ${element};`,
    value: (running) => running,
  }),
  tflm: reduceAllTflm,
});
