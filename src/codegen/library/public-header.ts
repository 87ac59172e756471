// SPDX-License-Identifier: Apache-2.0
/** `<model>.h`: the C API of one generated model, with its shapes and quantisation as constants. */
import { mainGraph, type Model, tensorAt } from "../../ir/graph.js";
import { firstScale, firstZeroPoint, isPerTensor } from "../../ir/quantization.js";
import { elementCount, shapeText } from "../../ir/shape.js";
import { byteSize, type Tensor } from "../../ir/tensor.js";
import { cComment, cFloat } from "../c/literals.js";
import { cType } from "../c/kernel-writer.js";
import type { Bytes } from "../../util/branded.js";
import { applicationDeclarations, type ApplicationSide } from "./application.js";

/** What the C API of a library says, whatever runs behind it. */
export interface LibraryApi {
  /** C identifier of the model; also the stem of the file names. */
  readonly name: string;
  /** Prefix of every external symbol. */
  readonly prefix: string;
  readonly banner: string;
  readonly model: Model;
  readonly application: ApplicationSide;
  /** `compatible` takes .tflite files as well. */
  readonly takesFiles: boolean;
  /** Steps of one inference. */
  readonly nodes: { readonly count: number; readonly says: string };
  /** Operators that hooks see. */
  readonly layers: number;
  /** Calls of `step` that one inference takes. */
  readonly steps: { readonly count: number; readonly says: string };
  readonly arena: { readonly bytes: Bytes; readonly alignment: Bytes; readonly says: string };
  /** The library is for memory of the caller alone. */
  readonly externalArena?: boolean;
  /** Memory outside of the arena that outlives an inference. */
  readonly stateBytes: Bytes;
  /** Results of the functions beside OK. */
  readonly failures: readonly { readonly name: string; readonly value: number; readonly says: string }[];
}

export function publicHeader({
  prefix,
  banner,
  model,
  application,
  takesFiles,
  nodes,
  layers,
  steps,
  arena,
  stateBytes,
  failures,
  externalArena,
}: LibraryApi): string {
  const upper = prefix.toUpperCase();
  const graph = mainGraph(model);
  const inputs = graph.inputs.map((id) => tensorAt(graph, id));
  const outputs = graph.outputs.map((id) => tensorAt(graph, id));
  return `${banner}
#ifndef ${upper}_H
#define ${upper}_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define ${upper}_INPUT_COUNT ${inputs.length}
#define ${upper}_OUTPUT_COUNT ${outputs.length}
/* ${nodes.says} */
#define ${upper}_NODE_COUNT ${nodes.count}
/* Operators of the model's entry graph that run; hooks see these. */
#define ${upper}_LAYER_COUNT ${layers}
/* ${steps.says} */
#define ${upper}_STEP_COUNT ${steps.count}
/* ${arena.says} */
#define ${upper}_ARENA_BYTES ${arena.bytes}
#define ${upper}_ARENA_ALIGNMENT ${arena.alignment}
${externalArena ? `/* This library has no arena of its own. */\n#ifndef ${upper}_EXTERNAL_ARENA\n#define ${upper}_EXTERNAL_ARENA\n#endif\n` : ""}/* Memory outside of the arena that keeps its contents from one inference to the next. */
#define ${upper}_STATE_BYTES ${stateBytes}

${[...inputs.map((tensor, i) => tensorConstants(upper, `INPUT_${i}`, tensor)), ...outputs.map((tensor, i) => tensorConstants(upper, `OUTPUT_${i}`, tensor))].join("\n")}
/* Results of the functions below. */
#define ${upper}_OK 0
/* A step was done and further ones are to follow. */
#define ${upper}_MORE 1
${failures.map(({ name, value, says }) => `/* ${says} */\n#define ${upper}_${name} (${value})\n`).join("")}
/* Prepares the model with its own static arena and resets its state. Define ${upper}_EXTERNAL_ARENA
 * when compiling the library to leave the static arena out. */
int32_t ${prefix}_init(void);
/* The same with memory of the caller, which must stay valid and untouched between input and output. */
int32_t ${prefix}_init_with_arena(void *arena, uint32_t bytes);
/* Where to write input number \`index\` before each inference; inference may overwrite it. */
void *${prefix}_input(uint32_t index);
/* Where output number \`index\` is after an inference, until the next one. */
const void *${prefix}_output(uint32_t index);
uint32_t ${prefix}_input_bytes(uint32_t index);
uint32_t ${prefix}_output_bytes(uint32_t index);
/* Runs one inference. */
int32_t ${prefix}_invoke(void);
/* Runs one inference in pieces, for watchdogs and cooperative schedulers: begin with *next = 0 and call it until the
 * result is no longer ${upper}_MORE. ${upper}_OK is the end; *next is then 0 again. Between two calls *next
 * says how many of the ${upper}_STEP_COUNT steps are done. Writing the inputs or running anything else of this
 * model in between breaks the inference; setting *next to 0 gives it up${stateBytes > 0 ? ", but variables of the model keep what\n * the steps have written until the next init" : ""}. */
int32_t ${prefix}_step(uint32_t *next);

${hookDeclarations(prefix)}${applicationDeclarations(application, takesFiles)}
${[...inputs.map((tensor, i) => converters(prefix, `input_${i}`, tensor)), ...outputs.map((tensor, i) => converters(prefix, `output_${i}`, tensor))].join("")}#ifdef __cplusplus
}
#endif

