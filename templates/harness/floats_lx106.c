// SPDX-License-Identifier: Apache-2.0
/*
 * float and double under the names that GCC calls, rounded to nearest, ties to even. Debian's libgcc for the lx106
 * leaves these functions out, because the ROM of the ESP8266 holds them; a simulated core has no ROM.
 */
#include <stdint.h>
#include <string.h>

float __addsf3(float a, float b);
float __subsf3(float a, float b);
float __mulsf3(float a, float b);
float __floatsisf(int32_t value);
float __floatunsisf(uint32_t value);
uint32_t __fixunssfsi(float value);
double __adddf3(double a, double b);
double __subdf3(double a, double b);
double __muldf3(double a, double b);
double __divdf3(double a, double b);
double __floatsidf(int32_t value);
double __floatunsidf(uint32_t value);
int32_t __fixdfsi(double value);
uint32_t __fixunsdfsi(double value);
double __extendsfdf2(float value);
float __truncdfsf2(double value);

/* IEEE 754: a sign, the field of the exponent, and the fraction. */
struct format {
    int32_t fraction;
    int32_t bias;
    uint64_t sign;
    uint64_t infinite;
};
static const struct format single = {23, 127, UINT64_C(1) << 31, UINT64_C(0xff) << 23};
static const struct format wide = {52, 1023, UINT64_C(1) << 63, UINT64_C(0x7ff) << 52};

/* A finite value without its sign: mantissa * 2^exponent. */
struct parts {
    uint64_t mantissa;
    int32_t exponent;
};

