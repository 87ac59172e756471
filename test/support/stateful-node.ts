// SPDX-License-Identifier: Apache-2.0
/** Unit tests of operators with state: every output of a node over several invocations. */
import { fromBytes } from "../../src/ir/tensor-data.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { asSupported, caseModel, encode, type OpCase, runTimeInputs } from "./op-case.js";
import { mainGraph } from "../../src/ir/graph.js";

/** One entry per invocation: the elements of every output, for these elements of every run-time input. */
export function runInvocations<A>(
  op: string,
  opCase: OpCase<A>,
  invocations: readonly (readonly (readonly number[])[])[],
): number[][][] {
  const model = asSupported(caseModel(op, opCase));
  if (!("graphs" in model)) throw new Error(model.map(({ message }) => message).join("; "));
  const { tensors, outputs } = mainGraph(model);
  const interpreter = createInterpreter(model);
  return invocations.map((inputs) =>
    interpreter.invoke(runTimeInputs(opCase).map((tensor, i) => encode(tensor, inputs[i] ?? []))).map((bytes, i) => {
      const tensor = tensors[outputs[i] ?? -1];
      if (tensor === undefined) throw new Error("an output exists");
      return Array.from(fromBytes(tensor, bytes).data, Number);
    }),
  );
}
