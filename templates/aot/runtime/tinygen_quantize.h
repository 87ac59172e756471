// SPDX-License-Identifier: Apache-2.0
/*
 * Conversion of float32 values to quantised integers, bit-exact with TensorFlow Lite for Microcontrollers and without
 * a maths library. C99.
 */
#ifndef TINYGEN_QUANTIZE_H
#define TINYGEN_QUANTIZE_H

#include <stdint.h>

/*
 * x / scale + zero_point, rounded to nearest with ties away from zero and saturated to low ... high, whose distance
 * from the zero point must be below 2^24. A value that is not a number gives high.
 */
static inline int32_t tinygen_quantize(float x, float scale, int32_t zero_point, int32_t low, int32_t high)
{
    const float quotient = x / scale;
    if (!(quotient < (float)(high - zero_point))) {
        return high;
    }
    if (!(quotient > (float)(low - zero_point))) {
        return low;
    }
    const int32_t whole = (int32_t)quotient;
    /* Exact, because both have the same magnitude. */
    const float rest = quotient - (float)whole;
    return whole + zero_point + (rest >= 0.5f ? 1 : 0) - (rest <= -0.5f ? 1 : 0);
}

#endif
