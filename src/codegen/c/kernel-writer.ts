// SPDX-License-Identifier: Apache-2.0
/** What a kernel emitter prints into: the body of one node's function plus the data and helpers that it needs. */
import type { DType } from "../../ir/dtype.js";
import type { Bytes } from "../../util/branded.js";
import type { CBody } from "./c-body.js";

export interface CConstant {
  /** Part of the symbol's name, for example "weights"; made unique per node. */
  readonly name: string;
  readonly dtype: DType;
  readonly values: ArrayLike<number> | ArrayLike<bigint>;
  /** Alignment of the first element in bytes; at least the element's own. */
  readonly alignment?: Bytes;
  /** One line for the reader of the C file: the layout, for example "OHWI, 64x1x1x64". */
  readonly comment?: string;
}

export interface KernelWriter extends CBody {
  /**
   * Name of a local `const <type> *` to the input's first element. Arena tensors point into the arena;
   * a constant tensor is emitted as it is in the file on its first use. Omitted inputs must not be asked for.
   */
  input(index: number): string;
  /** Name of a local `<type> *` to the output's first element. */
  output(index: number): string;
  /**
   * offset(output) − offset(input) in bytes when the plan lets the two share memory, else undefined. A kernel that has
   * to hold values back at the gap it declared can leave that out where the plan made no use of it.
   */
  overlap(input: number, output: number): Bytes | undefined;
  /** Name of a local array on the stack; the plan reports its size. For small ones only. */
  local(name: string, array: { readonly dtype: DType; readonly count: number }): string;
  /** Name of a local `uint8_t *` to the scratch buffer with this position in the emitter's `memory(view).scratch`. */
  scratch(slot: number): string;
  /** Name of a local `uint8_t *` to the memory with this position in the emitter's `state(view)`. */
  state(slot: number): string;
  /** Name of a local `uint8_t *` to the resource variable that input `index` is a handle of. */
  resource(index: number): string;
  /** Adds a constant array to flash and returns its symbol; equal contents are stored once. */
  constant(constant: CConstant): string;
  /**
   * Adds a file-level static function once per distinct text and returns its name. `definition` gets the name and
   * returns the whole function; nodes of one shape class thereby share code.
   */
  shared(stem: string, definition: (name: string) => string): string;
  /** Name of the function `void name(uint8_t *arena)` that runs another subgraph. */
  graph(index: number): string;
  /** Name of a local `uint8_t *` to an input of another subgraph. */
  graphInput(graph: number, index: number): string;
  /** Name of a local `const uint8_t *` to an output of another subgraph. */
  graphOutput(graph: number, index: number): string;
  /** Adds a shipped header (templates/aot/runtime) without printing a symbol. */
  include(header: string): void;
}

/** The C type of one element; bool is stored as one byte. */
export function cType(dtype: DType): string {
  switch (dtype) {
    case "int8":
    case "uint8":
    case "int16":
    case "uint16":
    case "int32":
    case "uint32":
    case "int64":
    case "uint64":
      return `${dtype}_t`;
    case "bool":
      return "uint8_t";
    case "float32":
      return "float";
    case "resource":
      return "int32_t";
    default:
      throw new Error(`type ${dtype} has no C type`);
  }
}
