// SPDX-License-Identifier: Apache-2.0
/*
 * Arithmetic of element-wise kernels whose constants were folded at generation time. C99; needs a compiler that
 * shifts negative values arithmetically to the right and narrows modulo 2^n (gcc, clang, armclang, IAR).
 */
#ifndef TINYGEN_ELEMENTWISE_H
#define TINYGEN_ELEMENTWISE_H

#include <stdint.h>

/* The upper 32 bits of x * multiplier + addend; the addend holds the rounding and any folded zero point. */
static inline int32_t tinygen_multiply_add_high(int32_t x, int32_t multiplier, int64_t addend)
{
    return (int32_t)(((int64_t)x * multiplier + addend) >> 32);
}

/*
 * x * multiplier * 2^(-31 - right) + zero point, where addend = zero point * 2^right + 2^(right - 1): rounds the high
 * product first, then the shift with ties away from zero. For -2^30 <= x < 2^30, multiplier >= 0, right >= 1 and an
 * addend that keeps the sum within 32 bits.
 */
static inline int32_t tinygen_rescale_add(int32_t x, int32_t multiplier, int right, int32_t addend)
{
    const int32_t product = (int32_t)(((int64_t)(x * 2) * multiplier + INT64_C(0x80000000)) >> 32);
    return (product + (product >> 31) + addend) >> right;
}

/* The sum modulo 2^32, without the undefined overflow of signed integers. */
static inline int32_t tinygen_wrapping_add(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

/* sum / count to nearest, ties away from zero; count is positive. */
static inline int32_t tinygen_divide_rounded(int32_t sum, int32_t count)
{
    const int32_t half = count / 2;
    return (sum > 0 ? sum + half : sum - half) / count;
}

/* The difference modulo 2^32. */
static inline int32_t tinygen_wrapping_sub(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a - (uint32_t)b);
}

/* The product modulo 2^32. */
static inline int32_t tinygen_wrapping_mul(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a * (uint32_t)b);
}

/* The square modulo 2^32. */
static inline int32_t tinygen_square(int32_t x)
{
    return tinygen_wrapping_mul(x, x);
}

static inline float tinygen_square_float(float x)
{
    return x * x;
}

static inline float tinygen_clamp_float(float x, float low, float high)
{
    return x < low ? low : (x > high ? high : x);
}

#endif
