/* SPDX-License-Identifier: Apache-2.0
 * Division of integers and of quantised values, bit-exact with TensorFlow Lite for Microcontrollers. C99; needs a
 * compiler that shifts negative values arithmetically to the right and narrows modulo 2^n.
 */
#ifndef TINYGEN_DIVIDE_H
#define TINYGEN_DIVIDE_H

#include <stdint.h>

#include "tinygen_fixed_point.h"

/* a / b towards zero; 0 where b is 0, and modulo 2^32 where the quotient does not fit. */
static inline int32_t tinygen_divide_int32(int32_t a, int32_t b)
{
    if (b == 0) {
        return 0;
    }
    return b == -1 ? (int32_t)(0u - (uint32_t)a) : a / b;
}

/* Zero bits above the highest one of x, 32 for 0. */
static inline int tinygen_leading_zeros(uint32_t x)
{
#if defined(__GNUC__) || defined(__clang__)
    return x == 0u ? 32 : __builtin_clz(x);
#else
    int count = 32;
    while (x != 0u) {
        x >>= 1;
        --count;
    }
    return count;
#endif
}

/*
 * x / y * multiplier * 2^(shift - 31) for differences from the zero points, at most 255 in magnitude. The table holds
 * the reciprocals of 0 ... 255 as fractions. Shifts beyond 31 bits count modulo 32, as on the processors on which the
 * original runs.
 */
static inline int32_t tinygen_divide_quantized(int32_t x, int32_t y, const int32_t *reciprocals, int32_t multiplier, int shift)
{
    const int32_t magnitude = y < 0 ? -y : y;
    const int32_t dividend = y < 0 ? -x : x;
    const int headroom = tinygen_leading_zeros((uint32_t)(dividend < 0 ? ~dividend : dividend)) - 1;
    const int over_unit = 31 - tinygen_leading_zeros((uint32_t)magnitude);
    const int right = headroom + over_unit - shift;
    const int32_t raised = tinygen_shift_left(dividend, headroom);
    const int32_t quotient = tinygen_saturating_rounding_doubling_high_mul(raised, reciprocals[magnitude]);
    const int32_t product = tinygen_rounding_doubling_high_mul(quotient, multiplier);
    if (right > 31) {
        return tinygen_add_wrapping(product >> (right & 31), product < 0 ? 0 : 1);
    }
    return tinygen_rounding_divide_by_power_of_two(product, right);
}

#endif
