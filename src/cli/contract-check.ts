// SPDX-License-Identifier: Apache-2.0
/** `check --contract`: can this model take the place of the one that a contract was written for? */
import { readFileSync } from "node:fs";
import { compareContracts, type ContractDifference, type DifferenceLevel } from "../contract/compare.js";
import { type Contract, contractOf } from "../contract/contract.js";
import { parseContract } from "../contract/contract-file.js";
import type { ModelLabels } from "../contract/labels.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail } from "../diagnostics/tinygen-error.js";
import type { Model } from "../ir/graph.js";

export const CONTRACT_LEVELS = ["abi", "api"] as const;
export type ContractLevel = (typeof CONTRACT_LEVELS)[number];

export interface ContractFlags {
  readonly contract?: string;
  readonly contractLevel: ContractLevel;
}

export interface ExpectedContract {
  readonly file: string;
  readonly contract: Contract;
  readonly level: ContractLevel;
}

/** The contract of the command line; throws TG7010 when the file is none. */
export function expectedContract({
  contract: file,
  contractLevel: level,
}: ContractFlags): ExpectedContract | undefined {
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    return fail("TG7010", `${file} cannot be read: ${(error as Error).message}`);
  }
  const contract = parseContract(text);
  if (typeof contract === "string") fail("TG7010", `${file} ${contract}`);
  return { file, contract, level };
}

export interface ContractResult {
  readonly file: string;
  readonly level: ContractLevel;
  readonly matches: boolean;
  readonly differences: readonly ContractDifference[];
}

const FORBIDDEN: Record<ContractLevel, readonly DifferenceLevel[]> = { api: ["api"], abi: ["api", "abi"] };

const REMEDY: Record<DifferenceLevel, string> = {
  api: "the application's sources depend on it",
  abi: "an application that is compiled again with this model adapts by itself (--contract-level api allows it)",
  name: "nothing depends on it",
};

const NO_LABELS = "the model file brings no labels along; give them with --labels FILE, as for the build";

export function checkContract(
  { file, contract, level }: ExpectedContract,
  model: Model,
  labels: ModelLabels | undefined,
): { readonly result: ContractResult; readonly diagnostics: readonly Diagnostic[] } {
  const differences = compareContracts(contract, contractOf(model, labels));
  const isForbidden = (difference: ContractDifference): boolean => FORBIDDEN[level].includes(difference.level);
  const diagnostics = differences.map((difference): Diagnostic => ({
    code: "TG8004",
    severity: isForbidden(difference) ? "error" : "note",
    message: `${difference.what} is ${difference.actual}, the contract says ${difference.expected}`,
    hint: difference.what === "number of labels" && labels === undefined ? NO_LABELS : REMEDY[difference.level],
  }));
  return { result: { file, level, matches: !differences.some(isForbidden), differences }, diagnostics };
}
