// SPDX-License-Identifier: Apache-2.0
/** What a library says about itself to applications: its contract and its labels, in header and source. */
import { type Contract, contractHashes, contractWords } from "../../contract/contract.js";
import { hex } from "../../contract/contract-file.js";
import type { ModelLabels } from "../../contract/labels.js";
import { cBytes } from "../c/literals.js";

export interface ApplicationSide {
  readonly prefix: string;
  readonly contract: Contract;
  readonly labels: ModelLabels | undefined;
}

/** Bits of `compatible`'s result, as tinygen_contract.h has them. */
const DIFFERENCES = [
  ["FORMAT", 1, "It is no contract of this version, or it is damaged."],
  ["COUNT", 2, "Number of inputs or outputs."],
  ["TYPE", 4, "Type of an input or output."],
  ["DIMENSIONS", 8, "Shape of an input or output."],
  ["QUANTIZATION", 16, "Scale or zero point of an input or output."],
  ["LABELS", 32, "Number or text of labels."],
  ["OPERATORS", 64, "With TFLM, for a .tflite file: an operator that this library has not registered."],
] as const;

/** Constants and declarations for the public header. */
export function applicationDeclarations({ prefix, contract, labels }: ApplicationSide, takesFiles: boolean): string {
  const upper = prefix.toUpperCase();
  const { api, abi } = contractHashes(contract);
  const words = contractWords(contract).map((word) => `${hex(word)}U`);
  const files = takesFiles
    ? `\n * It may also be a .tflite file, whose operators, inputs and outputs are then compared; a file says nothing of labels
 * that this library could compare.`
    : "";
  return `/* The contract of this build: what an application relies on, without the weights. Builds with one API hash run
 * under the same sources, builds with one ABI hash under the same binary: quantisation and labels count as well. */
#define ${upper}_API_HASH ${hex(api)}U
#define ${upper}_ABI_HASH ${hex(abi)}U
/* Refuses to compile when the API is no longer the one that an application was written for. */
#define ${upper}_REQUIRE_API(hash) typedef char ${prefix}_api_has_changed[(hash) == ${upper}_API_HASH ? 1 : -1]
/* Initialises an array of uint32_t: the contract that an application was compiled with. */
#define ${upper}_CONTRACT_BYTES ${4 * words.length}
#define ${upper}_CONTRACT_WORDS \\
    { \\
${rows(words)}    }
${DIFFERENCES.map(([name, bit, says]) => `/* ${says} */\n#define ${upper}_DIFFERS_${name} ${bit}\n`).join("")}/* The contract that the library was compiled with, ${upper}_CONTRACT_BYTES of its own build. */
const void *${prefix}_contract(void);
/* ${upper}_OK when another build has the same ABI, or the bits of what differs. \`contract\` is what _contract()
 * or _CONTRACT_WORDS of that build gave, at any address: of an update, of another device, or of the header that an
 * application was compiled with when the library came ready-made.${files} */
int32_t ${prefix}_compatible(const void *contract, uint32_t bytes);

/* Labels of an output's elements; 0 when the model has none. */
#define ${upper}_LABEL_COUNT ${labels?.texts.length ?? 0}
${
  labels === undefined
    ? ""
    : `#define ${upper}_LABEL_OUTPUT ${labels.output}
/* The label of an element, in UTF-8 unless the file had another encoding; NULL beyond the last one. */
const char *${prefix}_label(uint32_t index);
`
}`;
}

function rows(words: readonly string[]): string {
  const lines = [];
  for (let i = 0; i < words.length; i += 8) lines.push(`        ${words.slice(i, i + 8).join(", ")}, \\\n`);
  return lines.join("");
}

/** Definitions for C and C++; `comparison` are statements that come before the comparison of contracts. */
export function contractSource({ prefix }: ApplicationSide, comparison: string): string {
  const upper = prefix.toUpperCase();
  return `static const uint32_t own_contract[] = ${upper}_CONTRACT_WORDS;

const void *${prefix}_contract(void)
{
    return own_contract;
}

int32_t ${prefix}_compatible(const void *contract, uint32_t bytes)
{
${comparison}    return tinygen_contract_compare(own_contract, contract, bytes);
}
`;
}

/** `<model>_labels.c`. */
export function labelSource({ prefix, labels }: ApplicationSide, name: string, banner: string): string | undefined {
  if (labels === undefined) return undefined;
  const texts = labels.texts.map((text) => `    ${cBytes(text)},\n`).join("");
  return `${banner}
#include <stddef.h>
#include "${name}.h"

static const char *const labels[] = {
${texts}};

const char *${prefix}_label(uint32_t index)
{
    return index < sizeof labels / sizeof labels[0] ? labels[index] : NULL;
}
`;
}
