// SPDX-License-Identifier: Apache-2.0
/** One node with its tensors as a test case of an operator, and the model that holds nothing but it. */
import type fc from "fast-check";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.js";
import type { DType } from "../../src/ir/dtype.js";
import type { Graph, Model, SupportedModel } from "../../src/ir/graph.js";
import type { Quantization } from "../../src/ir/quantization.js";
import type { Shape } from "../../src/ir/shape.js";
import { allocate, toBytes } from "../../src/ir/tensor-data.js";
import type { Storage, Tensor } from "../../src/ir/tensor.js";
import type { OpDefinition } from "../../src/ops/definition.js";
import { findOperator, operatorNames } from "../../src/ops/registry.js";
import { checkSupport } from "../../src/support/check-support.js";
import { nodeId, type TensorId, tensorId } from "../../src/util/branded.js";

export interface CaseTensor {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly quantization?: Quantization;
  /** Makes the tensor a constant with these elements. */
  readonly values?: ArrayLike<number>;
  /** The tensor keeps its value from one invocation to the next. */
  readonly variable?: true;
  /** Elements that run-time data should contain beside random ones, for example ties of a rounding. */
  readonly telling?: readonly number[];
}

/** A node with typed attributes; inputs without values are written at run time. */
export interface OpCase<A = unknown> {
  /** `undefined` leaves an optional input out; the same object twice is the same tensor twice. */
  readonly inputs: readonly (CaseTensor | undefined)[];
  readonly outputs: readonly CaseTensor[];
  readonly attributes: A;
  /** 1 unless given. */
  readonly version?: number;
}

/** What `src/ops/<op>/cases.ts` exports under the name `cases`. */
export interface OpCases {
  readonly op: string;
  readonly arbitrary: fc.Arbitrary<OpCase>;
}

/** The same for operators that run other graphs or share variables with other nodes: whole model files. */
export interface ModelCases {
  readonly op: string;
  readonly models: fc.Arbitrary<Uint8Array>;
}

/** Ties the attributes of the cases to those of the operator. */
export function defineCases<A>(
  definition: Pick<OpDefinition<string, A>, "op" | "readAttributes">,
  arbitrary: fc.Arbitrary<OpCase<NoInfer<A>>>,
): OpCases {
  return { op: definition.op, arbitrary };
}

/** A model with one graph of one node; its inputs are the run-time inputs in order. */
export function caseModel(op: string, opCase: OpCase): Model {
  const tensors: Tensor[] = [];
  const ids = new Map<CaseTensor, TensorId>();
  const add = (tensor: CaseTensor, name: string): TensorId => {
    const present = ids.get(tensor);
    if (present !== undefined) return present;
    const id = tensorId(tensors.length);
    ids.set(tensor, id);
    const { shape, dtype, quantization } = tensor;
    const storage = storageOf(tensor);
    tensors.push({ id, name, shape, dtype, storage, ...(quantization === undefined ? {} : { quantization }) });
    return id;
  };
  const inputs = opCase.inputs.map((tensor, i) => (tensor === undefined ? undefined : add(tensor, `input ${i}`)));
  const outputs = opCase.outputs.map((tensor, i) => add(tensor, `output ${i}`));
  const graph: Graph = {
    name: op,
    tensors,
    nodes: [
      {
        id: nodeId(0),
        op,
        version: opCase.version ?? 1,
        attributes: opCase.attributes,
        inputs,
        outputs,
        intermediates: [],
        origin: { subgraph: 0, index: 0 },
      },
    ],
    inputs: runTimeInputs(opCase).map((tensor) => add(tensor, "")),
    outputs,
  };
  return { description: "one node", schemaVersion: 3, graphs: [graph], metadata: [] };
}

/** Tensors that the caller writes before each invocation, each once, in the order of the model's inputs. */
export function runTimeInputs({ inputs }: OpCase): readonly CaseTensor[] {
  const written = inputs.filter((tensor) => tensor !== undefined && tensor.values === undefined && !tensor.variable);
  return [...new Set(written)] as readonly CaseTensor[];
}

/** The brand that compilation needs, or the reasons why the model does not get it. */
export function asSupported(model: Model): SupportedModel | readonly Diagnostic[] {
  const { value, diagnostics } = checkSupport(model, { lookup: findOperator, known: operatorNames });
  return value ?? diagnostics;
}

function storageOf(tensor: CaseTensor): Storage {
  if (tensor.variable) return { kind: "variable" };
  if (tensor.values === undefined) return { kind: "arena" };
  return { kind: "constant", data: encode(tensor, Array.from(tensor.values)) };
}

/** The little-endian bytes of elements; 64-bit types take numbers as well. */
export function encode({ shape, dtype }: Pick<CaseTensor, "shape" | "dtype">, values: readonly number[]): Uint8Array {
  const data = allocate({ id: tensorId(0), name: "", shape, dtype, storage: { kind: "arena" } });
  if (data.data.length !== values.length) throw new Error(`${values.length} values for ${data.data.length} elements`);
  if (data.data instanceof BigInt64Array || data.data instanceof BigUint64Array) data.data.set(values.map(BigInt));
  else data.data.set(values);
  return toBytes(data);
}
