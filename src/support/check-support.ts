// SPDX-License-Identifier: Apache-2.0
/** Model × operators → a model that can be compiled, or every reason why not. Knows no operator by name. */
import { hasErrors, type Checked, type Diagnostic } from "../diagnostics/diagnostic.js";
import { type Graph, type Model, type NodeView, type SupportedModel, viewOf } from "../ir/graph.js";
import { elementCount, shapeText } from "../ir/shape.js";
import type { Tensor } from "../ir/tensor.js";
import type { OpDefinition } from "../ops/definition.js";
import { refusedOperators } from "../ops/missing-operators.js";
import { matchesSignature, signatureText } from "../ops/signature.js";
import { nearest } from "../util/text.js";
import { checkCalls } from "./check-calls.js";
import { checkResources } from "./check-resources.js";
import type { OperatorLookup } from "./operator-lookup.js";
import { quoted } from "../util/untrusted.js";

/** Largest rank that TFLM's kernels and the emitted C handle. */
const MAX_RANK = 6;

const FULL_INT8_HINT =
  "convert with: converter.optimizations = [tf.lite.Optimize.DEFAULT]; " +
  "converter.representative_dataset = samples; " +
  "converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]; " +
  "converter.inference_input_type = tf.int8; converter.inference_output_type = tf.int8";

/** The only maker of `SupportedModel`; collects all findings of all nodes before it answers. */
export function checkSupport(
  model: Model,
  operators: { readonly lookup: OperatorLookup; readonly known: readonly string[] },
): Checked<SupportedModel | undefined> {
  const diagnostics = model.graphs.flatMap((graph, subgraph) => [
    ...checkTensors(graph, subgraph),
    ...(subgraph === 0 ? shapeNotes(graph) : []),
    ...graph.nodes.flatMap((node) => checkNode(viewOf(graph, node), operators.lookup(node.op), operators.known)),
  ]);
  // These rules need nodes that keep their own.
  if (!hasErrors(diagnostics)) {
    diagnostics.push(...checkCalls(model, operators.lookup), ...checkResources(model, operators.lookup));
  }
  return { value: hasErrors(diagnostics) ? undefined : (model as SupportedModel), diagnostics };
}

// What the converter fixed silently: TFLM computes with the stored shape as well.
function shapeNotes(graph: Graph): Diagnostic[] {
  return graph.inputs.flatMap((id): Diagnostic[] => {
    const tensor = graph.tensors[id];
    if (tensor === undefined) return [];
    const location = { subgraph: 0, tensor: id, name: tensor.name };
    const note = (message: string, hint: string): Diagnostic => ({
      code: "TG2009",
      severity: "note",
      message,
      hint,
      location,
    });
    const named = `input ${quoted(tensor.name)}`;
    const batch = tensor.shape.length > 2 ? (tensor.shape[0] ?? 1) : 1;
    return [
      ...(tensor.shapeSignature?.includes(-1)
        ? [
            note(
              `${named} was converted with an open dimension (${shapeText(tensor.shapeSignature)}); it is compiled for ${shapeText(tensor.shape)}`,
              "convert with a fixed batch size to make the shape explicit",
            ),
          ]
        : []),
      ...(batch > 1
        ? [
            note(
              `${named} has a batch of ${batch}: every inference computes ${batch} results and needs the memory for them`,
              "convert with batch size 1 unless that is wanted",
            ),
          ]
        : []),
    ];
  });
}

function checkTensors(graph: Graph, subgraph: number): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const used = new Set([...graph.nodes.flatMap((node) => [...node.inputs, ...node.outputs]), ...graph.inputs]);
  for (const tensor of graph.tensors) {
    if (!used.has(tensor.id) || tensor.storage.kind === "constant") continue;
    const location = { subgraph, tensor: tensor.id, name: tensor.name };
    const named = `tensor ${tensor.id} ${quoted(tensor.name)}`;
    if (tensor.shape.some((extent) => extent <= 0) || elementCount(tensor.shape) === 0) {
      findings.push({
        code: "TG2006",
        severity: "error",
        message: `${named} has the shape ${shapeText(tensor.shape)}, which holds no elements or is unknown`,
        hint: "fix the batch and input size before conversion; firmware needs every size at compile time",
        location,
      });
    }
    if (tensor.shape.length > MAX_RANK) {
      findings.push({
        code: "TG2002",
        severity: "error",
        message: `${named} has ${tensor.shape.length} dimensions; at most ${MAX_RANK} are supported`,
        location,
      });
    }
  }
  return findings;
}

