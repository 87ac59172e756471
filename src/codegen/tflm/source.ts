// SPDX-License-Identifier: Apache-2.0
/** `<model>.cc`: operators, expectations and the C API of one model around TFLM's interpreter. */
import { mainGraph, type Model, tensorAt } from "../../ir/graph.js";
import { byteSize } from "../../ir/tensor.js";
import { invariant } from "../../diagnostics/tinygen-error.js";
import { findOperator } from "../../ops/registry.js";
import { resourceVariables } from "../../ops/resource-variables.js";
import { buffersByTensor } from "../../planner/liveness.js";
import type { TensorId } from "../../util/branded.js";
import { cString } from "../c/literals.js";
import { type ApplicationSide, contractSource } from "../library/application.js";
import type { PooledConstant } from "../library/constant-files.js";
import type { TflmPlan } from "./plan-tflm.js";
import { HOOK_INCLUDES, hookClass, hookTables } from "./hooks.js";
import { traceSource } from "./trace.js";

export interface SourceInput {
  readonly model: Model;
  readonly plan: TflmPlan;
  readonly exact: boolean;
  readonly name: string;
  readonly prefix: string;
  readonly banner: string;
  readonly data: PooledConstant;
  readonly application: ApplicationSide;
  readonly trace: boolean;
}

export function interpreterSource(input: SourceInput): string {
  const { banner, name, trace } = input;
  const resources = resourceVariables(input.model, findOperator).size;
  return [
    banner,
    "#include <cstddef>",
    "#include <cstdint>",
    "#include <new>",
    "",
    '#include "tensorflow/lite/micro/micro_allocator.h"',
    '#include "tensorflow/lite/micro/micro_interpreter.h"',
    '#include "tensorflow/lite/micro/micro_log.h"',
    '#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"',
    ...(resources > 0 ? ['#include "tensorflow/lite/micro/micro_resource_variable.h"'] : []),
    `#include "${name}_internal.h"`,
    `#if defined(${input.prefix.toUpperCase()}_LAYER_HOOKS)`,
    ...HOOK_INCLUDES,
    "#endif",
    '#include "tinygen_contract.h"',
    '#include "tinygen_tflm.h"',
    '#include "tinygen_tflm_contract.h"',
    ...(trace ? ['#include "model_trace.h"'] : []),
    "",
    'static_assert(TFLITE_SCHEMA_VERSION == 3, "the model file has schema version 3");',
    "",
    "namespace {",
    "",
    expectations(input),
    operators(input),
    memory(input),
    hookClass(input.prefix),
    "}  // namespace",
    "",
    api(input, resources),
    ...(trace ? [traceSource(input)] : []),
  ].join("\n");
}

const FILE_COMPARISON = `    if (tinygen::is_model_file(contract, bytes)) {
        return tinygen::file_differences(static_cast<const uint8_t *>(contract), bytes, own_contract, expected);
    }
`;

function expectations({ model, plan, exact, name }: SourceInput): string {
  const codes = operatorCodes(model).map(({ op, version }) => {
    // Custom operators are written as CUSTOM:<name>; the schema's own names have no colon.
    const [kind = op, ...rest] = op.split(":");
    const custom = rest.length === 0 ? undefined : rest.join(":");
    return `    {tflite::BuiltinOperator_${kind}, ${custom === undefined ? "nullptr" : cString(custom)}, ${version}},`;
  });
  const graph = mainGraph(model);
  const owners = buffersByTensor(plan.uses, 0);
  const slots = (ids: readonly TensorId[]): string =>
    ids
      .map((id) => {
        const buffer = owners.get(id);
        const offset = buffer === undefined ? undefined : plan.placement.offsets[buffer];
        return `    {${byteSize(tensorAt(graph, id))}U, ${offset === undefined ? "tinygen::NOT_PLANNED" : `${offset}U`}},`;
      })
      .join("\n");
  return `/* Operator codes of the model file: operator, name of a custom one, version. */
constexpr tinygen::OperatorCode operator_codes[] = {
${codes.join("\n")}
};

/* Bytes of each input and output, and where the plan puts it. */
${slotArray("input_slots", slots(graph.inputs))}
${slotArray("output_slots", slots(graph.outputs))}

constexpr tinygen::Expectation expected = {
    ${cString(name)},
    operator_codes, ${codes.length}U,
    input_slots, ${graph.inputs.length}U,
    output_slots, ${graph.outputs.length}U,
    /* Plan and permanent structures, as arena_used_bytes() counts them. */
    ${plan.arena.head + plan.arena.persistent}U,
    ${exact ? "true" : "false"},
};
`;
}

// C++ has no arrays of length 0; a model without inputs still compiles.
function slotArray(name: string, entries: string): string {
  return `constexpr tinygen::Slot ${name}[] = {\n${entries === "" ? "    {0U, tinygen::NOT_PLANNED}," : entries}\n};`;
}

/** The table of operator codes in the order in which tflite/write.ts makes it. */
function operatorCodes(model: Model): readonly { readonly op: string; readonly version: number }[] {
  const codes = new Map<string, { readonly op: string; readonly version: number }>();
  for (const { nodes } of model.graphs) {
    for (const { op, version } of nodes) codes.set(`${version} ${op}`, { op, version });
  }
  return [...codes.values()];
}

function operators({ model }: SourceInput): string {
  const names = [...new Set(operatorCodes(model).map(({ op }) => op))].sort();
  const calls = names.map((op) => {
    const call = findOperator(op)?.resolverCall;
    invariant(call !== undefined, `operator ${op} passed the support check without a definition`);
    return `    TF_LITE_ENSURE_STATUS(resolver.${call}());`;
  });
  return `using Resolver = tflite::MicroMutableOpResolver<${Math.max(1, names.length)}>;

/* Exactly the operators of the model. A call that does not compile names an operator that this TFLM is too old for. */
TfLiteStatus register_operators(Resolver &${names.length === 0 ? "" : "resolver"})
{
${calls.join("\n")}${calls.length === 0 ? "" : "\n"}    return kTfLiteOk;
}
`;
}

