// SPDX-License-Identifier: Apache-2.0
/** Prints one node as one C function: operand pointers first, then the body that the operator's emitter writes. */
import { elementBytes } from "../../ir/dtype.js";
import { type Graph, type NodeView, tensorAt } from "../../ir/graph.js";
import { invariant } from "../../diagnostics/tinygen-error.js";
import { shapeText } from "../../ir/shape.js";
import { byteSize, type Tensor } from "../../ir/tensor.js";
import { fromBytes } from "../../ir/tensor-data.js";
import type { KernelContext, KernelEmitter } from "../../ops/definition.js";
import type { Bytes } from "../../util/branded.js";
import { createCBody } from "../c/c-body.js";
import { type CConstant, cType, type KernelWriter } from "../c/kernel-writer.js";
import { cComment } from "../c/literals.js";
import type { ConstantPool } from "./constant-pool.js";
import type { SharedFunctions } from "./shared-functions.js";

/** Where the operands of a node are; offsets in bytes from the start of the arena or of the state block. */
export interface OperandPlaces {
  readonly arenaOffset: (tensor: Tensor) => number;
  /** C expression for an offset of the arena, whatever region it lies in. */
  readonly arenaPlace: (offset: number) => string;
  readonly stateOffset: (tensor: Tensor) => number;
  readonly scratchOffset: (slot: number) => number;
  readonly nodeStateOffset: (slot: number) => number;
  readonly resourceOffset: (key: string) => number;
}

export interface NodeFunctionInput {
  readonly name: string;
  readonly view: NodeView;
  readonly emitter: KernelEmitter<unknown>;
  readonly context: KernelContext;
  readonly places: OperandPlaces;
  readonly pool: ConstantPool;
  readonly shared: SharedFunctions;
  /** The subgraphs that the node may run, by index. */
  readonly graphs: (index: number) => CalledGraph;
}

/** Another subgraph of the model as a node that runs it sees it. */
export interface CalledGraph {
  readonly functionName: string;
  readonly graph: Graph;
  readonly places: Pick<OperandPlaces, "arenaOffset" | "arenaPlace" | "stateOffset">;
}

export interface NodeFunction {
  readonly name: string;
  readonly text: string;
  readonly headers: ReadonlySet<string>;
  /** Bytes of local arrays. */
  readonly stack: Bytes;
}

