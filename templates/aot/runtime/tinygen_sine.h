/* SPDX-License-Identifier: Apache-2.0
 * sin and cos of float32 without a maths library, with the results of glibc 2.28 and newlib 3, whose numbers come from
 * Arm's optimized routines: the argument is reduced by quarters of the circle in double, short polynomials give the
 * value. C99, IEEE 754.
 */
#ifndef TINYGEN_SINE_H
#define TINYGEN_SINE_H

#include <stdint.h>

#include "tinygen_float.h"

/* The rest of a large argument after whole quarters of the circle, from the bits of 4/pi that decide it. */
static inline double tinygen_reduce_large(uint32_t bits, uint32_t *quadrant)
{
    /* Overlapping windows of the bits of 4/pi, each 8 bits further. */
    static const uint32_t windows[24] = {
        0x000000a2u, 0x0000a2f9u, 0x00a2f983u, 0xa2f9836eu, 0xf9836e4eu, 0x836e4e44u,
        0x6e4e4415u, 0x4e441529u, 0x441529fcu, 0x1529fc27u, 0x29fc2757u, 0xfc2757d1u,
        0x2757d1f5u, 0x57d1f534u, 0xd1f534ddu, 0xf534ddc0u, 0x34ddc0dbu, 0xddc0db62u,
        0xc0db6295u, 0xdb629599u, 0x6295993cu, 0x95993c43u, 0x993c4390u, 0x3c439041u,
    };
    const uint32_t *const window = &windows[(bits >> 26) & 15u];
    const uint32_t significand = ((bits & 0xffffffu) | 0x800000u) << ((bits >> 23) & 7u);
    const uint64_t high = (uint64_t)(significand * window[0]) << 32;
    const uint64_t low = ((uint64_t)significand * window[8]) >> 32;
    const uint64_t product = (high | low) + (uint64_t)significand * window[4];
    const uint64_t quarters = (product + (UINT64_C(1) << 61)) >> 62;
    *quadrant = (uint32_t)quarters;
    return (double)(int64_t)(product - (quarters << 62)) * 3.4061215800865545e-19;
}

/* Sine of x (the cosine for odd turns) from polynomials for |x| up to an eighth of the circle; sign is that of cosines. */
static inline float tinygen_sine_polynomial(double x, uint32_t cosine, double sign)
{
    const double square = x * x;
    if ((cosine & 1u) == 0u) {
        const double cube = x * square;
        const double tail = 0.008332178146138854 + square * -0.00019517298981385725;
        return (float)(x + cube * -0.16666654943701084 + cube * square * tail);
    }
    const double fourth = square * square;
    const double head = sign + square * (sign * -0.49999999725108224) + fourth * (sign * 0.041666623324344516);
    const double tail = sign * -0.001388676379437604 + square * (sign * 2.4390450703564542e-05);
    return (float)(head + fourth * square * tail);
}

/* Sine of x plus 0 or 1 quarters of the circle. */
static inline float tinygen_sine_turned(float x, uint32_t quarters)
{
    const uint32_t bits = tinygen_float_bits(x);
    /* The sign is left out; the upper 12 bits choose the way. */
    const uint32_t magnitude = (bits & 0x7fffffffu) >> 20;
    uint32_t quadrant = 0u;
    uint32_t turn = 0u;
    double rest = (double)x;
    if (magnitude >= 0x7f8u) {
        return tinygen_float_from_bits(0x7fc00000u);
    }
    if (magnitude < 0x3f4u) {
        return tinygen_sine_polynomial(rest, quarters, 1.0);
    }
    if (magnitude < 0x42fu) {
        const int32_t nearest = ((int32_t)(rest * 10680707.430881744) + 0x800000) >> 24;
        rest -= (double)nearest * 1.5707963267948966;
        quadrant = (uint32_t)nearest;
        turn = quadrant;
    } else {
        rest = tinygen_reduce_large(bits, &quadrant);
        turn = quadrant + (bits >> 31);
    }
    if ((turn & 3u) == 1u || (turn & 3u) == 2u) {
        rest = -rest;
    }
    return tinygen_sine_polynomial(rest, quadrant ^ quarters, (turn & 2u) != 0u ? -1.0 : 1.0);
}

static inline float tinygen_sin(float x)
{
    return tinygen_magnitude(x) < 0.000244140625f ? x : tinygen_sine_turned(x, 0u);
}

static inline float tinygen_cos(float x)
{
    return tinygen_magnitude(x) < 0.000244140625f ? 1.0f : tinygen_sine_turned(x, 1u);
}

#endif