function memory({ prefix, trace }: SourceInput): string {
  const upper = prefix.toUpperCase();
  return `#ifndef ${upper}_EXTERNAL_ARENA
TINYGEN_ARENA alignas(${upper}_ARENA_ALIGNMENT) uint8_t own_arena[${upper}_ARENA_BYTES];
#endif

${trace ? traceInterpreter() : "using Interpreter = tflite::MicroInterpreter;"}

/* Objects that init constructs; they need no destructor, because nothing of them outlives the arena. */
alignas(Resolver) uint8_t resolver_memory[sizeof(Resolver)];
alignas(Interpreter) uint8_t interpreter_memory[sizeof(Interpreter)];
/* Null before init and after it has failed. */
Interpreter *interpreter;
`;
}

// Measuring builds run single operators, for which they need the context that the interpreter keeps to itself.
function traceInterpreter(): string {
  return `class Interpreter : public tflite::MicroInterpreter {
  public:
    using tflite::MicroInterpreter::MicroInterpreter;
    using tflite::MicroInterpreter::allocator;
    using tflite::MicroInterpreter::context;
};`;
}

function api({ prefix, data, name, model, application }: SourceInput, resources: number): string {
  const upper = prefix.toUpperCase();
  const graph = mainGraph(model);
  const variables =
    resources === 0
      ? ""
      : `    tflite::MicroResourceVariables *const variables =
        allocator == nullptr ? nullptr : tflite::MicroResourceVariables::Create(allocator, ${resources});
`;
  const bytes = (ids: readonly TensorId[]): string =>
    ids.map((id, i) => `    case ${i}:\n        return ${byteSize(tensorAt(graph, id))}U;\n`).join("");
  const sizes = (what: string, ids: readonly TensorId[]): string => `uint32_t ${prefix}_${what}_bytes(uint32_t index)
{
    switch (index) {
${bytes(ids)}    default:
        return 0U;
    }
}
`;
  return `extern "C" {

int32_t ${prefix}_init_with_arena(void *arena, uint32_t bytes)
{
    interpreter = nullptr;
    if (arena == nullptr || bytes < ${upper}_ARENA_BYTES ||
        reinterpret_cast<uintptr_t>(arena) % ${upper}_ARENA_ALIGNMENT != 0U) {
        return ${upper}_BAD_ARENA;
    }
    uint8_t *const base = static_cast<uint8_t *>(arena);
    const tflite::Model *const model = tflite::GetModel(${data.symbol});
    if (!tinygen::file_is_expected(*model, expected)) {
        return ${upper}_BAD_MODEL;
    }
    Resolver *const resolver = new (resolver_memory) Resolver();
    if (register_operators(*resolver) != kTfLiteOk) {
        return ${upper}_RUNTIME_FAILED;
    }
    /* Not more than planned, also when the caller has more: what is too little is to be seen at once. */
    tflite::MicroAllocator *const allocator = tflite::MicroAllocator::Create(base, ${upper}_ARENA_BYTES);
${variables}    if (allocator == nullptr${resources === 0 ? "" : " || variables == nullptr"}) {
        return ${upper}_RUNTIME_FAILED;
    }
#if defined(${upper}_LAYER_HOOKS)
    hooks = new (hooks_memory) LayerHooks();
    tflite::MicroProfilerInterface *const profiler = hooks;
#else
    tflite::MicroProfilerInterface *const profiler = nullptr;
#endif
    Interpreter *const created =
        new (interpreter_memory) Interpreter(model, *resolver, allocator, ${resources === 0 ? "nullptr" : "variables"}, profiler);
    if (created->AllocateTensors() != kTfLiteOk) {
        MicroPrintf("tinygen ${name}: AllocateTensors failed with an arena of %u bytes; the message above says for what",
                    static_cast<unsigned>(${upper}_ARENA_BYTES));
        return ${upper}_RUNTIME_FAILED;
    }
    if (!tinygen::plan_is_kept(*created, base, expected)) {
        return ${upper}_BAD_PLAN;
    }
    interpreter = created;
    return ${upper}_OK;
}

#ifndef ${upper}_EXTERNAL_ARENA
int32_t ${prefix}_init(void)
{
    return ${prefix}_init_with_arena(own_arena, sizeof own_arena);
}
#endif

void *${prefix}_input(uint32_t index)
{
    return interpreter == nullptr || index >= ${upper}_INPUT_COUNT ? nullptr : interpreter->input(index)->data.raw;
}

const void *${prefix}_output(uint32_t index)
{
    return interpreter == nullptr || index >= ${upper}_OUTPUT_COUNT ? nullptr : interpreter->output(index)->data.raw;
}

${sizes("input", graph.inputs)}
${sizes("output", graph.outputs)}
int32_t ${prefix}_invoke(void)
{
    if (interpreter == nullptr) {
        return ${upper}_BAD_ARENA;
    }
#if defined(${upper}_LAYER_HOOKS)
    hooks->start();
#endif
    return interpreter->Invoke() == kTfLiteOk ? ${upper}_OK : ${upper}_RUNTIME_FAILED;
}

int32_t ${prefix}_step(uint32_t *next)
{
    return *next == 0U ? ${prefix}_invoke() : ${upper}_BAD_STEP;
}

${contractSource(application, FILE_COMPARISON)}
${hookTables(prefix, model)}
}  /* extern "C" */
`;
}
