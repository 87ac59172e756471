/* SPDX-License-Identifier: Apache-2.0
 * Vectors of 128 bits: what kernels need of Arm's M-profile vector extension (Helium), one function for each step, and
 * the same results in C99 for compilers and processors without it, so that a kernel runs everywhere and can be tested
 * anywhere. A vector of 16 bytes has two vectors of products, of its even and of its odd lanes.
 */
#ifndef TINYGEN_MVE_H
#define TINYGEN_MVE_H

#include <stdint.h>
#include <string.h>

#include "tinygen_fixed_point.h"

/* Bit 0 of the macro says that there are vectors of integers. */
#if defined(__ARM_FEATURE_MVE) && (__ARM_FEATURE_MVE & 1) && !defined(__ARM_BIG_ENDIAN)
#define TINYGEN_HAS_MVE 1
#include <arm_mve.h>
typedef int8x16_t tinygen_bytes;
typedef int16x8_t tinygen_halves;
typedef int32x4_t tinygen_words;
#else
#define TINYGEN_HAS_MVE 0
typedef struct {
    int8_t lane[16];
} tinygen_bytes;
typedef struct {
    int16_t lane[8];
} tinygen_halves;
typedef struct {
    int32_t lane[4];
} tinygen_words;
#endif

#if defined(__GNUC__) || defined(__clang__)
#define TINYGEN_MVE_FUNCTION __attribute__((always_inline)) static inline
#else
#define TINYGEN_MVE_FUNCTION static inline
#endif

/*
 * Nothing at run time. There are eight vectors, and a compiler that moves all loads of a long sum to its beginning, or
 * its additions to its end, keeps most of them on the stack. Loads stay on their side of it, sums are complete here.
 */
TINYGEN_MVE_FUNCTION void tinygen_settle(int32_t *a, int32_t *b, int32_t *c, int32_t *d)
{
#if TINYGEN_HAS_MVE && defined(__GNUC__)
    __asm volatile("" : "+r"(*a), "+r"(*b), "+r"(*c), "+r"(*d) : : "memory");
#else
    (void)a;
    (void)b;
    (void)c;
    (void)d;
#endif
}

TINYGEN_MVE_FUNCTION void tinygen_settle_halves(tinygen_halves *even, tinygen_halves *odd)
{
#if TINYGEN_HAS_MVE && defined(__GNUC__)
    __asm volatile("" : "+w"(*even), "+w"(*odd) : : "memory");
#else
    (void)even;
    (void)odd;
#endif
}

TINYGEN_MVE_FUNCTION void tinygen_settle_words(tinygen_words *a, tinygen_words *b, tinygen_words *c, tinygen_words *d)
{
#if TINYGEN_HAS_MVE && defined(__GNUC__)
    __asm volatile("" : "+w"(*a), "+w"(*b), "+w"(*c), "+w"(*d) : : "memory");
#else
    (void)a;
    (void)b;
    (void)c;
    (void)d;
#endif
}

/* 16 neighbouring bytes at any address. */
TINYGEN_MVE_FUNCTION tinygen_bytes tinygen_load_bytes(const int8_t *from)
{
#if TINYGEN_HAS_MVE
    return __arm_vldrbq_s8(from);
#else
    tinygen_bytes result;
    (void)memcpy(result.lane, from, sizeof result.lane);
    return result;
#endif
}

/* The first `count` of 16 bytes, all of them for 16 or more; the others are 0 and are not read. */
TINYGEN_MVE_FUNCTION tinygen_bytes tinygen_load_some_bytes(const int8_t *from, uint32_t count)
{
#if TINYGEN_HAS_MVE
    return __arm_vldrbq_z_s8(from, __arm_vctp8q(count));
#else
    tinygen_bytes result;
    for (uint32_t i = 0; i < 16u; ++i) {
        result.lane[i] = 0;
        if (i < count) {
            result.lane[i] = from[i];
        }
    }
    return result;
#endif
}

TINYGEN_MVE_FUNCTION void tinygen_store_bytes(int8_t *to, tinygen_bytes bytes)
{
#if TINYGEN_HAS_MVE
    __arm_vstrbq_s8(to, bytes);
#else
    (void)memcpy(to, bytes.lane, sizeof bytes.lane);
#endif
}

