// SPDX-License-Identifier: Apache-2.0
/** The reference kernels answer as TFLM did (recorded by make.py), from the bytes of a model file on. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { SupportedModel } from "../../src/ir/graph.js";
import { findOperator, operatorNames, resolveAttributes } from "../../src/ops/registry.js";
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
    const interpreter = createInterpreter(supported(inflateSync(Buffer.from(model, "base64"))));
    for (const { inputs, outputs } of invocations) {
      const answers = interpreter.invoke(inputs.map((text) => new Uint8Array(Buffer.from(text, "base64"))));
      expect(answers.map((bytes) => Buffer.from(bytes).toString("base64"))).toEqual(outputs);
    }
  });
});

function supported(bytes: Uint8Array): SupportedModel {
  const read = readModel(bytes);
  const resolved = read.value === undefined ? undefined : resolveAttributes(read.value);
  const checked =
    resolved === undefined ? undefined : checkSupport(resolved.value, { lookup: findOperator, known: operatorNames });
  const findings = [read, resolved, checked].flatMap((stage) => stage?.diagnostics ?? []);
  const errors = findings.filter(({ severity }) => severity === "error");
  expect(errors.map(({ message }) => message)).toEqual([]);
  if (checked?.value === undefined) throw new Error("the model is not supported");
  return checked.value;
}
