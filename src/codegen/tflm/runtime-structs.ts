// SPDX-License-Identifier: Apache-2.0
/** Layouts of the structures that TFLM keeps in the arena, with TF_LITE_STATIC_MEMORY as every micro build has it. */
import { type StructLayout, times } from "../../ops/struct-layout.js";

/** kBufferAlignment of TFLM: the head, the buffers of the plan and what kernels allocate start at multiples of it. */
export const ARENA_ALIGNMENT = 16;

/** Requests for scratch that one kernel may make; the head is kept long enough for as many more. */
export const MAX_SCRATCH_PER_NODE = 12;

/** Virtual table, five ends of memory, checksum and count of temporary buffers, in the second base's table as well. */
export const SINGLE_ARENA_ALLOCATOR: StructLayout = times(9, "word");
export const GREEDY_PLANNER: StructLayout = times(11, "word");
export const MICRO_ALLOCATOR: StructLayout = times(9, "word");
export const BUILTIN_DATA_ALLOCATOR: StructLayout = times(2, "word");
/** Tensors and nodes of a subgraph. */
export const SUBGRAPH_ALLOCATIONS: StructLayout = times(2, "word");
/** Data, dimensions, type. */
export const EVAL_TENSOR: StructLayout = ["word", "word", "enum"];
/** TfLiteNode: five pointers, then the custom options with their size; and the registration. */
export const NODE_AND_REGISTRATION: StructLayout = times(8, "word");
/** Bytes, node, subgraph. */
export const SCRATCH_REQUEST: StructLayout = times(3, "word");
export const SCRATCH_HANDLE: StructLayout = ["word"];
/** Bytes, address of the result, first and last use, offline offset, whether to place it. */
export const ALLOCATION_INFO: StructLayout = [...times(5, "word"), "byte"];
/** Quantisation kind and pointer, scale, zero point, data, dimensions, bytes, type, allocation kind, is variable. */
export const TENSOR: StructLayout = ["enum", "word", "word", "word", "word", "word", "word", "enum", "enum", "byte"];
/** Scales, zero points, axis. */
export const AFFINE_QUANTIZATION: StructLayout = times(3, "word");

/** Per buffer: requirements (4 words), two sorted lists, list entry (3 words), offset. */
export const GREEDY_PLANNER_BUFFER: StructLayout = times(10, "word");

/** MicroResourceVariables: variables, their count, their limit. */
export const RESOURCE_VARIABLES: StructLayout = times(3, "word");
/** Container, name, data, bytes, default value. */
export const RESOURCE_VARIABLE: StructLayout = [...times(4, "word"), "byte"];

/** MicroInterpreter and what it holds by value; it lies outside of the arena, as does the operator resolver. */
export const INTERPRETER_BYTES = 212;
export const RESOLVER_BYTES = 12;
export const RESOLVER_BYTES_PER_OPERATOR = 36;
