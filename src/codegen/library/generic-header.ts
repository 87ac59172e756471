// SPDX-License-Identifier: Apache-2.0
/** `model.h`: the same API under names that do not change with the model or the runtime. */
import { mainGraph } from "../../ir/graph.js";
import type { LibraryApi } from "./public-header.js";
import { isPerTensor } from "../../ir/quantization.js";
import type { Tensor } from "../../ir/tensor.js";

const FUNCTIONS = [
  ...["init", "init_with_arena", "input", "output", "input_bytes", "output_bytes", "invoke", "step"],
  ...["layer_begin", "layer_end", "layer_operator", "layer_name", "layer_index"],
  ...["contract", "compatible"],
];
const CONSTANTS = [
  ...["INPUT_COUNT", "OUTPUT_COUNT", "NODE_COUNT", "LAYER_COUNT", "STEP_COUNT", "ARENA_BYTES", "STATE_BYTES"],
  ...["OK", "MORE", "API_HASH", "ABI_HASH", "CONTRACT_BYTES", "CONTRACT_WORDS", "LABEL_COUNT"],
  ...["FORMAT", "COUNT", "TYPE", "DIMENSIONS", "QUANTIZATION", "LABELS", "OPERATORS"].map((what) => `DIFFERS_${what}`),
];

export function genericHeader({ prefix, model, name, banner, application: { labels } }: LibraryApi): string {
  const upper = prefix.toUpperCase();
  const graph = mainGraph(model);
  const slots = [
    ...graph.inputs.map((id, i) => ({ slot: `input_${i}`, tensor: graph.tensors[id] })),
    ...graph.outputs.map((id, i) => ({ slot: `output_${i}`, tensor: graph.tensors[id] })),
  ];
  const converters = slots
    .filter(({ tensor }) => hasConverters(tensor))
    .flatMap(({ slot }) => [`quantize_${slot}`, `dequantize_${slot}`]);
  const sizes = slots.flatMap(({ slot }) => [`${slot.toUpperCase()}_BYTES`, `${slot.toUpperCase()}_ELEMENTS`]);
  const define = (from: string, to: string): string => `#define ${from} ${to}`;
  return [
    banner,
    "/* An application that includes this header keeps working when the model or the runtime is exchanged.",
    ` * With two models in one firmware include their own headers (here ${name}.h) instead. */`,
    "#ifndef TINYGEN_MODEL_H",
    "#define TINYGEN_MODEL_H",
    "",
    `#include "${name}.h"`,
    "",
    ...[...CONSTANTS, ...(labels === undefined ? [] : ["LABEL_OUTPUT"]), ...sizes].map((constant) =>
      define(`MODEL_${constant}`, `${upper}_${constant}`),
    ),
    define("MODEL_REQUIRE_API(hash)", `${upper}_REQUIRE_API(hash)`),
    "",
    ...[...FUNCTIONS, ...(labels === undefined ? [] : ["label"]), ...converters].map((name) =>
      define(`model_${name}`, `${prefix}_${name}`),
    ),
    "",
    "#endif",
    "",
  ].join("\n");
}

function hasConverters(tensor: Tensor | undefined): boolean {
  return (
    tensor?.quantization !== undefined &&
    isPerTensor(tensor.quantization) &&
    ["int8", "uint8", "int16"].includes(tensor.dtype)
  );
}
