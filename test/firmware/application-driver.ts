// SPDX-License-Identifier: Apache-2.0
/** A small application around an emitted library, as C: runs it whole and in steps, and watches the layer hooks. */
import { mainGraph, type SupportedModel, tensorAt } from "../../src/ir/graph.js";
import { byteSize } from "../../src/ir/tensor.js";
import { createInterpreter } from "../../src/reference/interpret.js";

export const ROUNDS = 3;

export interface DriverOptions {
  readonly name: string;
  readonly model: SupportedModel;
  /** "int main(void)" or the board's entry. */
  readonly entry: string;
  /** Changes the last expected byte: the program must then fail. */
  readonly wrong?: boolean;
}

/** Inputs of every round, in the order of the tensors, as one list of bytes. */
function inputs(model: SupportedModel, round: number): readonly Uint8Array[] {
  const graph = mainGraph(model);
  return graph.inputs.map((id, t) => {
    const tensor = tensorAt(graph, id);
    const mask = tensor.dtype === "bool" ? 1 : 0xff;
    return Uint8Array.from({ length: byteSize(tensor) }, (_, i) => (i * 37 + round * 101 + t * 13 + (i >> 3)) & mask);
  });
}

const values = (bytes: ArrayLike<number>): string => (bytes.length === 0 ? "{0}" : `{${Array.from(bytes).join(",")}}`);

/** The program's exit code is 0, or says which check failed. */
export function driver({ name, model, entry, wrong = false }: DriverOptions): string {
  const prefix = `tinygen_${name}`;
  const upper = prefix.toUpperCase();
  const interpreter = createInterpreter(model);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    const given = inputs(model, round);
    return { given, expected: interpreter.invoke(given).map((bytes) => Uint8Array.from(bytes)) };
  });
  const last = rounds.at(-1)?.expected.at(-1);
  if (wrong && last !== undefined) last[last.length - 1] = (last[last.length - 1] ?? 0) ^ 1;
  const flat = (of: (round: (typeof rounds)[number]) => readonly Uint8Array[]): string =>
    values(rounds.flatMap((round) => of(round).flatMap((bytes) => [...bytes])));
  return `#include <stdint.h>
#include <string.h>
#include "${name}.h"
#include "${name}_selftest.h"

static const uint8_t given[] = ${flat(({ given }) => given)};
static const uint8_t expected[] = ${flat((round) => round.expected)};

#if defined(${upper}_LAYER_HOOKS)
static uint32_t begun, ended, misplaced;
void ${prefix}_layer_begin(uint32_t layer)
{
    misplaced += layer != begun % ${upper}_LAYER_COUNT || begun != ended;
    begun++;
}
void ${prefix}_layer_end(uint32_t layer)
{
    ended++;
    misplaced += layer != (ended - 1U) % ${upper}_LAYER_COUNT || begun != ended;
}
#endif

static uint32_t read_at, compare_at;

static void fill(void)
{
    for (uint32_t t = 0; t < ${upper}_INPUT_COUNT; t++) {
        (void)memcpy(${prefix}_input(t), given + read_at, ${prefix}_input_bytes(t));
        read_at += ${prefix}_input_bytes(t);
    }
}

static int32_t same(void)
{
    int32_t equal = 1;
    for (uint32_t t = 0; t < ${upper}_OUTPUT_COUNT; t++) {
        equal = equal && memcmp(${prefix}_output(t), expected + compare_at, ${prefix}_output_bytes(t)) == 0;
        compare_at += ${prefix}_output_bytes(t);
    }
    return equal;
}

/* As a cooperative scheduler would: one step a turn. */
static int32_t in_steps(void)
{
    uint32_t next = 0;
    uint32_t steps = 0;
    int32_t result = ${upper}_MORE;
    while (result == ${upper}_MORE) {
        if (next != steps) {
            return -100;
        }
        result = ${prefix}_step(&next);
        steps++;
    }
    if (next != 0U || (${upper}_STEP_COUNT > 0 && steps != ${upper}_STEP_COUNT)) {
        return -101;
    }
    return result;
}

${entry};
${entry}
{
    uint32_t next = 0;
    if (${prefix}_step(&next) != ${upper}_BAD_ARENA || ${prefix}_init() != ${upper}_OK) {
        return 1;
    }
    for (uint32_t round = 0; round < ${ROUNDS}U; round++) {
        fill();
        if (${prefix}_invoke() != ${upper}_OK || !same()) {
            return 2;
        }
    }
    /* From a fresh start, in steps. */
    read_at = 0;
    compare_at = 0;
    if (${prefix}_init() != ${upper}_OK) {
        return 3;
    }
    for (uint32_t round = 0; round < ${ROUNDS}U; round++) {
        fill();
        if (in_steps() != ${upper}_OK || !same()) {
            return 4;
        }
    }
    next = ${upper}_STEP_COUNT + 1U;
    if (${upper}_STEP_COUNT > 0 && ${prefix}_step(&next) != ${upper}_BAD_STEP) {
        return 5;
    }
    /* Given up half-way, initialised, and begun anew. */
    read_at = 0;
    compare_at = 0;
    fill();
    for (next = 0; next < ${upper}_STEP_COUNT / 2U;) {
        (void)${prefix}_step(&next);
    }
#if defined(${upper}_LAYER_HOOKS)
    if (begun != 2U * ${ROUNDS}U * ${upper}_LAYER_COUNT + next || ended != begun || misplaced != 0U) {
        return 6;
    }
    begun = 0;
    ended = 0;
    for (uint32_t layer = 0; layer < ${upper}_LAYER_COUNT; layer++) {
        if (${prefix}_layer_operator(layer) == NULL || ${prefix}_layer_name(layer) == NULL) {
            return 7;
        }
    }
    if (${prefix}_layer_operator(${upper}_LAYER_COUNT) != NULL || ${prefix}_layer_index(${upper}_LAYER_COUNT) != 0xffffffffU) {
        return 8;
    }
#endif
    read_at = 0;
    if (${prefix}_init() != ${upper}_OK) {
        return 9;
    }
    fill();
    if (in_steps() != ${upper}_OK || !same()) {
        return 10;
    }
#if !defined(${upper}_NO_SELFTEST)
    if (${prefix}_selftest() != 0) {
        return 11;
    }
#endif
    return 0;
}
`;
}
