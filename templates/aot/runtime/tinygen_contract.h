/* SPDX-License-Identifier: Apache-2.0
 * Compares the interfaces of two builds of a model: inputs, outputs and labels, without the weights.
 */
#ifndef TINYGEN_CONTRACT_H
#define TINYGEN_CONTRACT_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A contract is a list of 32-bit words in the byte order of the machine: magic, number of words, api, abi, inputs,
 * outputs, labels, hash of the labels, output that they are for; then for each tensor type (TensorType of TensorFlow
 * Lite), rank, extents, number of scales, bits of the scale, zero point.
 */
#define TINYGEN_CONTRACT_MAGIC 0x31434754U
#define TINYGEN_CONTRACT_INPUTS 4U
#define TINYGEN_CONTRACT_OUTPUTS 5U
#define TINYGEN_CONTRACT_LABELS 6U
#define TINYGEN_CONTRACT_HEAD 9U

/* What differs; several bits may be set. */
#define TINYGEN_DIFFERS_FORMAT 1
#define TINYGEN_DIFFERS_COUNT 2
#define TINYGEN_DIFFERS_TYPE 4
#define TINYGEN_DIFFERS_DIMENSIONS 8
#define TINYGEN_DIFFERS_QUANTIZATION 16
#define TINYGEN_DIFFERS_LABELS 32
#define TINYGEN_DIFFERS_OPERATORS 64

/* A word of bytes that may lie at any address; 0 beyond the end. */
static inline uint32_t tinygen_contract_word(const void *contract, uint32_t bytes, uint32_t index)
{
    uint32_t word = 0U;

    if (index < bytes / 4U) {
        (void)memcpy(&word, (const uint8_t *)contract + 4U * index, sizeof word);
    }
    return word;
}

/* 0, or the bits of what differs between a library's own contract and another one, whose bytes may be anything. */
static inline int32_t tinygen_contract_compare(const uint32_t *own, const void *other, uint32_t bytes)
{
    const uint32_t own_bytes = 4U * own[1];
    const uint32_t tensors = own[TINYGEN_CONTRACT_INPUTS] + own[TINYGEN_CONTRACT_OUTPUTS];
    uint32_t here = TINYGEN_CONTRACT_HEAD;
    uint32_t there = TINYGEN_CONTRACT_HEAD;
    int32_t differs = 0;

    if (other == NULL || bytes < 4U * TINYGEN_CONTRACT_HEAD ||
        tinygen_contract_word(other, bytes, 0U) != TINYGEN_CONTRACT_MAGIC ||
        tinygen_contract_word(other, bytes, 1U) < TINYGEN_CONTRACT_HEAD ||
        tinygen_contract_word(other, bytes, 1U) > bytes / 4U) {
        return TINYGEN_DIFFERS_FORMAT;
    }
    for (uint32_t word = TINYGEN_CONTRACT_LABELS; word < TINYGEN_CONTRACT_HEAD; word++) {
        if (own[word] != tinygen_contract_word(other, bytes, word)) {
            differs |= TINYGEN_DIFFERS_LABELS;
        }
    }
    if (own[TINYGEN_CONTRACT_INPUTS] != tinygen_contract_word(other, bytes, TINYGEN_CONTRACT_INPUTS) ||
        own[TINYGEN_CONTRACT_OUTPUTS] != tinygen_contract_word(other, bytes, TINYGEN_CONTRACT_OUTPUTS)) {
        return differs | TINYGEN_DIFFERS_COUNT;
    }
    for (uint32_t t = 0U; t < tensors; t++) {
        const uint32_t rank = own[here + 1U];

        if (own[here] != tinygen_contract_word(other, bytes, there)) {
            differs |= TINYGEN_DIFFERS_TYPE;
        }
        if (rank != tinygen_contract_word(other, bytes, there + 1U)) {
            /* What follows stands at other places in the two. */
            return differs | TINYGEN_DIFFERS_DIMENSIONS;
        }
        for (uint32_t axis = 0U; axis < rank; axis++) {
            if (own[here + 2U + axis] != tinygen_contract_word(other, bytes, there + 2U + axis)) {
                differs |= TINYGEN_DIFFERS_DIMENSIONS;
            }
        }
        here += 2U + rank;
        there += 2U + rank;
        for (uint32_t word = 0U; word < 3U; word++) {
            if (own[here + word] != tinygen_contract_word(other, bytes, there + word)) {
                differs |= TINYGEN_DIFFERS_QUANTIZATION;
            }
        }
        here += 3U;
        there += 3U;
    }
    /* The hashes of two contracts with the same contents, and their lengths, can only differ in damaged bytes. */
    if (differs == 0 && own_bytes != 4U * tinygen_contract_word(other, bytes, 1U)) {
        differs = TINYGEN_DIFFERS_FORMAT;
    }
    for (uint32_t word = 0U; differs == 0 && word < own_bytes / 4U; word++) {
        if (own[word] != tinygen_contract_word(other, bytes, word)) {
            differs = TINYGEN_DIFFERS_FORMAT;
        }
    }
    return differs;
}

#endif
