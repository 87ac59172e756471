// SPDX-License-Identifier: Apache-2.0
/** Every difference between two contracts, and who has to do something about it. */
import { shapeText } from "../ir/shape.js";
import type { Contract, TensorContract } from "./contract.js";

/** "api": the application's sources must change; "abi": it must be compiled again; "name": nothing has to be done. */
export type DifferenceLevel = "api" | "abi" | "name";

export interface ContractDifference {
  readonly level: DifferenceLevel;
  /** For example `output 0: shape`. */
  readonly what: string;
  readonly expected: string;
  readonly actual: string;
}

export function compareContracts(expected: Contract, actual: Contract): readonly ContractDifference[] {
  return [
    ...compareLists("input", expected.inputs, actual.inputs),
    ...compareLists("output", expected.outputs, actual.outputs),
    ...compareLabels(expected.labels, actual.labels),
  ];
}

function compareLists(
  kind: string,
  expected: readonly TensorContract[],
  actual: readonly TensorContract[],
): readonly ContractDifference[] {
  const count = different("api", `number of ${kind}s`, String(expected.length), String(actual.length));
  const pairs = expected.slice(0, actual.length).flatMap((tensor, i) => {
    const other = actual[i];
    return other === undefined ? [] : compareTensors(`${kind} ${i}`, tensor, other);
  });
  return [...count, ...pairs];
}

function compareTensors(
  which: string,
  expected: TensorContract,
  actual: TensorContract,
): readonly ContractDifference[] {
  return [
    ...different("api", `${which}: type`, expected.dtype, actual.dtype),
    ...different("api", `${which}: shape`, shapeText(expected.shape), shapeText(actual.shape)),
    ...different("abi", `${which}: scale`, scales(expected), scales(actual)),
    ...different("abi", `${which}: zero point`, zeroPoints(expected), zeroPoints(actual)),
    ...different("name", `${which}: name`, JSON.stringify(expected.name), JSON.stringify(actual.name)),
  ];
}

function compareLabels(expected: Contract["labels"], actual: Contract["labels"]): readonly ContractDifference[] {
  const count = (labels: Contract["labels"]): string => String(labels?.texts.length ?? 0);
  const counts = different("api", "number of labels", count(expected), count(actual));
  if (counts.length > 0 || expected === null || actual === null) return counts;
  const owners = different("api", "output of the labels", String(expected.output), String(actual.output));
  const texts = expected.texts.flatMap((text, i) =>
    different("abi", `label ${i}`, JSON.stringify(text), JSON.stringify(actual.texts[i] ?? "")),
  );
  // Bytes that are no text may look the same.
  const bytes = texts.length > 0 ? [] : different("abi", "bytes of the labels", expected.fnv1a32, actual.fnv1a32);
  return [...owners, ...texts, ...bytes];
}

function scales({ quantization }: TensorContract): string {
  return quantization === null ? "not quantised" : quantization.scales.join(", ");
}

function zeroPoints({ quantization }: TensorContract): string {
  return quantization === null ? "not quantised" : quantization.zeroPoints.join(", ");
}

function different(
  level: DifferenceLevel,
  what: string,
  expected: string,
  actual: string,
): readonly ContractDifference[] {
  return expected === actual ? [] : [{ level, what, expected, actual }];
}
