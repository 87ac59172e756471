// SPDX-License-Identifier: Apache-2.0
/*
 * Copying and filling of short runs, as inline functions: the C library of small devices often does it byte by byte.
 * The bytes are kept in order so that no compiler makes a call of that library out of the loops.
 */
#ifndef TINYGEN_COPY_H
#define TINYGEN_COPY_H

#include <stdint.h>
#include <string.h>

#include "tinygen_compiler.h"

/* True when words may be loaded from and stored to these places. */
static inline int tinygen_words_allowed(const int8_t *a, const int8_t *b)
{
#if defined(__ARM_FEATURE_UNALIGNED)
    (void)a;
    (void)b;
    return 1;
#else
    return (((uintptr_t)a | (uintptr_t)b) & 3u) == 0u;
#endif
}

static inline void tinygen_copy_word(int8_t *to, const int8_t *from)
{
    uint32_t word;
#if (defined(__GNUC__) || defined(__clang__)) && !defined(__ARM_FEATURE_UNALIGNED)
    (void)memcpy(&word, __builtin_assume_aligned(from, 4), sizeof word);
    (void)memcpy(__builtin_assume_aligned(to, 4), &word, sizeof word);
#else
    (void)memcpy(&word, from, sizeof word);
    (void)memcpy(to, &word, sizeof word);
#endif
}

/* Copies count bytes; returns where the next one goes. */
static inline int8_t *tinygen_copy(int8_t *to, const int8_t *from, int32_t count)
{
    if (tinygen_words_allowed(to, from)) {
        for (; count >= 8; count -= 8) {
            tinygen_copy_word(to, from);
            tinygen_copy_word(to + 4, from + 4);
            from += 8;
            to += 8;
        }
        if (count >= 4) {
            tinygen_copy_word(to, from);
            from += 4;
            to += 4;
            count -= 4;
        }
    }
    for (; count > 0; --count) {
        *to++ = *from++;
        TINYGEN_IN_ORDER();
    }
    return to;
}

/* Writes count times the value; returns where the next one goes. */
static inline int8_t *tinygen_fill(int8_t *to, int32_t value, int32_t count)
{
    for (; count > 0; --count) {
        *to++ = (int8_t)value;
        TINYGEN_IN_ORDER();
    }
    return to;
}

#endif
