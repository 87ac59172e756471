// SPDX-License-Identifier: Apache-2.0
/*
 * Start-up of one model on TensorFlow Lite Micro's interpreter, with every assumption of the plan checked.
 * Needs TFLM from December 2022 or later. Uses no heap.
 */
#ifndef TINYGEN_TFLM_H
#define TINYGEN_TFLM_H

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_log.h"
#include "tensorflow/lite/schema/schema_generated.h"
#include "tensorflow/lite/schema/schema_utils.h"

namespace tinygen {

/* An operator of the model file, as its table of operator codes has it. */
struct OperatorCode {
    tflite::BuiltinOperator builtin;
    /* Name of a custom operator, or null. */
    const char *custom;
    int32_t version;
};

/* An input or output of the model. */
struct Slot {
    uint32_t bytes;
    /* Where the plan puts it, in bytes from the start of the arena; NOT_PLANNED when it lies elsewhere. */
    uint32_t offset;
};
constexpr uint32_t NOT_PLANNED = UINT32_MAX;

/* What the code was generated for. */
struct Expectation {
    /* Name in messages. */
    const char *name;
    const OperatorCode *codes;
    uint32_t code_count;
    const Slot *inputs;
    uint32_t input_count;
    const Slot *outputs;
    uint32_t output_count;
    /* What the interpreter must report as used after AllocateTensors. */
    size_t arena_used;
    /* False where the version of TFLM is not known when the code is generated: then less or more is a note only. */
    bool exact;
};

/* True when the file is the one that the operators were registered for. */
inline bool file_is_expected(const tflite::Model &model, const Expectation &expected)
{
    if (model.version() != TFLITE_SCHEMA_VERSION) {
        MicroPrintf("tinygen %s: the model has schema version %u, this TFLM reads %d; run tinygen build again",
                    expected.name, static_cast<unsigned>(model.version()), TFLITE_SCHEMA_VERSION);
        return false;
    }
    const auto *const codes = model.operator_codes();
    const uint32_t count = codes == nullptr ? 0U : codes->size();
    if (count != expected.code_count) {
        MicroPrintf("tinygen %s: the model has %u operator codes instead of %u; the data and the code of the library "
                    "do not belong together, run tinygen build again",
                    expected.name, static_cast<unsigned>(count), static_cast<unsigned>(expected.code_count));
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        const tflite::OperatorCode &code = *codes->Get(i);
        const OperatorCode &wanted = expected.codes[i];
        const char *const custom = code.custom_code() == nullptr ? nullptr : code.custom_code()->c_str();
        const bool same_name = wanted.custom == nullptr
                                   ? custom == nullptr
                                   : custom != nullptr && std::strcmp(custom, wanted.custom) == 0;
        if (tflite::GetBuiltinCode(&code) != wanted.builtin || code.version() != wanted.version || !same_name) {
            MicroPrintf("tinygen %s: operator code %u is builtin %d version %d instead of %d version %d; run tinygen "
                        "build again",
                        expected.name, static_cast<unsigned>(i), static_cast<int>(tflite::GetBuiltinCode(&code)),
                        static_cast<int>(code.version()), static_cast<int>(wanted.builtin),
                        static_cast<int>(wanted.version));
            return false;
        }
    }
    return true;
}

/* True when the tensor has the size of the plan and, if the plan places it, its address. */
inline bool slot_is_expected(const TfLiteTensor *tensor, const Slot &wanted, const uint8_t *arena,
                             const Expectation &expected)
{
    if (tensor == nullptr || tensor->bytes != wanted.bytes) {
        MicroPrintf("tinygen %s: an input or output has %u bytes instead of %u; run tinygen build again",
                    expected.name, tensor == nullptr ? 0U : static_cast<unsigned>(tensor->bytes),
                    static_cast<unsigned>(wanted.bytes));
        return false;
    }
    if (wanted.offset != NOT_PLANNED && tensor->data.raw_const != reinterpret_cast<const char *>(arena) + wanted.offset) {
        MicroPrintf("tinygen %s: TFLM did not take the offsets of the plan (metadata OfflineMemoryAllocation)",
                    expected.name);
        return false;
    }
    return true;
}

/* True when the interpreter uses the arena as planned. */
inline bool plan_is_kept(tflite::MicroInterpreter &interpreter, const uint8_t *arena, const Expectation &expected)
{
    const size_t used = interpreter.arena_used_bytes();
    if (used != expected.arena_used) {
        MicroPrintf("tinygen %s: the arena holds %u bytes, the plan says %u", expected.name,
                    static_cast<unsigned>(used), static_cast<unsigned>(expected.arena_used));
        if (expected.exact) {
            MicroPrintf("tinygen %s: this TFLM has other kernels or another version than the board file says "
                        "(\"kernels\"); take the TFLM that the project names, or build with the other kernels",
                        expected.name);
            return false;
        }
    }
    if (interpreter.inputs_size() != expected.input_count || interpreter.outputs_size() != expected.output_count) {
        MicroPrintf("tinygen %s: the model has other inputs or outputs than its code; run tinygen build again",
                    expected.name);
        return false;
    }
    for (uint32_t i = 0; i < expected.input_count; i++) {
        if (!slot_is_expected(interpreter.input(i), expected.inputs[i], arena, expected)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < expected.output_count; i++) {
        if (!slot_is_expected(interpreter.output(i), expected.outputs[i], arena, expected)) {
            return false;
        }
    }
    return true;
}

}  // namespace tinygen

#endif
