// SPDX-License-Identifier: Apache-2.0
/*
 * Fixed-point arithmetic of quantised kernels, as inline functions.
 *
 * A real factor is stored as an int32 multiplier and a shift: factor = multiplier * 2^(shift - 31). Results equal
 * those of TensorFlow Lite for Microcontrollers built with its default double rounding. C99; needs a compiler that
 * shifts negative values arithmetically to the right and narrows modulo 2^n (gcc, clang, armclang, IAR).
 */
#ifndef TINYGEN_FIXED_POINT_H
#define TINYGEN_FIXED_POINT_H

#include <stdint.h>

/*
 * The saturating instruction of Arm, by the builtin behind ACLE's __ssat: that macro itself warns under -Wconversion.
 * gcc has had it since version 10.
 */
#if defined(__ARM_FEATURE_SAT) && (defined(__clang__) || (defined(__GNUC__) && __GNUC__ >= 10))
#define TINYGEN_SSAT(x, bits) ((int32_t)__builtin_arm_ssat((x), (bits)))
#endif

/* High half of 2ab, to nearest, ties towards +infinity. The one overflow, INT32_MIN squared, saturates. */
static inline int32_t tinygen_saturating_rounding_doubling_high_mul(int32_t a, int32_t b)
{
    if (a == INT32_MIN && b == INT32_MIN) {
        return INT32_MAX;
    }
    return (int32_t)(((int64_t)a * b + (INT64_C(1) << 30)) >> 31);
}

/* The same for a multiplier that is known to be 0 or more, which cannot overflow. */
static inline int32_t tinygen_rounding_doubling_high_mul(int32_t x, int32_t multiplier)
{
    return (int32_t)(((int64_t)x * multiplier + (INT64_C(1) << 30)) >> 31);
}

/* High half of ab, to nearest, ties towards +infinity. */
static inline int32_t tinygen_rounded_high(int32_t a, int32_t b)
{
    const int64_t product = (int64_t)a * b;
#if defined(__ARM_FEATURE_DSP)
    /* One instruction, SMMULR. */
    return (int32_t)((product + INT64_C(0x80000000)) >> 32);
#else
    return (int32_t)(product >> 32) + (int32_t)((uint32_t)product >> 31);
#endif
}

/* x / 2^exponent for 0 <= exponent <= 31, to nearest, ties away from zero. */
static inline int32_t tinygen_rounding_divide_by_power_of_two(int32_t x, int exponent)
{
    const int32_t mask = (int32_t)((UINT32_C(1) << exponent) - 1u);
    const int32_t tie = (mask >> 1) + (x < 0 ? 1 : 0);
    return (x >> exponent) + ((x & mask) > tie ? 1 : 0);
}

/* x * 2^shift modulo 2^32. */
static inline int32_t tinygen_shift_left(int32_t x, int shift)
{
    return (int32_t)((uint32_t)x << shift);
}

/* x * 2^bits, held at the limits of 32 bits. */
static inline int32_t tinygen_saturating_shift_left(int32_t x, int bits)
{
    const int32_t limit = (int32_t)((UINT32_C(1) << (31 - bits)) - 1u);
    if (x > limit) {
        return INT32_MAX;
    }
    return x < -limit ? INT32_MIN : tinygen_shift_left(x, bits);
}

/* x * multiplier * 2^(shift - 31) for multiplier >= 0 and -31 <= shift <= 30. */
static inline int32_t tinygen_multiply_by_quantized_multiplier(int32_t x, int32_t multiplier, int shift)
{
    const int left = shift > 0 ? shift : 0;
    const int right = shift > 0 ? 0 : -shift;
    const int32_t product = tinygen_rounding_doubling_high_mul(tinygen_shift_left(x, left), multiplier);
    return tinygen_rounding_divide_by_power_of_two(product, right);
}

/*
 * The same for |x| < 2^30, multiplier >= 0 and a right shift of 1 to 31, which covers nearly every layer. The high
 * product then stays below 2^30, so that adding half of the divisor cannot overflow; subtracting 1 from negative
 * values first sends their ties away from zero.
 */
static inline int32_t tinygen_rescale(int32_t x, int32_t multiplier, int right)
{
    const int32_t product = tinygen_rounded_high(x * 2, multiplier);
    return (product + (product >> 31) + (INT32_C(1) << (right - 1))) >> right;
}

/* 64-bit accumulators of int16 kernels: one rounding, a multiplier reduced to 16 bits, -31 <= shift <= 7. */
static inline int32_t tinygen_multiply_by_quantized_multiplier_int64(int64_t x, int32_t multiplier, int shift)
{
    const int32_t reduced = multiplier < 0x7fff0000 ? (multiplier + 0x8000) >> 16 : 0x7fff;
    return (int32_t)((x * reduced + (INT64_C(1) << (14 - shift))) >> (15 - shift));
}

/* The same with the reduced multiplier and total = 15 - shift worked out beforehand. */
static inline int32_t tinygen_rescale_int64(int64_t x, int32_t reduced, int total)
{
    return (int32_t)((x * reduced + (INT64_C(1) << (total - 1))) >> total);
}

/* a + b modulo 2^32. */
static inline int32_t tinygen_add_wrapping(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}

/* x limited to low ... high. */
static inline int32_t tinygen_clamp(int32_t x, int32_t low, int32_t high)
{
    return x < low ? low : (x > high ? high : x);
}

static inline int8_t tinygen_clamp_int8(int32_t x, int32_t low, int32_t high)
{
#if defined(TINYGEN_SSAT)
    if (low == INT8_MIN && high == INT8_MAX) {
        return (int8_t)TINYGEN_SSAT(x, 8);
    }
#endif
    return (int8_t)tinygen_clamp(x, low, high);
}

static inline int16_t tinygen_clamp_int16(int32_t x, int32_t low, int32_t high)
{
#if defined(TINYGEN_SSAT)
    if (low == INT16_MIN && high == INT16_MAX) {
        return (int16_t)TINYGEN_SSAT(x, 16);
    }
#endif
    return (int16_t)tinygen_clamp(x, low, high);
}

#endif
