// SPDX-License-Identifier: Apache-2.0
/** The reference kernels answer as TFLM did (recorded by make.py), from the bytes of a model file on. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { SupportedModel } from "../../src/ir/graph.js";
import type { Tensor } from "../../src/ir/tensor.js";
import { findOperator, operatorNames, resolveAttributes } from "../../src/ops/registry.js";
import { bindResources } from "../../src/passes/bind-resources.js";
import { createInterpreter } from "../../src/reference/interpret.js";
import { checkSupport } from "../../src/support/check-support.js";
import { readModel } from "../../src/tflite/read.js";

interface RecordedCase {
  readonly name: string;
  /** Deflated, base64. */
  readonly model: string;
  readonly invocations: readonly { readonly inputs: readonly string[]; readonly outputs: readonly string[] }[];
}

const HERE = fileURLToPath(new URL(".", import.meta.url));
const folders = readdirSync(HERE, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

describe.each(folders)("%s", (folder) => {
  const cases = JSON.parse(readFileSync(`${HERE}${folder}/vectors.json`, "utf8")) as readonly RecordedCase[];

  it("has vectors", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  it.each(cases.map((one) => [one.name, one] as const))("%s", (_, { model, invocations }) => {
    const read = supported(inflateSync(Buffer.from(model, "base64")));
    // TFLM leaves some bytes of some outputs as they were; those that follow the fill say nothing.
    const [interpreter, other] = [0x00, 0xff].map((unwrittenByte) => createInterpreter(read, { unwrittenByte }));
    for (const { inputs, outputs } of invocations) {
      const run = (of: typeof interpreter): readonly Uint8Array[] =>
        of?.invoke(inputs.map((text) => new Uint8Array(Buffer.from(text, "base64")))) ?? [];
      const [answers, others] = [run(interpreter), run(other)];
      const comparable = answers.map((bytes, t) => {
        const recorded = Buffer.from(outputs[t] ?? "", "base64");
        const written = Buffer.from(bytes.map((byte, i) => (byte === others[t]?.[i] ? byte : (recorded[i] ?? 0))));
        return outputTensor(read, t)?.dtype === "float32" ? withBitsOfNaN(written, recorded) : written;
      });
      expect(comparable.map((bytes) => bytes.toString("base64"))).toEqual(outputs);
    }
  });
});

function outputTensor({ graphs: [graph] }: SupportedModel, t: number): Tensor | undefined {
  return graph?.tensors[graph.outputs[t] ?? -1];
}

/** IEEE 754 leaves sign and payload of NaN open, and processors differ; so where both have one, ours gets the other's. */
function withBitsOfNaN(floats: Buffer, recorded: Buffer): Buffer {
  for (let at = 0; at + 4 <= Math.min(floats.length, recorded.length); at += 4) {
    const both = Number.isNaN(floats.readFloatLE(at)) && Number.isNaN(recorded.readFloatLE(at));
    if (both) recorded.copy(floats, at, at, at + 4);
  }
  return floats;
}

function supported(bytes: Uint8Array): SupportedModel {
  const read = readModel(bytes);
  const resolved = read.value === undefined ? undefined : resolveAttributes(read.value);
  const checked =
    resolved === undefined
      ? undefined
      : checkSupport(
          { ...resolved.value, graphs: resolved.value.graphs.map((graph) => bindResources.run(graph)) },
          { lookup: findOperator, known: operatorNames },
        );
  const findings = [read, resolved, checked].flatMap((stage) => stage?.diagnostics ?? []);
  const errors = findings.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual([]);
  if (checked?.value === undefined) throw new Error("the model is not supported");
  return checked.value;
}
