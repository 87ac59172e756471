/* SPDX-License-Identifier: Apache-2.0
 * Functions of float32 values that are exact or correctly rounded, without a maths library. C99, IEEE 754.
 */
#ifndef TINYGEN_FLOAT_H
#define TINYGEN_FLOAT_H

#include <stdint.h>
#include <string.h>

/* Largest integer that is not above x; what has no fraction, infinities and NaN included, stays as it is. */
static inline float tinygen_floor(float x)
{
    if (!(x > -8388608.0f && x < 8388608.0f) || x == 0.0f) {
        return x;
    }
    const float whole = (float)(int32_t)x;
    return whole > x ? whole - 1.0f : whole;
}

/* Smallest integer that is not below x; -0 for values between -1 and 0. */
static inline float tinygen_ceil(float x)
{
    return -tinygen_floor(-x);
}

/* Nearest integer, ties to even; values between -1/2 and 0 give +0. */
static inline float tinygen_round_to_even(float x)
{
    const float low = tinygen_floor(x);
    const float rest = x - low;
    if (rest < 0.5f || (rest == 0.5f && ((int32_t)low & 1) == 0)) {
        return low;
    }
    return low + 1.0f;
}

static inline uint32_t tinygen_float_bits(float x)
{
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline float tinygen_float_from_bits(uint32_t bits)
{
    float x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

static inline float tinygen_magnitude(float x)
{
    return tinygen_float_from_bits(tinygen_float_bits(x) & 0x7fffffffu);
}

/* The integer part of x, saturated; 0 for NaN. */
static inline int32_t tinygen_to_int32(float x)
{
    if (!(x > -2147483648.0f)) {
        return x == x ? INT32_MIN : 0;
    }
    return x < 2147483648.0f ? (int32_t)x : INT32_MAX;
}

static inline uint32_t tinygen_to_uint32(float x)
{
    if (!(x > 0.0f)) {
        return 0u;
    }
    return x < 4294967296.0f ? (uint32_t)x : UINT32_MAX;
}

/* Square root, correctly rounded, digit by digit. */
static inline float tinygen_sqrt(float x)
{
    uint32_t bits = tinygen_float_bits(x);
    if (x < 0.0f) {
        return tinygen_float_from_bits(0x7fc00000u);
    }
    if (x == 0.0f || (bits & 0x7f800000u) == 0x7f800000u) {
        return x;
    }
    int32_t exponent = (int32_t)(bits >> 23);
    bits &= 0x7fffffu;
    if (exponent == 0) {
        exponent = 1;
        while ((bits & 0x800000u) == 0u) {
            bits <<= 1;
            --exponent;
        }
    }
    bits |= 0x800000u;
    exponent -= 127;
    if ((exponent & 1) != 0) {
        bits <<= 1;
        --exponent;
    }
    /* 25 binary digits of the root of bits * 2^-23, which lies between 1 and 2; the last one rounds. */
    uint32_t root = 0u;
    uint32_t taken = 0u;
    uint32_t rest = bits << 1;
    for (uint32_t digit = 0x1000000u; digit != 0u; digit >>= 1) {
        const uint32_t trial = taken + digit;
        if (trial <= rest) {
            taken = trial + digit;
            rest -= trial;
            root += digit;
        }
        rest <<= 1;
    }
    /* A remainder means that the root is not exact, so ties cannot occur. */
    root += root & 1u;
    return tinygen_float_from_bits((root >> 1) + ((uint32_t)(exponent / 2 + 126) << 23));
}

/* floor(a / b) by way of a double quotient. */
static inline float tinygen_floor_divide(float a, float b)
{
    const double quotient = (double)a / (double)b;
    if (!(quotient > -4503599627370496.0 && quotient < 4503599627370496.0) || quotient == 0.0) {
        return (float)quotient;
    }
    const double whole = (double)(int64_t)quotient;
    return (float)(whole > quotient ? whole - 1.0 : whole);
}

/* Remainder of a / b with the sign of a, exact. NaN for b = 0 and for infinite a. */
static inline float tinygen_remainder(float a, float b)
{
    const uint32_t sign = tinygen_float_bits(a) & 0x80000000u;
    uint32_t x = tinygen_float_bits(a) & 0x7fffffffu;
    uint32_t y = tinygen_float_bits(b) & 0x7fffffffu;
    if (x >= 0x7f800000u || y > 0x7f800000u || y == 0u) {
        return tinygen_float_from_bits(0x7fc00000u);
    }
    if (x < y) {
        return a;
    }
    /* Both as significand * 2^exponent with the exponents of subnormal values at their lowest. */
    int32_t exponent = x < 0x800000u ? 1 : (int32_t)(x >> 23);
    const int32_t low = y < 0x800000u ? 1 : (int32_t)(y >> 23);
    x = x < 0x800000u ? x : (x & 0x7fffffu) | 0x800000u;
    y = y < 0x800000u ? y : (y & 0x7fffffu) | 0x800000u;
    x %= y;
    for (; exponent > low; --exponent) {
        x <<= 1;
        if (x >= y) {
            x -= y;
        }
    }
    /* x < y has the divisor's exponent; bring it back to a normal significand. */
    while (x != 0u && x < 0x800000u && exponent > 1) {
        x <<= 1;
        --exponent;
    }
    x = x < 0x800000u ? x : (x & 0x7fffffu) | ((uint32_t)exponent << 23);
    return tinygen_float_from_bits(sign | x);
}

/* Remainder of a / b with the sign of b. */
static inline float tinygen_floor_remainder(float a, float b)
{
    const float rest = tinygen_remainder(a, b);
    return rest != 0.0f && (b < 0.0f) != (rest < 0.0f) ? rest + b : rest;
}

#endif
