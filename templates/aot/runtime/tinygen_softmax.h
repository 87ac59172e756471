// SPDX-License-Identifier: Apache-2.0
/*
 * Fixed-point functions of the quantised softmax, bit-exact with TensorFlow Lite for Microcontrollers. Qm.n numbers
 * have m integer and n fraction bits beside the sign. C99; needs a compiler that shifts negative values
 * arithmetically to the right and narrows modulo 2^n (gcc, clang, armclang, IAR).
 */
#ifndef TINYGEN_SOFTMAX_H
#define TINYGEN_SOFTMAX_H

#include <stdint.h>

#include "tinygen_fixed_point.h"

/* The product of two fixed-point numbers, to nearest. */
static inline int32_t tinygen_fixed_product(int32_t a, int32_t b)
{
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
}

/* x / 2^exponent to nearest, ties away from zero. */
static inline int32_t tinygen_rounding_shift_right(int32_t x, int exponent)
{
    return (x + (x >> 31) + (INT32_C(1) << (exponent - 1))) >> exponent;
}

/*
 * exp(x) in Q0.31 for x <= 0 in Q5.26: a Taylor polynomial around -1/8 for the part within the last quarter, times
 * exp(-1/4), exp(-1/2) ... exp(-16) for the bits of the number of whole quarters.
 */
static inline int32_t tinygen_exp_of_negative(int32_t x)
{
    static const int32_t factors[7] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
    const int32_t quarter = INT32_C(1) << 24;
    const int32_t part = (x & (quarter - 1)) - quarter;
    const int32_t bits = part - x;
    if (x == 0) {
        return INT32_MAX;
    }
    const int32_t t = part * 32 + (INT32_C(1) << 28);
    const int32_t t2 = tinygen_fixed_product(t, t);
    const int32_t t3 = tinygen_fixed_product(t2, t);
    const int32_t t4 = tinygen_rounding_shift_right(tinygen_fixed_product(t2, t2), 2);
    const int32_t tail = tinygen_rounding_shift_right(tinygen_fixed_product(t4 + t3, 715827883) + t2, 1);
    int32_t result = 1895147668 + tinygen_fixed_product(1895147668, t + tail);
    for (int i = 0; i < 7; i++) {
        if ((bits >> (24 + i)) & 1) {
            result = tinygen_fixed_product(result, factors[i]);
        }
    }
    return result;
}

/*
 * 1 / sum for a sum in Q12.19 of at least 1: returns the factor in Q0.31 and how far a product with it must be shifted
 * to the right to have output_bits fraction bits. Sums too large for the output give 0.
 */
static inline int32_t tinygen_softmax_reciprocal(uint32_t sum, int output_bits, int *shift)
{
    int headroom = 0;
    while (((sum << headroom) & UINT32_C(0x80000000)) == 0u) {
        headroom++;
    }
    *shift = 12 - headroom + 31 - output_bits;
    if (*shift > 31) {
        *shift = 31;
        return 0;
    }
    /* Newton's iteration for the reciprocal of half = (1 + fraction) / 2 in Q0.31, from the line 48/17 - 32/17 half. */
    const uint32_t fraction = (sum << headroom) & UINT32_C(0x7fffffff);
    const int32_t half = (int32_t)((fraction + UINT32_C(0x80000000)) >> 1);
    int32_t x = 1515870810 + tinygen_fixed_product(half, -1010580540);
    for (int i = 0; i < 3; i++) {
        const int32_t error = (INT32_C(1) << 29) - tinygen_fixed_product(half, x);
        x += tinygen_saturating_shift_left(tinygen_fixed_product(x, error), 2);
    }
    return tinygen_saturating_shift_left(x, 1);
}

/* A probability: exponential * factor, rounded, as an unsigned integer. */
static inline int32_t tinygen_softmax_output(int32_t exponential, int32_t factor, int shift)
{
    const uint32_t product = (uint32_t)tinygen_fixed_product(exponential, factor);
    return (int32_t)((product + (UINT32_C(1) << (shift - 1))) >> shift);
}

/* An int16 function of 513 samples, the argument's low 7 bits interpolated. */
static inline int16_t tinygen_interpolate_int16(int32_t x, const int16_t *table)
{
    const int32_t index = 256 + (x >> 7);
    const int32_t base = table[index];
    const int32_t slope = (int16_t)(table[index + 1] - base);
    return (int16_t)(base + ((slope * (x & 0x7f) + 64) >> 7));
}

/*
 * 1 / sum of exponentials in Q15 from the table of 1 / (1 + x): the factor in Q0.15 and the shift that turns a product
 * of it and an exponential into Q0.15.
 */
static inline int32_t tinygen_softmax_reciprocal_int16(int32_t sum, const int16_t *table, int *shift)
{
    int headroom = 0;
    while ((((uint32_t)sum << headroom) & UINT32_C(0x80000000)) == 0u) {
        headroom++;
    }
    *shift = 31 - headroom;
    /* The leading 17 bits; the sum's leading one stands for the 1 in 1 + x. */
    const int32_t scaled = (int32_t)((((int64_t)sum << (headroom - 1)) + (1 << 13)) >> 14) - ((1 << 15) + (1 << 16));
    const int32_t argument = scaled < -32768 ? -32768 : (scaled > 32767 ? 32767 : scaled);
    return tinygen_interpolate_int16(argument, table);
}

#endif
