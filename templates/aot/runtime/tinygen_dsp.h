/* SPDX-License-Identifier: Apache-2.0
 * Pairs of 16-bit values in one word: the instructions of Arm's DSP extension behind one function each, and the same
 * results in C99 for compilers and processors without it, so that a kernel runs everywhere and can be tested anywhere.
 * A pair has its first value in the lower half.
 */
#ifndef TINYGEN_DSP_H
#define TINYGEN_DSP_H

#include <stdint.h>
#include <string.h>

#include "tinygen_fixed_point.h"

/*
 * Statements of assembly that touch memory or belong to an inner loop are volatile, which keeps them in the order of
 * the source: it needs as many registers as there are, and the compiler's own order would need more.
 */
#if defined(__ARM_FEATURE_DSP) && defined(__ARM_FEATURE_SIMD32) && defined(__thumb2__) && !defined(__ARM_BIG_ENDIAN) && \
    (defined(__GNUC__) || defined(__clang__))
#define TINYGEN_HAS_DSP 1
#define TINYGEN_DSP_FUNCTION __attribute__((always_inline)) static inline
#else
#define TINYGEN_HAS_DSP 0
#define TINYGEN_DSP_FUNCTION static inline
#endif

/* Four neighbouring bytes as a word, the first one lowest; any alignment. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_four_bytes(const int8_t *from)
{
    uint32_t word;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = (uint8_t)from[0] | (uint32_t)(uint8_t)from[1] << 8 | (uint32_t)(uint8_t)from[2] << 16 |
           (uint32_t)(uint8_t)from[3] << 24;
#else
    memcpy(&word, from, sizeof word);
#endif
    return word;
}

/* The four bytes at *at, which moves on. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_next_four_bytes(const int8_t **at)
{
    const int8_t *from = *at;
    uint32_t word;
#if TINYGEN_HAS_DSP && defined(__ARM_FEATURE_UNALIGNED)
    __asm volatile("ldr %0, [%1], #4" : "=r"(word), "+r"(from) : : "memory");
#else
    word = tinygen_four_bytes(from);
    from += 4;
#endif
    *at = from;
    return word;
}

/* Two values as a pair. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_pair(int32_t first, int32_t second)
{
    return ((uint32_t)first & 0xffffu) | (uint32_t)second << 16;
}

/* The word at `from`, whatever the type of what was stored there. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_word_at(const uint32_t *from)
{
    uint32_t word;
    memcpy(&word, from, sizeof word);
    return word;
}

/* The two values at `from`, at any even address. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_pair_at(const int16_t *from)
{
#if TINYGEN_HAS_DSP
    uint32_t pair;
    memcpy(&pair, from, sizeof pair);
    return pair;
#else
    return tinygen_pair(from[0], from[1]);
#endif
}

/* The word at *at, which moves on. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_next_word(const uint32_t **at)
{
    const uint32_t *from = *at;
    uint32_t word;
#if TINYGEN_HAS_DSP
    __asm volatile("ldr %0, [%1], #4" : "=r"(word), "+r"(from) : : "memory");
#else
    word = *from++;
#endif
    *at = from;
    return word;
}

/* The two words at *at, which moves on. */
TINYGEN_DSP_FUNCTION void tinygen_next_two(const uint32_t **at, uint32_t *first, uint32_t *second)
{
    const uint32_t *from = *at;
#if TINYGEN_HAS_DSP
    uint32_t low;
    uint32_t high;
    __asm volatile("ldrd %0, %1, [%2], #8" : "=r"(low), "=r"(high), "+r"(from) : : "memory");
    *first = low;
    *second = high;
#else
    *first = *from++;
    *second = *from++;
#endif
    *at = from;
}

/* The two words at `from`, whatever the type of what was stored there. */
TINYGEN_DSP_FUNCTION void tinygen_load_two(const uint32_t *from, uint32_t *first, uint32_t *second)
{
#if TINYGEN_HAS_DSP
    typedef uint64_t __attribute__((may_alias, aligned(4))) two_words;
    uint32_t low;
    uint32_t high;
    __asm volatile("ldrd %0, %1, %2" : "=r"(low), "=r"(high) : "m"(*(const two_words *)from));
    *first = low;
    *second = high;
#else
    memcpy(first, from, sizeof *first);
    memcpy(second, from + 1, sizeof *second);
#endif
}

/* Bytes 0 and 2 of a word, with their signs, as a pair. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_even_bytes(uint32_t word)
{
#if TINYGEN_HAS_DSP
    uint32_t result;
    __asm volatile("sxtb16 %0, %1" : "=r"(result) : "r"(word));
    return result;
#else
    return tinygen_pair((int8_t)(uint8_t)word, (int8_t)(uint8_t)(word >> 16));
#endif
}

/* Bytes 1 and 3 of a word, with their signs, as a pair. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_odd_bytes(uint32_t word)
{
#if TINYGEN_HAS_DSP
    uint32_t result;
    __asm volatile("sxtb16 %0, %1, ror #8" : "=r"(result) : "r"(word));
    return result;
#else
    return tinygen_even_bytes(word >> 8);
#endif
}

/* Halves of a pair as numbers. */
TINYGEN_DSP_FUNCTION int32_t tinygen_first(uint32_t pair)
{
    return (int16_t)(uint16_t)pair;
}