#endif
`;
}

function hookDeclarations(prefix: string): string {
  const upper = prefix.toUpperCase();
  return `#if defined(${upper}_LAYER_HOOKS)
/* Yours to define when the library is compiled with ${upper}_LAYER_HOOKS: called around every layer, in
 * inferences and steps, 0 <= layer < ${upper}_LAYER_COUNT. Without the definition they cost nothing. */
void ${prefix}_layer_begin(uint32_t layer);
void ${prefix}_layer_end(uint32_t layer);
/* Operator, name of the (first) output, and index in the file of a layer's operator; NULL and 0xffffffff beyond. */
const char *${prefix}_layer_operator(uint32_t layer);
const char *${prefix}_layer_name(uint32_t layer);
uint32_t ${prefix}_layer_index(uint32_t layer);
#endif

`;
}

/** The failures that every runtime knows. */
export const BAD_ARENA = {
  name: "BAD_ARENA",
  value: -1,
  says: "The arena is too small or not aligned, or init has not run.",
} as const;

export const BAD_STEP = {
  name: "BAD_STEP",
  value: -5,
  says: "The number of the step is beyond the last one.",
} as const;

function tensorConstants(upper: string, slot: string, tensor: Tensor): string {
  const { quantization } = tensor;
  const lines = [
    `/* ${slot.replace("_", " ").toLowerCase()}: ${tensor.dtype} ${shapeText(tensor.shape)}, "${cComment(tensor.name, 60)}" */`,
    `#define ${upper}_${slot}_BYTES ${byteSize(tensor)}`,
    `#define ${upper}_${slot}_ELEMENTS ${elementCount(tensor.shape)}`,
    `#define ${upper}_${slot}_DIMENSIONS ${tensor.shape.length}`,
    ...tensor.shape.map((extent, axis) => `#define ${upper}_${slot}_DIMENSION_${axis} ${extent}`),
  ];
  if (quantization !== undefined && isPerTensor(quantization)) {
    lines.push(
      `#define ${upper}_${slot}_SCALE ${cFloat(firstScale(quantization))}`,
      `#define ${upper}_${slot}_ZERO_POINT ${firstZeroPoint(quantization) < 0 ? `(${firstZeroPoint(quantization)})` : firstZeroPoint(quantization)}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

const RANGES: Partial<Record<Tensor["dtype"], readonly [number, number]>> = {
  int8: [-128, 127],
  uint8: [0, 255],
  int16: [-32768, 32767],
};

// real <-> stored value with the tensor's own scale; ties round away from zero, as in TFLM's Quantize.
function converters(prefix: string, slot: string, tensor: Tensor): string {
  const range = RANGES[tensor.dtype];
  const { quantization } = tensor;
  if (range === undefined || quantization === undefined || !isPerTensor(quantization)) return "";
  const type = cType(tensor.dtype);
  const macro = `${prefix}_${slot}`.toUpperCase();
  const [low, high] = range;
  return `/* Real value to stored value of ${slot.replace("_", " ")} and back. */
static inline ${type} ${prefix}_quantize_${slot}(float real)
{
    const float scaled = real / ${macro}_SCALE;
    const float stored = (scaled < 0.0f ? scaled - 0.5f : scaled + 0.5f);
    if (stored <= ${cFloat(low)} - (float)${macro}_ZERO_POINT) {
        return ${low};
    }
    if (stored >= ${cFloat(high)} - (float)${macro}_ZERO_POINT) {
        return ${high};
    }
    return (${type})((int32_t)stored + ${macro}_ZERO_POINT);
}

static inline float ${prefix}_dequantize_${slot}(${type} stored)
{
    return ${macro}_SCALE * (float)((int32_t)stored - ${macro}_ZERO_POINT);
}

`;
}
