/* SPDX-License-Identifier: Apache-2.0
 * Logarithm in fixed point and the log-softmax of a row of int8 values, bit-exact with TensorFlow Lite for
 * Microcontrollers. C99; needs a compiler that shifts negative values arithmetically to the right and narrows modulo
 * 2^n.
 */
#ifndef TINYGEN_LOG_SOFTMAX_H
#define TINYGEN_LOG_SOFTMAX_H

#include <stdint.h>

#include "tinygen_divide.h"
#include "tinygen_fixed_point.h"
#include "tinygen_inverse_square_root.h"

/* 1 / (1 + x) in Q0.31 for 0 <= x < 1 in Q0.31, by three steps of Newton's iteration. */
static inline int32_t tinygen_one_over_one_plus(int32_t x)
{
    const int32_t half = (int32_t)(((uint32_t)x + UINT32_C(0x80000000)) >> 1);
    int32_t estimate = INT32_C(1515870810) + tinygen_saturating_rounding_doubling_high_mul(half, -INT32_C(1010580540));
    for (int step = 0; step < 3; ++step) {
        const int32_t error = (INT32_C(1) << 29) - tinygen_saturating_rounding_doubling_high_mul(half, estimate);
        estimate += tinygen_saturating_shift_left(tinygen_saturating_rounding_doubling_high_mul(estimate, error), 2);
    }
    return tinygen_saturating_shift_left(estimate, 1);
}

/* ln(x) in Q5.26 for x >= 1 in Q12.19. */
static inline int32_t tinygen_fixed_point_log(int32_t x)
{
    const int32_t fourth_root_of_half = INT32_C(1805811301);
    const int32_t sqrt_half = INT32_C(1518500250);
    const int zeros = tinygen_leading_zeros((uint32_t)x);
    const int zeros_b = tinygen_leading_zeros((uint32_t)tinygen_rounding_doubling_high_mul(x, sqrt_half)) - 1;
    /* The argument between sqrt(1/2) and 1, and its power of two with the correction for that choice. */
    const int32_t raised = tinygen_rounding_doubling_high_mul(tinygen_shift_left(x, zeros - 1), sqrt_half);
    const int32_t r_a = tinygen_saturating_shift_left(raised, 1);
    const int32_t r_b = tinygen_saturating_shift_left(x, zeros_b);
    const int32_t r = r_a < r_b ? r_a : r_b;
    const int32_t power_a = (12 - zeros) * (INT32_C(1) << 25) + (INT32_C(1) << 23);
    const int32_t power_b = (12 - zeros_b) * (INT32_C(1) << 25) - (INT32_C(1) << 23);
    const int32_t power = power_a > power_b ? power_a : power_b;
    /* A rational approximation around the fourth root of 1/2. */
    const int32_t p = (int32_t)(((uint32_t)r + (uint32_t)fourth_root_of_half + 1u) >> 1);
    const int32_t q = (r - fourth_root_of_half) * 2;
    const int32_t square = tinygen_saturating_rounding_doubling_high_mul(q, q);
    const int32_t cube = tinygen_saturating_rounding_doubling_high_mul(q, square);
    const int32_t numerator = tinygen_saturating_rounding_doubling_high_mul(q, r) +
                              tinygen_rounding_doubling_high_mul(cube, INT32_C(117049297));
    const int32_t inner = INT32_C(1057819769) + q + tinygen_rounding_doubling_high_mul(square, INT32_C(127690142));
    const int32_t denominator = tinygen_saturating_rounding_doubling_high_mul(p, inner) +
                                tinygen_rounding_doubling_high_mul(q, INT32_C(638450708));
    const int32_t fraction = tinygen_saturating_rounding_doubling_high_mul(
        tinygen_rounding_divide_by_power_of_two(numerator, 6), tinygen_one_over_one_plus(denominator));
    return tinygen_saturating_shift_left(tinygen_rounding_doubling_high_mul(power, INT32_C(1488522236)) + fraction, 1);
}

/*
 * One row. exp_table holds exp(-i * scale) in Q12.19; multiplier and shift bring differences of stored values to
 * Q5.26, the reverse ones bring them back. Differences of `lowest` and below give the smallest output. The output
 * counts 1/16 below 127.
 */
static inline void tinygen_log_softmax_row(const int8_t *input, int8_t *output, int32_t depth, const int32_t *exp_table,
    int32_t multiplier, int shift, int32_t reverse_multiplier, int reverse_shift, int32_t lowest)
{
    int32_t largest = INT8_MIN;
    for (int32_t i = 0; i < depth; ++i) {
        largest = input[i] > largest ? input[i] : largest;
    }
    int32_t sum = 0;
    for (int32_t i = 0; i < depth; ++i) {
        sum += exp_table[largest - input[i]];
    }
    const int32_t log_of_sum = tinygen_fixed_point_log(sum);
    const int32_t reach = tinygen_multiply_by_quantized_multiplier(
        tinygen_add_wrapping(log_of_sum, INT32_MIN), reverse_multiplier, reverse_shift);
    const int32_t bound = reach > lowest ? reach : lowest;
    for (int32_t i = 0; i < depth; ++i) {
        const int32_t difference = input[i] - largest;
        int32_t value = INT8_MIN;
        if (difference > bound) {
            const int32_t scaled = tinygen_rounding_doubling_high_mul(tinygen_shift_left(difference, shift), multiplier);
            value = tinygen_rounding_divide_by_power_of_two(scaled - log_of_sum, 22) + 127;
        }
        output[i] = tinygen_clamp_int8(value, INT8_MIN, INT8_MAX);
    }
}

#endif
