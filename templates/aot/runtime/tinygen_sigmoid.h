// SPDX-License-Identifier: Apache-2.0
/*
 * The logistic function and tanh on int16 by linear interpolation, bit-exact with TensorFlow Lite for Microcontrollers.
 * C99; needs a compiler that shifts negative values arithmetically to the right.
 */
#ifndef TINYGEN_SIGMOID_H
#define TINYGEN_SIGMOID_H

#include <stdint.h>

/*
 * Sigmoid in Q0.15 of argument / (3 * 4096), for arguments within +-2^30. The table holds sigmoid(i / 24) in Q0.16
 * for i = 0 ... 255; 9 bits of the argument's magnitude interpolate, negative arguments use the symmetry.
 */
static inline int16_t tinygen_sigmoid_int16(int32_t argument, const uint16_t *table)
{
    const uint32_t magnitude = argument < 0 ? (uint32_t)-argument : (uint32_t)argument;
    const uint32_t index = magnitude >> 9;
    uint32_t value = UINT32_C(0x7fff) << 10;
    if (index < 255u) {
        const uint32_t base = table[index];
        value = (base << 9) + (magnitude & 0x1ffu) * (table[index + 1u] - base);
    }
    value = argument < 0 ? (UINT32_C(1) << 25) - value + 511u : value + 512u;
    return (int16_t)(value >> 10);
}

/* tanh in Q0.15 of argument / (3 * 4096) through the same table: tanh(x) = 2 * sigmoid(2x) - 1. */
static inline int16_t tinygen_tanh_int16(int32_t argument, const uint16_t *table)
{
    const uint32_t magnitude = argument < 0 ? (uint32_t)-argument : (uint32_t)argument;
    const uint32_t index = magnitude >> 8;
    int32_t value = INT32_C(0xffff) << 8;
    if (index < 255u) {
        const uint32_t base = table[index];
        value = (int32_t)((base << 8) + (magnitude & 0xffu) * (table[index + 1u] - base));
    }
    value -= INT32_C(1) << 23;
    return (int16_t)((argument < 0 ? 127 - value : value + 128) >> 8);
}

#endif
