// SPDX-License-Identifier: Apache-2.0
/** What a firmware with TFLM takes besides its arena: the interpreter's objects, and code as an estimate. */
import { type Model, viewOf } from "../../ir/graph.js";
import { alignUp } from "../../util/align.js";
import type { Target } from "../../targets/board.js";
import type { Bytes } from "../../util/branded.js";
import type { TflmPlan } from "./plan-tflm.js";
import { ARENA_ALIGNMENT, INTERPRETER_BYTES, RESOLVER_BYTES, RESOLVER_BYTES_PER_OPERATOR } from "./runtime-structs.js";

/**
 * Code and read-only data of the interpreter, and of one more operator. From builds of TFLM with GCC 12 -O2 for a
 * Cortex-M4: networks of one to six operators took 22 to 48 KiB with reference kernels, 34 to 87 KiB with CMSIS-NN.
 */
const CORE_CODE: Bytes = 19_000;
const OPERATOR_CODE = { reference: 5_000, "cmsis-nn": 12_000, "esp-nn": 8_000 } as const;

/** What a kernel that nobody has described may keep beside its tensors, and more for each quantised channel. */
const GUESS_PER_NODE: Bytes = 512;
const GUESS_PER_CHANNEL: Bytes = 12;

/** Packages of TFLM bring a version of their own, whose structures may be larger than those that the plan counts. */
const ROOM_FOR_OTHER_VERSIONS: Bytes = 2048;

/**
 * Bytes of the arena that the firmware reserves: the smallest one, or room on top of it where operators are not
 * described and the plan only guesses what their kernels keep.
 */
export function reservedArena(model: Model, { arena, undescribed }: TflmPlan, known: boolean): Bytes {
  const guesses = model.graphs.flatMap((graph) =>
    graph.nodes
      .filter(({ op }) => undescribed.includes(op))
      .map((node) => {
        const channels = viewOf(graph, node).inputs.map((tensor) => tensor?.quantization?.scales.length ?? 0);
        return GUESS_PER_NODE + GUESS_PER_CHANNEL * Math.max(0, ...channels);
      }),
  );
  const guessed = alignUp(
    guesses.reduce((sum, bytes) => sum + bytes, 0),
    ARENA_ALIGNMENT,
  );
  return arena.bytes + guessed + (known ? 0 : ROOM_FOR_OTHER_VERSIONS);
}

/** Static objects outside of the arena: MicroInterpreter and a MicroMutableOpResolver for the model's operators. */
export function interpreterBytes(model: Model): Bytes {
  return INTERPRETER_BYTES + RESOLVER_BYTES + RESOLVER_BYTES_PER_OPERATOR * distinctOperators(model);
}

export function estimateTflmCode(model: Model, target: Target): Bytes {
  return CORE_CODE + OPERATOR_CODE[target.kernels] * distinctOperators(model);
}

function distinctOperators({ graphs }: Model): number {
  return new Set(graphs.flatMap(({ nodes }) => nodes.map(({ op }) => op))).size;
}