export function emitNodeFunction(input: NodeFunctionInput): NodeFunction {
  const { name, view, emitter, places, pool, shared } = input;
  const body = createCBody(1);
  const pointers = new Map<string, string>();
  const headers = new Set<string>();

  let stack = 0;
  const local = (key: string, declaration: string): string => {
    pointers.set(key, declaration);
    return key;
  };
  const pointer = (key: string, tensor: Tensor, writable: boolean): string => {
    const type = cType(tensor.dtype);
    const isVariable = tensor.storage.kind === "variable";
    const base = placeIn(places, tensor);
    return writable || isVariable
      ? local(key, `${type} *const ${key} = (${type} *)(void *)(${base});`)
      : local(key, `const ${type} *const ${key} = (const ${type} *)(const void *)(${base});`);
  };
  const bytesAt = (key: string, place: string): string => local(key, `uint8_t *const ${key} = ${place};`);
  const add = (constant: CConstant): string => pool.add(name, constant);

  const writer: KernelWriter = {
    headers: body.headers,
    print: body.print.bind(body),
    block: body.block.bind(body),
    toString: () => body.toString(),
    include: (header) => headers.add(header),
    constant: add,
    shared: (stem, definition) => shared.add(stem, definition),
    graph: (index) => input.graphs(index).functionName,
    graphInput(index, position) {
      const { graph, places: callee } = input.graphs(index);
      const id = graph.inputs[position];
      invariant(id !== undefined, `${name} asks for input ${position} of graph "${graph.name}"`);
      return bytesAt(`graph${index}_input${position}`, placeIn(callee, tensorAt(graph, id)));
    },
    graphOutput(index, position) {
      const { graph, places: callee } = input.graphs(index);
      const id = graph.outputs[position];
      invariant(id !== undefined, `${name} asks for output ${position} of graph "${graph.name}"`);
      const tensor = tensorAt(graph, id);
      const key = `graph${index}_output${position}`;
      if (tensor.storage.kind !== "constant") {
        return local(key, `const uint8_t *const ${key} = ${placeIn(callee, tensor)};`);
      }
      const { data } = fromBytes(tensor, tensor.storage.data);
      const symbol = add({ name: key, dtype: tensor.dtype, values: data, alignment: 4, comment: `"${tensor.name}"` });
      return local(key, `const uint8_t *const ${key} = (const uint8_t *)(const void *)${symbol};`);
    },
    overlap: (input, output) => sharedDistance(places, view.inputs[input], view.outputs[output]),
    local(key, { dtype, count }) {
      stack += count * elementBytes(dtype);
      return local(key, `${cType(dtype)} ${key}[${count}];`);
    },
    scratch: (slot) => bytesAt(operandName("scratch", slot), places.arenaPlace(places.scratchOffset(slot))),
    state: (slot) => bytesAt(operandName("own_state", slot), `state + ${places.nodeStateOffset(slot)}`),
    resource(index) {
      const storage = view.inputs[index]?.storage;
      invariant(storage?.kind === "resource", `${name} asks for input ${index} as a resource`);
      return bytesAt(operandName("variable", index), `state + ${places.resourceOffset(storage.key)}`);
    },
    input(index) {
      const tensor = view.inputs[index];
      invariant(tensor !== undefined, `${name} asks for its input ${index}, which is omitted`);
      if (tensor.storage.kind !== "constant") return pointer(operandName("input", index), tensor, false);
      const { data } = fromBytes(tensor, tensor.storage.data);
      const comment = `"${tensor.name}" ${tensor.dtype} ${shapeText(tensor.shape)}`;
      return add({ name: `input_${index}`, dtype: tensor.dtype, values: data, alignment: 4, comment });
    },
    output(index) {
      const tensor = view.outputs[index];
      invariant(tensor !== undefined, `${name} asks for its output ${index}, which does not exist`);
      return pointer(operandName("output", index), tensor, true);
    },
  };
  emitter.emit(view, writer, input.context);
  for (const header of body.headers) headers.add(header);

  const text = body.toString();
  const declarations = [...pointers.values()];
  const uses = (base: string): boolean =>
    declarations.some((line) => line.includes(`${base} + `)) || text.includes(base);
  const lines = [
    ...(uses("arena") ? [] : ["(void)arena;"]),
    ...declarations,
    ...(declarations.length > 0 ? [""] : []),
  ].map((line) => (line === "" ? "" : `    ${line}`));
  return {
    name,
    headers,
    stack,
    text: `${describe(view, places)}TINYGEN_NODE void ${name}(uint8_t *arena)\n{\n${lines.map((line) => `${line}\n`).join("")}${text}}\n`,
  };
}

function placeIn(places: CalledGraph["places"], tensor: Tensor): string {
  return tensor.storage.kind === "variable"
    ? `state + ${places.stateOffset(tensor)}`
    : places.arenaPlace(places.arenaOffset(tensor));
}

function sharedDistance(places: OperandPlaces, input: Tensor | undefined, output: Tensor | undefined) {
  if (input?.storage.kind !== "arena" || output?.storage.kind !== "arena") return undefined;
  const distance = places.arenaOffset(output) - places.arenaOffset(input);
  return distance < byteSize(input) && -distance < byteSize(output) ? distance : undefined;
}

function operandName(kind: string, index: number): string {
  return index === 0 ? kind : `${kind}${index}`;
}

function describe(view: NodeView, places: OperandPlaces): string {
  const { node } = view;
  const where = (tensor: Tensor): string => {
    if (tensor.storage.kind === "constant") return "constant";
    if (tensor.storage.kind === "resource") return "resource variable";
    return tensor.storage.kind === "variable"
      ? `state + ${places.stateOffset(tensor)}`
      : places.arenaPlace(places.arenaOffset(tensor));
  };
  const line = (label: string, tensor: Tensor): string =>
    ` *   ${label} ${tensor.dtype} ${shapeText(tensor.shape)}, ${where(tensor)}: ${cComment(tensor.name, 60)}`;
  return [
    `/* Node ${node.origin.index}: ${cComment(node.op)}`,
    ...view.inputs.flatMap((tensor, i) => (tensor === undefined ? [] : [line(`in  ${i}:`, tensor)])),
    ...view.outputs.map((tensor, i) => line(`out ${i}:`, tensor)),
    " */\n",
  ].join("\n");
}
