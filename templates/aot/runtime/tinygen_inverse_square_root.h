/* SPDX-License-Identifier: Apache-2.0
 * 1/sqrt(x) of integers by Newton's iteration in fixed point, bit-exact with TensorFlow Lite for Microcontrollers.
 * C99; needs a compiler that shifts negative values arithmetically to the right and narrows modulo 2^n.
 */
#ifndef TINYGEN_INVERSE_SQUARE_ROOT_H
#define TINYGEN_INVERSE_SQUARE_ROOT_H

#include <stdint.h>

#include "tinygen_fixed_point.h"

/* 1/sqrt(x) = result * 2^(*shift - 31) for x >= 0, where 0 counts as 1; the shift is 0 or negative. */
static inline int32_t tinygen_inverse_square_root(int32_t x, int *shift)
{
    if (x <= 1) {
        *shift = 0;
        return INT32_MAX;
    }
    int right = 11;
    while (x >= (INT32_C(1) << 29)) {
        x /= 4;
        ++right;
    }
    while (x < (INT32_C(1) << 27)) {
        x *= 4;
        --right;
    }
    /* Half of the value in Q3.28, rounded. */
    const int32_t value = x >> 1;
    const int32_t half = (value >> 1) + (value & 1);
    int32_t root = INT32_C(1) << 28;
    for (int step = 0; step < 5; ++step) {
        const int32_t square = tinygen_rounding_doubling_high_mul(root, root);
        const int32_t cube = tinygen_saturating_shift_left(tinygen_rounding_doubling_high_mul(square, root), 6);
        const int32_t linear = tinygen_rounding_doubling_high_mul(INT32_C(402653184), root);
        root = tinygen_saturating_shift_left(linear - tinygen_rounding_doubling_high_mul(half, cube), 3);
    }
    root = tinygen_rounding_doubling_high_mul(root, INT32_C(1518500250));
    if (right < 0) {
        *shift = 0;
        return tinygen_shift_left(root, -right);
    }
    *shift = -right;
    return root;
}

/* 1/sqrt(x) scaled by multiplier * 2^(shift - 11), clamped; the largest value for x <= 0. */
static inline int16_t tinygen_rsqrt_int16(int16_t x, int32_t multiplier, int shift)
{
    if (x <= 0) {
        return INT16_MAX;
    }
    int root_shift = 0;
    const int32_t root = tinygen_inverse_square_root(x, &root_shift);
    const int32_t raised = tinygen_multiply_by_quantized_multiplier(1, root, root_shift + 20);
    return tinygen_clamp_int16(tinygen_multiply_by_quantized_multiplier(raised, multiplier, shift), INT16_MIN, INT16_MAX);
}

#endif