function checkNode(view: NodeView, definition: OpDefinition | undefined, known: readonly string[]): Diagnostic[] {
  const { node } = view;
  const location = { subgraph: node.origin.subgraph, node: node.id, op: node.op };
  const error = (code: Diagnostic["code"], text: string, hint?: string): Diagnostic => ({
    code,
    severity: "error",
    message: `node ${node.origin.index} ${node.op}: ${text}`,
    ...(hint === undefined ? {} : { hint }),
    location,
  });

  if (definition === undefined) {
    return [unknownOperator(view, known, error)];
  }
  const findings: Diagnostic[] = [];
  if (node.version > definition.maxVersion) {
    findings.push(
      error("TG2001", `version ${node.version} is newer than the highest known one, ${definition.maxVersion}`),
    );
  }
  if (!definition.signatures.some((signature) => matchesSignature(signature, view))) {
    // Constraints speak of supported types only, so they would mislead here.
    return [...findings, typeFinding(view, definition, error)];
  }
  for (const index of definition.constantInputs ?? []) {
    const input = view.inputs[index];
    if (input !== undefined && input.storage.kind !== "constant") {
      findings.push(
        error("TG2002", `input ${index} ${quoted(input.name)} is computed at run time but must be a constant`),
      );
    }
  }
  if (findings.length > 0) return findings;
  for (const constraint of definition.constraints) {
    const actual = constraint.violation(view);
    if (actual !== undefined) {
      findings.push(error(constraint.code ?? "TG2002", `${constraint.says}; here ${actual}`, constraint.hint));
    }
  }
  for (const advisory of findings.length > 0 ? [] : (definition.advisories ?? [])) {
    const actual = advisory.applies(view);
    if (actual !== undefined)
      findings.push({ ...error("TG2008", `${advisory.says}; here ${actual}`), severity: advisory.severity });
  }
  return findings;
}

type MakeError = (code: Diagnostic["code"], text: string, hint?: string) => Diagnostic;

function unknownOperator(view: NodeView, known: readonly string[], error: MakeError): Diagnostic {
  const { op } = view.node;
  const refused = refusedOperators(known).find((operator) => operator.op === op);
  if (op.startsWith("CUSTOM:")) {
    const name = `the custom operator "${op.slice("CUSTOM:".length)}"`;
    if (refused?.instead !== undefined) return error("TG2005", `${name}: ${refused.reason}`, `take ${refused.instead}`);
    return error(
      "TG2005",
      `${name} is not known to TFLM's or tinygen's kernels`,
      "a model that went through an accelerator's compiler (edgetpu_compiler, vela) cannot be used: " +
        "take the .tflite from before that step, or replace the operator with builtin ones",
    );
  }
  const near = nearest(op, known, 2);
  return error(
    "TG2001",
    `the operator is not supported; ${refused?.reason ?? "it is not in the schema of this version"}`,
    refused?.instead === undefined
      ? `\`tinygen ops\` lists the supported ones${near.length > 0 ? ` (near: ${near.join(", ")})` : ""}`
      : `use ${refused.instead}`,
  );
}

const isFloat = (tensor: Tensor | undefined): boolean => tensor?.dtype === "float32" || tensor?.dtype === "float16";

function typeFinding(view: NodeView, definition: OpDefinition, error: MakeError): Diagnostic {
  const weights = definition.weightsInput === undefined ? undefined : view.inputs[definition.weightsInput];
  const floatData =
    view.inputs.some((input) => isFloat(input) && input?.storage.kind !== "constant") || view.outputs.some(isFloat);
  if (weights !== undefined && floatData && !isFloat(weights)) {
    return error(
      "TG2003",
      `weights ${quoted(weights.name)} are ${weights.dtype} but the data is float32 (dynamic-range quantisation); TFLM has no kernel for this mix`,
      FULL_INT8_HINT,
    );
  }
  // An operator that computes in float32 is refused for its other types.
  const computesFloat = definition.signatures.some(({ outputs }) => outputs.includes("float32"));
  if (floatData && !computesFloat)
    return error("TG2004", "the layer computes in float32; the model is not quantised here", FULL_INT8_HINT);
  const supported = `supported: ${definition.signatures.map(signatureText).join("; ")}`;
  const isOldScheme = [...view.inputs, ...view.outputs].some((tensor) => tensor?.dtype === "uint8");
  const types = (tensors: readonly (Tensor | undefined)[]): string =>
    tensors.map((tensor) => tensor?.dtype ?? "none").join(", ");
  return error(
    "TG2002",
    `the types (${types(view.inputs)}) -> (${types(view.outputs)}) are not supported`,
    isOldScheme ? `uint8 is the converter's former scheme; ${FULL_INT8_HINT}; ${supported}` : supported,
  );
}