/* Stores the first `count` of 16 bytes, all of them for 16 or more. */
TINYGEN_MVE_FUNCTION void tinygen_store_some_bytes(int8_t *to, tinygen_bytes bytes, uint32_t count)
{
#if TINYGEN_HAS_MVE
    __arm_vstrbq_p_s8(to, bytes, __arm_vctp8q(count));
#else
    for (uint32_t i = 0; i < 16u && i < count; ++i) {
        to[i] = bytes.lane[i];
    }
#endif
}

/* The same byte or word in all lanes. */
TINYGEN_MVE_FUNCTION tinygen_bytes tinygen_all_bytes(int32_t value)
{
#if TINYGEN_HAS_MVE
    return __arm_vdupq_n_s8((int8_t)value);
#else
    tinygen_bytes result;
    for (int i = 0; i < 16; ++i) {
        result.lane[i] = (int8_t)value;
    }
    return result;
#endif
}

TINYGEN_MVE_FUNCTION tinygen_words tinygen_all_words(int32_t value)
{
#if TINYGEN_HAS_MVE
    return __arm_vdupq_n_s32(value);
#else
    const tinygen_words result = {{value, value, value, value}};
    return result;
#endif
}

/* Copies `count` bytes, 16 at a time; the places may be anywhere but must not overlap. */
TINYGEN_MVE_FUNCTION void tinygen_copy_bytes(int8_t *to, const int8_t *from, int32_t count)
{
    for (; count > 0; count -= 16) {
        tinygen_store_some_bytes(to, tinygen_load_some_bytes(from, (uint32_t)count), (uint32_t)count);
        from += count < 16 ? count : 16;
        to += count < 16 ? count : 16;
    }
}

/* Sets `count` bytes to a value. */
TINYGEN_MVE_FUNCTION void tinygen_fill_bytes(int8_t *to, int32_t value, int32_t count)
{
    const tinygen_bytes bytes = tinygen_all_bytes(value);
    for (; count > 0; count -= 16) {
        tinygen_store_some_bytes(to, bytes, (uint32_t)count);
        to += count < 16 ? count : 16;
    }
}

/* The sum of the 16 products of two vectors; sum + that, modulo 2^32. */
TINYGEN_MVE_FUNCTION int32_t tinygen_dot(tinygen_bytes a, tinygen_bytes b)
{
#if TINYGEN_HAS_MVE
    return __arm_vmladavq_s8(a, b);
#else
    int32_t sum = 0;
    for (int i = 0; i < 16; ++i) {
        sum += a.lane[i] * b.lane[i];
    }
    return sum;
#endif
}

TINYGEN_MVE_FUNCTION int32_t tinygen_add_dot(int32_t sum, tinygen_bytes a, tinygen_bytes b)
{
#if TINYGEN_HAS_MVE
    return __arm_vmladavaq_s8(sum, a, b);
#else
    return tinygen_add_wrapping(sum, tinygen_dot(a, b));
#endif
}

/* Four neighbouring words. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_load_words(const int32_t *from)
{
#if TINYGEN_HAS_MVE
    return __arm_vldrwq_s32(from);
#else
    tinygen_words result;
    (void)memcpy(result.lane, from, sizeof result.lane);
    return result;
#endif
}

/* Four sums as a vector. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_four_words(int32_t a, int32_t b, int32_t c, int32_t d)
{
#if TINYGEN_HAS_MVE
    const tinygen_words one = __arm_vsetq_lane_s32(a, __arm_vuninitializedq_s32(), 0);
    const tinygen_words two = __arm_vsetq_lane_s32(b, one, 1);
    return __arm_vsetq_lane_s32(d, __arm_vsetq_lane_s32(c, two, 2), 3);
#else
    const tinygen_words result = {{a, b, c, d}};
    return result;
#endif
}

/* a + b, modulo 2^32 in each lane. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_add_words(tinygen_words a, tinygen_words b)
{
#if TINYGEN_HAS_MVE
    return __arm_vaddq_s32(a, b);
#else
    for (int i = 0; i < 4; ++i) {
        a.lane[i] = tinygen_add_wrapping(a.lane[i], b.lane[i]);
    }
    return a;
#endif
}

/* x + offset, modulo 2^32 in each lane. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_offset_words(tinygen_words x, int32_t offset)
{
#if TINYGEN_HAS_MVE
    return __arm_vaddq_n_s32(x, offset);
#else
    return tinygen_add_words(x, tinygen_all_words(offset));
#endif
}

/* Each lane limited to low ... high. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_clamp_words(tinygen_words x, int32_t low, int32_t high)
{
#if TINYGEN_HAS_MVE
    return __arm_vminq_s32(__arm_vmaxq_s32(x, __arm_vdupq_n_s32(low)), __arm_vdupq_n_s32(high));
#else
    for (int i = 0; i < 4; ++i) {
        x.lane[i] = tinygen_clamp(x.lane[i], low, high);
    }
    return x;
#endif
}

/* Stores the lowest byte of each lane. */
TINYGEN_MVE_FUNCTION void tinygen_store_four(int8_t *to, tinygen_words words)
{
#if TINYGEN_HAS_MVE
    __arm_vstrbq_s32(to, words);
#else
    for (int i = 0; i < 4; ++i) {
        to[i] = (int8_t)words.lane[i];
    }
#endif
}

