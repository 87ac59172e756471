// SPDX-License-Identifier: Apache-2.0
/** `tinygen inspect`: what is in the file, whether or not tinygen can compile it. */
import { TinygenError } from "../../diagnostics/tinygen-error.js";
import { loadModel } from "../../compile.js";
import { inspectModel } from "../../tflite/inspect.js";
import { readModel } from "../../tflite/read.js";
import { groupDigits, plural, table } from "../../util/text.js";
import { documentHead } from "../document.js";
import { findModel, readModelFile } from "../model-file.js";
import type { Output } from "../output.js";
import { RefusedModel } from "../refused-model.js";
import { singleLine } from "../../util/untrusted.js";

const LONGEST_NAME = 40;

export function inspect(output: Output, given: string | undefined): number {
  const file = readModelFile(findModel(given));
  const { value: model, diagnostics: reading } = readModel(file.bytes);
  if (model === undefined) throw new RefusedModel(file, reading);
  // An unsupported operator does not stop the inspection; it is one of its findings.
  const { diagnostics } = loadModel(file.bytes);
  const facts = inspectModel(model, file.bytes);
  output.line(
    `${file.path}: ${groupDigits(file.bytes.length)} B, ${plural(facts.n_ops, "operator")}, ${groupDigits(facts.macs)} MACs, ${facts.kind}`,
  );
  for (const [label, tensors] of [
    ["input", facts.inputs],
    ["output", facts.outputs],
  ] as const) {
    tensors.forEach((tensor, i) => output.line(`${label} ${i}  ${tensor.type} ${tensor.shape.join("x")}`));
  }
  output.line();
  const rows = facts.operators.map(({ index, op, version, inputs, outputs }) => [
    String(index),
    op,
    `v${version}`,
    outputs.map((id) => describe(facts.tensors, id)).join(", "),
    inputs.filter((id) => id !== null && facts.tensors[id]?.storage === "constant").length === 0
      ? ""
      : inputs
          .flatMap((id) =>
            id !== null && facts.tensors[id]?.storage === "constant" ? [facts.tensors[id].shape.join("x")] : [],
          )
          .join(" "),
  ]);
  for (const line of table([["node", "operator", "", "output", "constants"], ...rows], [0]))
    output.line(line.slice(0, 160));
  output.diagnostics(diagnostics);
  output.document({ ...documentHead("inspect", file, diagnostics), ...facts });
  return new TinygenError(diagnostics.filter(({ code }) => code.startsWith("TG1"))).diagnostics.some(
    ({ severity }) => severity === "error",
  )
    ? 3
    : 0;
}

function describe(tensors: ReturnType<typeof inspectModel>["tensors"], id: number): string {
  const tensor = tensors[id];
  return tensor === undefined
    ? "?"
    : `${tensor.type} ${tensor.shape.join("x")} ${singleLine(tensor.name.slice(0, LONGEST_NAME))}`;
}