static uint32_t bits_of(float value) {
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static float of_bits(uint64_t bits) {
    uint32_t narrow = (uint32_t)bits;
    float value;
    memcpy(&value, &narrow, sizeof value);
    return value;
}

static uint64_t wide_bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static double of_wide_bits(uint64_t bits) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static uint64_t not_a_number(const struct format *format) {
    return format->infinite | (UINT64_C(1) << (format->fraction - 1));
}

static struct parts parts_of(const struct format *format, uint64_t bits) {
    uint64_t lead = UINT64_C(1) << format->fraction;
    int32_t field = (int32_t)((bits & format->infinite) >> format->fraction);
    struct parts parts = {bits & (lead - 1u), (field == 0 ? 1 : field) - format->bias - format->fraction};
    if (field != 0) {
        parts.mantissa |= lead;
    }
    return parts;
}

/* The value nearest to mantissa * 2^exponent; the lowest bit of a long mantissa may stand for all that is below it. */
static uint64_t rounded(const struct format *format, uint64_t sign, struct parts exact) {
    if (exact.mantissa == 0u) {
        return sign;
    }
    int32_t zeros = __builtin_clzll(exact.mantissa);
    uint64_t mantissa = exact.mantissa << zeros;
    int32_t field = exact.exponent - zeros + 63 + format->bias;
    /* How many bits do not fit; more of them below the smallest normal value. */
    int32_t excess = 63 - format->fraction;
    if (field < 1) {
        excess += 1 - field;
        field = 1;
    }
    if (excess > 64) {
        return sign;
    }
    uint64_t kept = excess == 64 ? 0u : mantissa >> excess;
    uint64_t rest = mantissa << (64 - excess);
    uint64_t half = UINT64_C(1) << 63;
    if (rest > half || (rest == half && (kept & 1u) != 0u)) {
        kept++;
    }
    /* The leading bit of what is kept counts the field up, also where rounding has made the number longer. */
    uint64_t magnitude = ((uint64_t)(uint32_t)(field - 1) << format->fraction) + kept;
    return sign | (field > 2 * format->bias || magnitude > format->infinite ? format->infinite : magnitude);
}

static uint64_t sum(const struct format *format, uint64_t large, uint64_t small) {
    uint64_t magnitude = ~format->sign;
    if ((large & magnitude) < (small & magnitude)) {
        uint64_t other = large;
        large = small;
        small = other;
    }
    int32_t opposite = ((large ^ small) & format->sign) != 0u;
    if ((large & magnitude) >= format->infinite) {
        int32_t undefined = (large & magnitude) > format->infinite || (opposite && (large ^ small) == format->sign);
        return undefined ? not_a_number(format) : large;
    }
    struct parts x = parts_of(format, large), y = parts_of(format, small);
    int32_t distance = x.exponent - y.exponent;
    /* Below, room for everything that can decide how to round. */
    x.mantissa <<= 10;
    x.exponent -= 10;
    y.mantissa <<= 10;
    if (distance > 63) {
        y.mantissa = y.mantissa != 0u;
    } else {
        uint64_t lost = y.mantissa & ((UINT64_C(1) << distance) - 1u);
        y.mantissa = (y.mantissa >> distance) | (lost != 0u);
    }
    x.mantissa = opposite ? x.mantissa - y.mantissa : x.mantissa + y.mantissa;
    /* Opposite values add up to +0, zeros of one sign keep it. */
    return rounded(format, (x.mantissa == 0u ? large & small : large) & format->sign, x);
}

static uint64_t product(const struct format *format, uint64_t a, uint64_t b) {
    uint64_t sign = (a ^ b) & format->sign;
    uint64_t p = a & ~format->sign, q = b & ~format->sign;
    if (p >= format->infinite || q >= format->infinite) {
        int32_t undefined = p > format->infinite || q > format->infinite || p == 0u || q == 0u;
        return undefined ? not_a_number(format) : sign | format->infinite;
    }
    if (p == 0u || q == 0u) {
        return sign;
    }
    struct parts x = parts_of(format, p), y = parts_of(format, q);
    int32_t x_zeros = __builtin_clzll(x.mantissa), y_zeros = __builtin_clzll(y.mantissa);
    x.mantissa <<= x_zeros;
    y.mantissa <<= y_zeros;
    uint64_t x_low = (uint32_t)x.mantissa, x_high = x.mantissa >> 32;
    uint64_t y_low = (uint32_t)y.mantissa, y_high = y.mantissa >> 32;
    uint64_t low = x_low * y_low;
    uint64_t middle = x_high * y_low + (low >> 32);
    uint64_t other = x_low * y_high + (uint32_t)middle;
    struct parts exact = {x_high * y_high + (middle >> 32) + (other >> 32),
                          x.exponent - x_zeros + y.exponent - y_zeros + 64};
    if (((other << 32) | (uint32_t)low) != 0u) {
        exact.mantissa |= 1u;
    }
    return rounded(format, sign, exact);
}

static uint64_t quotient(const struct format *format, uint64_t a, uint64_t b) {
    uint64_t sign = (a ^ b) & format->sign;
    uint64_t n = a & ~format->sign, d = b & ~format->sign;
    if (n > format->infinite || d > format->infinite || (n == d && (n == 0u || n == format->infinite))) {
        return not_a_number(format);
    }
    if (n == format->infinite || d == 0u) {
        return sign | format->infinite;
    }
    if (n == 0u || d == format->infinite) {
        return sign;
    }
    struct parts x = parts_of(format, n), y = parts_of(format, d);
    int32_t x_zeros = __builtin_clzll(x.mantissa), y_zeros = __builtin_clzll(y.mantissa);
    /* Both from 2^62 to 2^63, so that twice the rest fits. One bit of the quotient a step, 61 of them behind the point. */
    uint64_t rest = x.mantissa << (x_zeros - 1), divisor = y.mantissa << (y_zeros - 1);
    struct parts exact = {0, x.exponent - x_zeros - (y.exponent - y_zeros) - 61};
    for (int32_t i = 0; i < 62; i++) {
        exact.mantissa <<= 1;
        if (rest >= divisor) {
            rest -= divisor;
            exact.mantissa |= 1u;
        }
        rest <<= 1;
    }
    if (rest != 0u) {
        exact.mantissa |= 1u;
    }
    return rounded(format, sign, exact);
}

static uint64_t converted(const struct format *from, const struct format *to, uint64_t bits) {
    uint64_t sign = (bits & from->sign) != 0u ? to->sign : 0u;
    uint64_t magnitude = bits & ~from->sign;
    if (magnitude >= from->infinite) {
        return magnitude > from->infinite ? not_a_number(to) : sign | to->infinite;
    }
    return rounded(to, sign, parts_of(from, magnitude));
}

static uint64_t of_integer(const struct format *format, uint64_t sign, uint32_t magnitude) {
    struct parts exact = {magnitude, 0};
    return rounded(format, sign, exact);
}

/* The integer part of a magnitude below 2^32; C leaves the others open. */
static uint32_t integer_part(const struct format *format, uint64_t bits) {
    struct parts parts = parts_of(format, bits & ~format->sign);
    if (parts.exponent >= 0) {
        return parts.exponent > 8 ? UINT32_MAX : (uint32_t)(parts.mantissa << parts.exponent);
    }
    return parts.exponent < -63 ? 0u : (uint32_t)(parts.mantissa >> -parts.exponent);
}

static uint32_t magnitude_of(int32_t value) {
    return value < 0 ? 0u - (uint32_t)value : (uint32_t)value;
}

float __addsf3(float a, float b) {
    return of_bits(sum(&single, bits_of(a), bits_of(b)));
}

float __subsf3(float a, float b) {
    return of_bits(sum(&single, bits_of(a), bits_of(b) ^ single.sign));
}

float __mulsf3(float a, float b) {
    return of_bits(product(&single, bits_of(a), bits_of(b)));
}

float __floatsisf(int32_t value) {
    return of_bits(of_integer(&single, value < 0 ? single.sign : 0u, magnitude_of(value)));
}

float __floatunsisf(uint32_t value) {
    return of_bits(of_integer(&single, 0, value));
}

uint32_t __fixunssfsi(float value) {
    return integer_part(&single, bits_of(value));
}

double __adddf3(double a, double b) {
    return of_wide_bits(sum(&wide, wide_bits_of(a), wide_bits_of(b)));
}

double __subdf3(double a, double b) {
    return of_wide_bits(sum(&wide, wide_bits_of(a), wide_bits_of(b) ^ wide.sign));
}

double __muldf3(double a, double b) {
    return of_wide_bits(product(&wide, wide_bits_of(a), wide_bits_of(b)));
}

double __divdf3(double a, double b) {
    return of_wide_bits(quotient(&wide, wide_bits_of(a), wide_bits_of(b)));
}

double __floatsidf(int32_t value) {
    return of_wide_bits(of_integer(&wide, value < 0 ? wide.sign : 0u, magnitude_of(value)));
}

double __floatunsidf(uint32_t value) {
    return of_wide_bits(of_integer(&wide, 0, value));
}

int32_t __fixdfsi(double value) {
    uint32_t magnitude = integer_part(&wide, wide_bits_of(value));
    return (int32_t)(value < 0.0 ? 0u - magnitude : magnitude);
}

uint32_t __fixunsdfsi(double value) {
    return integer_part(&wide, wide_bits_of(value));
}

double __extendsfdf2(float value) {
    return of_wide_bits(converted(&single, &wide, bits_of(value)));
}

float __truncdfsf2(double value) {
    return of_bits(converted(&wide, &single, wide_bits_of(value)));
}