/* The same for the first `count` lanes, all of them for 4 or more. */
TINYGEN_MVE_FUNCTION void tinygen_store_up_to_four(int8_t *to, tinygen_words words, uint32_t count)
{
#if TINYGEN_HAS_MVE
    __arm_vstrbq_p_s32(to, words, __arm_vctp32q(count));
#else
    for (uint32_t i = 0; i < 4u && i < count; ++i) {
        to[i] = (int8_t)words.lane[i];
    }
#endif
}

/*
 * tinygen_multiply_by_quantized_multiplier of tinygen_fixed_point.h in each lane. The instruction that multiplies rounds
 * like TFLM's function; the one that shifts sends ties up, so that negative values are made smaller by 1 before they
 * are shifted to the right.
 */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_scale_words(tinygen_words x, tinygen_words multiplier, tinygen_words shift)
{
#if TINYGEN_HAS_MVE
    const tinygen_words zero = __arm_vdupq_n_s32(0);
    const tinygen_words right = __arm_vminq_s32(shift, zero);
    const tinygen_words left = __arm_vshlq_s32(x, __arm_vmaxq_s32(shift, zero));
    const tinygen_words product = __arm_vqrdmulhq_s32(left, multiplier);
    const tinygen_words down = __arm_vshrq_n_s32(__arm_vandq_s32(product, right), 31);
    return __arm_vrshlq_s32(__arm_vqaddq_s32(product, down), right);
#else
    for (int i = 0; i < 4; ++i) {
        x.lane[i] = tinygen_multiply_by_quantized_multiplier(x.lane[i], multiplier.lane[i], shift.lane[i]);
    }
    return x;
#endif
}

/* The same for lanes below 2^30 in magnitude and shifts of -31 to -1. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_rescale_words(tinygen_words x, tinygen_words multiplier, tinygen_words shift)
{
#if TINYGEN_HAS_MVE
    const tinygen_words product = __arm_vqrdmulhq_s32(x, multiplier);
    return __arm_vrshlq_s32(__arm_vaddq_s32(product, __arm_vshrq_n_s32(product, 31)), shift);
#else
    for (int i = 0; i < 4; ++i) {
        x.lane[i] = tinygen_rescale(x.lane[i], multiplier.lane[i], -shift.lane[i]);
    }
    return x;
#endif
}

/*
 * The same, except that ties of negative values go up, where they go down in the above: for outputs that are clamped
 * to the zero point or more, which both ways end at the lower limit.
 */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_rescale_words_up(tinygen_words x, tinygen_words multiplier,
                                                            tinygen_words shift)
{
#if TINYGEN_HAS_MVE
    return __arm_vrshlq_s32(__arm_vqrdmulhq_s32(x, multiplier), shift);
#else
    for (int i = 0; i < 4; ++i) {
        const int32_t product = tinygen_rounding_doubling_high_mul(x.lane[i], multiplier.lane[i]);
        x.lane[i] = (int32_t)((product + (INT64_C(1) << (-shift.lane[i] - 1))) >> -shift.lane[i]);
    }
    return x;
#endif
}

/* Products of the even lanes of two vectors (0, 2, 4, ...), and of the odd ones. */
TINYGEN_MVE_FUNCTION tinygen_halves tinygen_even_products(tinygen_bytes a, tinygen_bytes b)
{
#if TINYGEN_HAS_MVE
    return __arm_vmullbq_int_s8(a, b);
#else
    tinygen_halves result;
    for (int i = 0; i < 8; ++i) {
        result.lane[i] = (int16_t)(a.lane[2 * i] * b.lane[2 * i]);
    }
    return result;
#endif
}

TINYGEN_MVE_FUNCTION tinygen_halves tinygen_odd_products(tinygen_bytes a, tinygen_bytes b)
{
#if TINYGEN_HAS_MVE
    return __arm_vmulltq_int_s8(a, b);
#else
    tinygen_halves result;
    for (int i = 0; i < 8; ++i) {
        result.lane[i] = (int16_t)(a.lane[2 * i + 1] * b.lane[2 * i + 1]);
    }
    return result;
#endif
}