TINYGEN_DSP_FUNCTION int32_t tinygen_second(uint32_t pair)
{
    return (int16_t)(uint16_t)(pair >> 16);
}

/* sum + first * first + second * second, modulo 2^32. */
TINYGEN_DSP_FUNCTION int32_t tinygen_add_products(uint32_t a, uint32_t b, int32_t sum)
{
#if TINYGEN_HAS_DSP
    __asm volatile("smlad %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
    return sum;
#else
    const uint32_t first = (uint32_t)(tinygen_first(a) * tinygen_first(b));
    return (int32_t)((uint32_t)sum + first + (uint32_t)(tinygen_second(a) * tinygen_second(b)));
#endif
}

/* The same for a sum that is needed again. */
TINYGEN_DSP_FUNCTION int32_t tinygen_start_products(uint32_t a, uint32_t b, int32_t start)
{
#if TINYGEN_HAS_DSP
    int32_t sum;
    __asm volatile("smlad %0, %1, %2, %3" : "=r"(sum) : "r"(a), "r"(b), "r"(start));
    return sum;
#else
    return tinygen_add_products(a, b, start);
#endif
}

/* sum + first of a * second of b, modulo 2^32. */
TINYGEN_DSP_FUNCTION int32_t tinygen_add_first_second(uint32_t a, uint32_t b, int32_t sum)
{
#if TINYGEN_HAS_DSP
    __asm volatile("smlabt %0, %1, %2, %0" : "+r"(sum) : "r"(a), "r"(b));
    return sum;
#else
    return tinygen_add_wrapping(sum, tinygen_first(a) * tinygen_second(b));
#endif
}

/* sum + second of a * first of b, modulo 2^32. */
TINYGEN_DSP_FUNCTION int32_t tinygen_add_second_first(uint32_t a, uint32_t b, int32_t sum)
{
    return tinygen_add_first_second(b, a, sum);
}

/* Both halves doubled, modulo 2^16. */
TINYGEN_DSP_FUNCTION uint32_t tinygen_double_pair(uint32_t pair)
{
#if TINYGEN_HAS_DSP
    uint32_t result;
    __asm volatile("sadd16 %0, %1, %1" : "=r"(result) : "r"(pair));
    return result;
#else
    return (pair & 0x7fff7fffu) << 1;
#endif
}

/* The upper word of a * b + 2^32 * addend, to nearest, modulo 2^32. */
TINYGEN_DSP_FUNCTION int32_t tinygen_multiply_high_add(int32_t a, int32_t b, int32_t addend)
{
#if TINYGEN_HAS_DSP
    int32_t result;
    __asm("smmlar %0, %1, %2, %3" : "=r"(result) : "r"(a), "r"(b), "r"(addend));
    return result;
#else
    return tinygen_add_wrapping((int32_t)(((int64_t)a * b + INT64_C(0x80000000)) >> 32), addend);
#endif
}

/* The upper word of a * b, to nearest. */
TINYGEN_DSP_FUNCTION int32_t tinygen_multiply_high(int32_t a, int32_t b)
{
#if TINYGEN_HAS_DSP
    int32_t result;
    __asm("smmulr %0, %1, %2" : "=r"(result) : "r"(a), "r"(b));
    return result;
#else
    return (int32_t)(((int64_t)a * b + INT64_C(0x80000000)) >> 32);
#endif
}

/* 2 * sum for a sum below 2^30 in magnitude. */
TINYGEN_DSP_FUNCTION int32_t tinygen_twice(int32_t sum)
{
    return tinygen_shift_left(sum, 1);
}

/* Of sums `both` = 256 * s + t (modulo 2^32) and t: s and 2 * s, for s below 2^23 in magnitude. */
TINYGEN_DSP_FUNCTION int32_t tinygen_upper_sum(int32_t both, int32_t lower)
{
    return (int32_t)((uint32_t)both - (uint32_t)lower) >> 8;
}

TINYGEN_DSP_FUNCTION int32_t tinygen_upper_twice(int32_t both, int32_t lower)
{
    return (int32_t)((uint32_t)both - (uint32_t)lower) >> 7;
}

/*
 * tinygen_rescale of tinygen_fixed_point.h from 2 * sum, with the zero point z of the output in
 * addend = z * 2^shift + 2^(shift - 1), for 1 <= shift <= 22: |product| and |addend| stay below 2^30.
 */
TINYGEN_DSP_FUNCTION int32_t tinygen_rescale_twice(int32_t twice, int32_t multiplier, int32_t addend, int shift)
{
    const int32_t product = tinygen_multiply_high(twice, multiplier);
    return (product + (product >> 31) + addend) >> shift;
}

/*
 * The same, except that ties of negative sums go up, where they go down in the above: for outputs that are clamped to
 * the zero point or more, which both ways end at the lower limit.
 */
TINYGEN_DSP_FUNCTION int32_t tinygen_rescale_twice_up(int32_t twice, int32_t multiplier, int32_t addend, int shift)
{
    return tinygen_multiply_high_add(twice, multiplier, addend) >> shift;
}

#endif
