// SPDX-License-Identifier: Apache-2.0
/* Compares a .tflite file with the contract and the operators that a library was generated for. Uses no heap. */
#ifndef TINYGEN_TFLM_CONTRACT_H
#define TINYGEN_TFLM_CONTRACT_H

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "tensorflow/lite/schema/schema_generated.h"
#include "tensorflow/lite/schema/schema_utils.h"
#include "tinygen_contract.h"
#include "tinygen_tflm.h"

namespace tinygen {

/* The identifier of TensorFlow Lite stands behind the offset of the root. */
inline bool is_model_file(const void *data, uint32_t bytes)
{
    return data != nullptr && bytes >= 8U && std::memcmp(static_cast<const uint8_t *>(data) + 4, "TFL3", 4U) == 0;
}

/* FNV-1a over the bytes of words, as contracts hold it for tensors with several scales. */
inline uint32_t add_word(uint32_t hash, uint32_t word)
{
    for (uint32_t shift = 0U; shift < 32U; shift += 8U) {
        hash = (hash ^ ((word >> shift) & 0xffU)) * 0x01000193U;
    }
    return hash;
}

inline uint32_t float_bits(float value)
{
    uint32_t bits = 0U;
    std::memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* Differences of one tensor; `own` is its part of the contract and moves on to the next one. */
inline int32_t tensor_differences(const tflite::Tensor &tensor, const uint32_t *&own)
{
    int32_t differs = static_cast<uint32_t>(tensor.type()) == own[0] ? 0 : TINYGEN_DIFFERS_TYPE;
    const auto *const shape = tensor.shape();
    const uint32_t rank = own[1];
    if ((shape == nullptr ? 0U : shape->size()) != rank) {
        differs |= TINYGEN_DIFFERS_DIMENSIONS;
    } else {
        for (uint32_t axis = 0U; axis < rank; axis++) {
            if (static_cast<uint32_t>(shape->Get(axis)) != own[2U + axis]) {
                differs |= TINYGEN_DIFFERS_DIMENSIONS;
            }
        }
    }
    own += 2U + rank;
    const auto *const quantization = tensor.quantization();
    const auto *const scales = quantization == nullptr ? nullptr : quantization->scale();
    const auto *const zero_points = quantization == nullptr ? nullptr : quantization->zero_point();
    const uint32_t count = scales == nullptr ? 0U : scales->size();
    uint32_t scale = count == 1U ? float_bits(scales->Get(0)) : count == 0U ? 0U : 0x811c9dc5U;
    uint32_t zero_point = count > 1U ? 0x811c9dc5U : 0U;
    for (uint32_t i = 0U; i < count; i++) {
        const bool present = zero_points != nullptr && i < zero_points->size();
        const uint32_t value = present ? static_cast<uint32_t>(zero_points->Get(i)) : 0U;
        scale = count == 1U ? scale : add_word(scale, float_bits(scales->Get(i)));
        zero_point = count == 1U ? value : add_word(zero_point, value);
    }
    if (count != own[0] || scale != own[1] || zero_point != own[2]) {
        differs |= TINYGEN_DIFFERS_QUANTIZATION;
    }
    own += 3U;
    return differs;
}

/* Differences of a list of inputs or outputs, whose length is that of the contract. */
inline int32_t list_differences(const tflite::SubGraph &graph, const flatbuffers::Vector<int32_t> *list,
                                const uint32_t *&own)
{
    int32_t differs = 0;
    for (uint32_t i = 0U; list != nullptr && i < list->size(); i++) {
        const int32_t id = list->Get(i);
        if (graph.tensors() == nullptr || id < 0 || static_cast<uint32_t>(id) >= graph.tensors()->size()) {
            return TINYGEN_DIFFERS_FORMAT;
        }
        differs |= tensor_differences(*graph.tensors()->Get(static_cast<uint32_t>(id)), own);
    }
    return differs;
}

inline bool is_registered(const tflite::OperatorCode &code, const Expectation &expected)
{
    const char *const custom = code.custom_code() == nullptr ? nullptr : code.custom_code()->c_str();
    for (uint32_t i = 0U; i < expected.code_count; i++) {
        const OperatorCode &known = expected.codes[i];
        const bool same_name = known.custom == nullptr ? custom == nullptr
                                                       : custom != nullptr && std::strcmp(custom, known.custom) == 0;
        if (tflite::GetBuiltinCode(&code) == known.builtin && same_name && code.version() <= known.version) {
            return true;
        }
    }
    return false;
}

/* 0, or the bits of what differs. The bytes may be anything; they are verified before anything is read. */
inline int32_t file_differences(const uint8_t *data, uint32_t bytes, const uint32_t *own, const Expectation &expected)
{
    flatbuffers::Verifier verifier(data, bytes);
    if (!tflite::VerifyModelBuffer(verifier)) {
        return TINYGEN_DIFFERS_FORMAT;
    }
    const tflite::Model &model = *tflite::GetModel(data);
    const auto *const graphs = model.subgraphs();
    if (model.version() != TFLITE_SCHEMA_VERSION || graphs == nullptr || graphs->size() == 0U) {
        return TINYGEN_DIFFERS_FORMAT;
    }
    int32_t differs = 0;
    const auto *const codes = model.operator_codes();
    for (uint32_t i = 0U; codes != nullptr && i < codes->size(); i++) {
        if (!is_registered(*codes->Get(i), expected)) {
            differs |= TINYGEN_DIFFERS_OPERATORS;
        }
    }
    const tflite::SubGraph &graph = *graphs->Get(0);
    const auto size = [](const flatbuffers::Vector<int32_t> *list) { return list == nullptr ? 0U : list->size(); };
    if (size(graph.inputs()) != own[TINYGEN_CONTRACT_INPUTS] || size(graph.outputs()) != own[TINYGEN_CONTRACT_OUTPUTS]) {
        return differs | TINYGEN_DIFFERS_COUNT;
    }
    const uint32_t *tensor = own + TINYGEN_CONTRACT_HEAD;
    differs |= list_differences(graph, graph.inputs(), tensor);
    differs |= list_differences(graph, graph.outputs(), tensor);
    return differs;
}

}  // namespace tinygen

#endif