/* a + b in each lane; no sum may exceed 16 bits. */
TINYGEN_MVE_FUNCTION tinygen_halves tinygen_add_halves(tinygen_halves a, tinygen_halves b)
{
#if TINYGEN_HAS_MVE
    return __arm_vaddq_s16(a, b);
#else
    for (int i = 0; i < 8; ++i) {
        a.lane[i] = (int16_t)(a.lane[i] + b.lane[i]);
    }
    return a;
#endif
}

/* sum + the even lanes of a vector of halves, modulo 2^32; the same with the odd ones. */
TINYGEN_MVE_FUNCTION tinygen_words tinygen_add_even(tinygen_words sum, tinygen_halves x)
{
#if TINYGEN_HAS_MVE
    return __arm_vaddq_s32(sum, __arm_vmovlbq_s16(x));
#else
    for (int i = 0; i < 4; ++i) {
        sum.lane[i] = tinygen_add_wrapping(sum.lane[i], x.lane[2 * i]);
    }
    return sum;
#endif
}

TINYGEN_MVE_FUNCTION tinygen_words tinygen_add_odd(tinygen_words sum, tinygen_halves x)
{
#if TINYGEN_HAS_MVE
    return __arm_vaddq_s32(sum, __arm_vmovltq_s16(x));
#else
    for (int i = 0; i < 4; ++i) {
        sum.lane[i] = tinygen_add_wrapping(sum.lane[i], x.lane[2 * i + 1]);
    }
    return sum;
#endif
}

/* Words as the even and the odd lanes of one vector, held at the limits of 16 bits. */
TINYGEN_MVE_FUNCTION tinygen_halves tinygen_pack_words(tinygen_words even, tinygen_words odd)
{
#if TINYGEN_HAS_MVE
    return __arm_vqmovntq_s32(__arm_vqmovnbq_s32(__arm_vreinterpretq_s16_s32(even), even), odd);
#else
    tinygen_halves result;
    for (int i = 0; i < 4; ++i) {
        result.lane[2 * i] = (int16_t)tinygen_clamp(even.lane[i], INT16_MIN, INT16_MAX);
        result.lane[2 * i + 1] = (int16_t)tinygen_clamp(odd.lane[i], INT16_MIN, INT16_MAX);
    }
    return result;
#endif
}

/* x + offset in each lane, held at the limits of 16 bits. */
TINYGEN_MVE_FUNCTION tinygen_halves tinygen_offset_halves(tinygen_halves x, int32_t offset)
{
#if TINYGEN_HAS_MVE
    return __arm_vqaddq_n_s16(x, (int16_t)offset);
#else
    for (int i = 0; i < 8; ++i) {
        x.lane[i] = (int16_t)tinygen_clamp(x.lane[i] + offset, INT16_MIN, INT16_MAX);
    }
    return x;
#endif
}

/* Halves as the even and the odd lanes of one vector, held at the limits of 8 bits. */
TINYGEN_MVE_FUNCTION tinygen_bytes tinygen_pack_halves(tinygen_halves even, tinygen_halves odd)
{
#if TINYGEN_HAS_MVE
    return __arm_vqmovntq_s16(__arm_vqmovnbq_s16(__arm_vreinterpretq_s8_s16(even), even), odd);
#else
    tinygen_bytes result;
    for (int i = 0; i < 8; ++i) {
        result.lane[2 * i] = (int8_t)tinygen_clamp(even.lane[i], INT8_MIN, INT8_MAX);
        result.lane[2 * i + 1] = (int8_t)tinygen_clamp(odd.lane[i], INT8_MIN, INT8_MAX);
    }
    return result;
#endif
}

/* Each lane limited to low ... high. */
TINYGEN_MVE_FUNCTION tinygen_bytes tinygen_clamp_bytes(tinygen_bytes x, int32_t low, int32_t high)
{
#if TINYGEN_HAS_MVE
    return __arm_vminq_s8(__arm_vmaxq_s8(x, __arm_vdupq_n_s8((int8_t)low)), __arm_vdupq_n_s8((int8_t)high));
#else
    for (int i = 0; i < 16; ++i) {
        x.lane[i] = (int8_t)tinygen_clamp(x.lane[i], low, high);
    }
    return x;
#endif
}

#endif
