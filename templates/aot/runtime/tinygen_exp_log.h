/* SPDX-License-Identifier: Apache-2.0
 * exp and log of float32 without a maths library, with the results of glibc 2.28 and newlib 3, whose numbers come from
 * Arm's optimized routines: a short polynomial in double around tabulated points, rounded to float32 once. C99,
 * IEEE 754.
 */
#ifndef TINYGEN_EXP_LOG_H
#define TINYGEN_EXP_LOG_H

#include <stdint.h>
#include <string.h>

#include "tinygen_float.h"

/* exp(x) = 2^(k/32) * 2^(rest/32), the first factor from a table. */
static inline float tinygen_exp(float x)
{
    static const double powers_of_two[32] = {
        1.0, 1.0218971486541166, 1.0442737824274138, 1.0671404006768237, 1.0905077326652577, 1.1143867425958924,
        1.1387886347566916, 1.1637248587775775, 1.189207115002721, 1.215247359980469, 1.241857812073484, 1.2690509571917332,
        1.2968395546510096, 1.3252366431597413, 1.3542555469368927, 1.383909881963832, 1.4142135623730951, 1.4451808069770467,
        1.4768261459394993, 1.5091644275934228, 1.5422108254079407, 1.5759808451078865, 1.6104903319492543, 1.645755478153965,
        1.681792830507429, 1.718619298122478, 1.7562521603732995, 1.7947090750031072, 1.8340080864093424, 1.8741676341103,
        1.9152065613971474, 1.9571441241754002,
    };
    if (!(x > -104.0f)) {
        return x == x ? 0.0f : x;
    }
    if (x > 89.0f) {
        return tinygen_float_from_bits(0x7f800000u);
    }
    const double scaled = 46.16624130844683 * (double)x;
    /* Adding 1.5 * 2^52 rounds to an integer. */
    const double rounded = scaled + 6755399441055744.0;
    const double whole = rounded - 6755399441055744.0;
    const int32_t k = (int32_t)whole;
    const double rest = scaled - whole;
    const double cubic = 1.6938359250920212e-06 * rest + 0.00023459809789509004;
    const double linear = 0.021660849396613134 * rest + 1.0;
    const double y = cubic * (rest * rest) + linear;
    const uint64_t exponent = (uint64_t)(int64_t)(1023 + (k >> 5)) << 52;
    double scale;
    memcpy(&scale, &exponent, sizeof scale);
    return (float)(y * (powers_of_two[k & 31] * scale));
}

/* Natural logarithm: that of a tabulated point near the significand plus a polynomial of the quotient. */
static inline float tinygen_log(float x)
{
    /* 1/c and log c by interval of the significand. */
    static const double points[16][2] = {
        {1.398907162146528, -0.33569133332882284},
        {1.3403141896637998, -0.2929040563774074},
        {1.286432210124115, -0.2518726580937369},
        {1.2367150214269895, -0.21245868807117255},
        {1.1906977166711752, -0.17453945183745634},
        {1.1479821020556429, -0.1380057072319758},
        {1.1082251448272158, -0.10275976698545139},
        {1.0711297413057381, -0.06871392447020525},
        {1.036437278977283, -0.0357891387398228},
        {1.0, 0.0},
        {0.9492859795739057, 0.05204517742929496},
        {0.8951049428609004, 0.11081431298787942},
        {0.8476821620351103, 0.1652495223695143},
        {0.8050314851692001, 0.21687389031699977},
        {0.7664671008843108, 0.2659635028121397},
        {0.731428603316328, 0.3127556664073557},
    };
    uint32_t bits = tinygen_float_bits(x);
    if (!(x > 0.0f)) {
        return tinygen_float_from_bits(x == 0.0f ? 0xff800000u : 0x7fc00000u);
    }
    if (bits == 0x3f800000u || bits == 0x7f800000u) {
        return bits == 0x7f800000u ? x : 0.0f;
    }
    if (bits < 0x800000u) {
        /* Subnormal numbers are scaled up first. */
        bits = tinygen_float_bits(x * 8388608.0f) - (UINT32_C(23) << 23);
    }
    const uint32_t offset = bits - UINT32_C(0x3f330000);
    const double *const point = points[(offset >> 19) & 15u];
    const double significand = (double)tinygen_float_from_bits(bits - (offset & UINT32_C(0xff800000)));
    const double exponent = (double)((int32_t)offset >> 23);
    const double rest = significand * point[0] - 1.0;
    const double base = point[1] + exponent * 0.6931471805599453;
    const double square = rest * rest;
    const double tail = -0.25089342214237154 * square + (0.333456765744066 * rest - 0.4999997485802103);
    return (float)(tail * square + (base + rest));
}

#endif
