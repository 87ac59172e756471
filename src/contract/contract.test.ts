// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import { loadModel } from "../compile.js";
import { DTYPES } from "../ir/dtype.js";
import { TensorType } from "../tflite-schema/generated/enums.js";
import { exampleModel } from "../../test/support/sample-models.js";
import { compareContracts } from "./compare.js";
import { type Contract, contractHashes, contractOf, contractWords } from "./contract.js";
import { parseContract, renderContract } from "./contract-file.js";
import { labelText, matchLabels, splitLabels } from "./labels.js";

const { value: digits } = loadModel(exampleModel("digits"));
if (digits === undefined) throw new Error("digits is not supported");
const ORIGIN = { name: "digits", file: "digits.tflite", sha256: "0" };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const LIST = "0123456789".split("").map((digit) => `digit ${digit}`);
const source = (text: string) => ({ file: "labels.txt", bytes: bytes(text), severity: "error" as const });
const labels = matchLabels(digits, source(LIST.join("\n"))).value;
const contract = contractOf(digits, labels);

function changed(change: (copy: { -readonly [K in keyof Contract]: Contract[K] }) => void): Contract {
  const copy = structuredClone(contract) as { -readonly [K in keyof Contract]: Contract[K] };
  change(copy);
  return copy;
}

describe("labels", () => {
  it("are the lines of a file, whatever ends them", () => {
    const lines = (text: string): readonly string[] => splitLabels(bytes(text)).map(labelText);
    expect(lines("a\nb")).toEqual(["a", "b"]);
    expect(lines("\ufeffa\r\nb \r\n\n\n")).toEqual(["a", "b "]);
    expect(lines("a\n\nc\n")).toEqual(["a", "", "c"]);
    expect(lines("")).toEqual([]);
    expect(labelText(Uint8Array.of(0xff, 0x41))).toBe("ÿA");
  });

  it("need an output with as many classes", () => {
    expect(labels).toMatchObject({ output: 0 });
    const refused = (text: string, output?: number): string =>
      matchLabels(digits, { ...source(text), ...(output === undefined ? {} : { output }) }).diagnostics[0]?.message ??
      "";
    expect(refused("a\nb")).toBe("labels.txt has 2 labels; output 0 (1x10) has 10 classes");
    expect(refused("a\nb", 0)).toContain("has 2 labels");
    expect(refused("\n")).toBe("labels.txt holds no labels");
    expect(refused("a\u0000b")).toContain("zero byte in line 1");
    const { value: sine } = loadModel(exampleModel("sine"));
    expect(matchLabels(sine!, source("one")).diagnostics[0]?.message).toContain(
      "output 0 (1x1) has no list of classes",
    );
  });
});

describe("a contract", () => {
  it("numbers types as TensorFlow Lite does", () => {
    for (const [name, value] of Object.entries(TensorType)) {
      if (typeof value === "number" && value >= 0) expect(DTYPES[value]).toBe(name.toLowerCase().replace("8_", "8"));
    }
  });

  it("is read back from its file", () => {
    expect(parseContract(renderContract(contract, ORIGIN))).toEqual(contract);
    expect(parseContract("{")).toBe("is not JSON");
    expect(parseContract("[]")).toContain("tinygen-contract");
    const text = renderContract(contract, ORIGIN);
    expect(parseContract(text.replace('"int8"', '"uint8"'))).toContain("was changed");
    expect(parseContract(text.replace('"int8"', '"int9"'))).toContain('"inputs"');
    expect(parseContract(text.replace('"schema": 1', '"schema": 2'))).toContain("schema 2");
  });

  const cases: readonly (readonly [string, string, Contract])[] = [
    ["name", "output 0: name", changed((copy) => (copy.outputs = [{ ...copy.outputs[0]!, name: "other" }]))],
    [
      "abi",
      "input 0: scale",
      changed((copy) => {
        const [input] = copy.inputs;
        copy.inputs = [{ ...input!, quantization: { scales: [0.5], zeroPoints: input!.quantization!.zeroPoints } }];
      }),
    ],
    [
      "abi",
      "input 0: zero point",
      changed((copy) => {
        const [input] = copy.inputs;
        copy.inputs = [{ ...input!, quantization: { scales: input!.quantization!.scales, zeroPoints: [0] } }];
      }),
    ],
    [
      "abi",
      "label 3",
      changed((copy) => {
        const texts = LIST.map((text, i) => (i === 3 ? "drei" : text));
        copy.labels = contractOf(digits, matchLabels(digits, source(texts.join("\n"))).value).labels;
      }),
    ],
    ["api", "number of labels", changed((copy) => (copy.labels = null))],
    ["api", "output 0: shape", changed((copy) => (copy.outputs = [{ ...copy.outputs[0]!, shape: [10] }]))],
    ["api", "input 0: type", changed((copy) => (copy.inputs = [{ ...copy.inputs[0]!, dtype: "uint8" }]))],
    ["api", "number of inputs", changed((copy) => (copy.inputs = [...copy.inputs, copy.inputs[0]!]))],
  ];

  it.each(cases)("tells who is concerned: %s for %s", (level, what, other) => {
    const [difference, ...more] = compareContracts(contract, other);
    expect(difference).toMatchObject({ level, what });
    expect(more).toEqual([]);
    const before = contractHashes(contract);
    const after = contractHashes(other);
    expect([after.api === before.api, after.abi === before.abi]).toEqual([level !== "api", level === "name"]);
    expect(contractWords(other)[1]).toBe(contractWords(other).length);
  });

  it("does not differ from itself", () => {
    expect(compareContracts(contract, structuredClone(contract))).toEqual([]);
  });
});
