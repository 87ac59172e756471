// SPDX-License-Identifier: Apache-2.0
/* Compares the arithmetic that simulated lx106 firmware brings along with that of this machine's compiler. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

uint64_t __umulsidi3(uint32_t, uint32_t);
int64_t __muldi3(int64_t, int64_t);
uint32_t __udivsi3(uint32_t, uint32_t);
uint32_t __umodsi3(uint32_t, uint32_t);
int32_t __divsi3(int32_t, int32_t);
uint64_t __udivdi3(uint64_t, uint64_t);
uint64_t __umoddi3(uint64_t, uint64_t);
int64_t __divdi3(int64_t, int64_t);
float __addsf3(float, float);
float __subsf3(float, float);
float __mulsf3(float, float);
float __floatsisf(int32_t);
float __floatunsisf(uint32_t);
uint32_t __fixunssfsi(float);
double __adddf3(double, double);
double __subdf3(double, double);
double __muldf3(double, double);
double __divdf3(double, double);
double __floatsidf(int32_t);
double __floatunsidf(uint32_t);
int32_t __fixdfsi(double);
uint32_t __fixunsdfsi(double);
double __extendsfdf2(float);
float __truncdfsf2(double);
uint64_t __udivmoddi4(uint64_t n, uint64_t d, uint64_t *rest);

#ifndef WRONG
#define WRONG 0
#endif

/* libgcc's, in the firmware. */
uint64_t __udivmoddi4(uint64_t n, uint64_t d, uint64_t *rest) {
    if (rest != NULL) {
        *rest = n % d;
    }
    return n / d;
}

static uint64_t state = 88172645463325252u;
static uint64_t faults;

static uint64_t random_bits(void) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

/* Any bits, few bits, and bits beside a power of two, so that carries and ties occur. */
static uint64_t integer(void) {
    uint64_t bits = random_bits(), kind = random_bits() % 4u;
    uint64_t place = UINT64_C(1) << (random_bits() % 64u);
    return kind == 0u ? bits : kind == 1u ? place + bits % 3u - 1u : kind == 2u ? bits & random_bits() & random_bits() : bits % 200u;
}

static double wide(void) {
    uint64_t bits = integer();
    /* Exponents that meet: around 1, around the smallest normal value, and as they come. */
    uint64_t kind = random_bits() % 4u, near = random_bits() % 128u;
    uint64_t field = kind == 0u ? 1023u - 64u + near : kind == 1u ? near % 60u : kind == 2u ? 2047u - near % 60u : (bits >> 52) & 2047u;
    uint64_t fraction = (bits ^ random_bits() << 40) & ((UINT64_C(1) << 52) - 1u);
    uint64_t sign = random_bits() << 63;
    uint64_t all = sign | field << 52 | (random_bits() % 5u == 0u ? 0u : fraction);
    double value;
    memcpy(&value, &all, sizeof value);
    return value;
}

static float narrow(void) {
    uint64_t kind = random_bits() % 4u, near = random_bits() % 64u;
    uint64_t field = kind == 0u ? 127u - 32u + near : kind == 1u ? near % 30u : kind == 2u ? 255u - near % 30u : random_bits() & 255u;
    uint32_t all = (uint32_t)(random_bits() << 31 | field << 23 | (random_bits() % 5u == 0u ? 0u : integer() & 0x7fffffu));
    float value;
    memcpy(&value, &all, sizeof value);
    return value;
}

static void compare(const char *name, const void *got, const void *wanted, size_t size, int both_nan) {
    if (!both_nan && memcmp(got, wanted, size) != 0 && faults++ < 5u) {
        uint64_t a = 0, b = 0;
        memcpy(&a, got, size);
        memcpy(&b, wanted, size);
        printf("%s: 0x%" PRIx64 " instead of 0x%" PRIx64 "\n", name, a, b);
    }
}

#define INTEGER(type, call, expected)                        \
    do {                                                     \
        type got_ = (call), wanted_ = (expected);            \
        compare(#call, &got_, &wanted_, sizeof got_, 0);     \
    } while (0)
#define FLOATING(type, call, expected)                                                         \
    do {                                                                                       \
        type got_ = (call), wanted_ = (expected);                                              \
        compare(#call, &got_, &wanted_, sizeof got_, got_ != got_ && wanted_ != wanted_);      \
    } while (0)

int main(void) {
    for (uint32_t i = 0; i < 500000u; i++) {
        uint64_t a = integer(), b = integer();
        uint32_t a32 = (uint32_t)a, b32 = (uint32_t)b;
        INTEGER(uint64_t, __umulsidi3(a32, b32), (uint64_t)a32 * b32 + WRONG);
        INTEGER(int64_t, __muldi3((int64_t)a, (int64_t)b), (int64_t)(a * b));
        if (b32 != 0u) {
            INTEGER(uint32_t, __udivsi3(a32, b32), a32 / b32);
            INTEGER(uint32_t, __umodsi3(a32, b32), a32 % b32);
            if (a32 != 0x80000000u || b32 != UINT32_MAX) {
                INTEGER(int32_t, __divsi3((int32_t)a32, (int32_t)b32), (int32_t)a32 / (int32_t)b32);
            }
        }
        if (b != 0u) {
            INTEGER(uint64_t, __udivdi3(a, b), a / b);
            INTEGER(uint64_t, __umoddi3(a, b), a % b);
            if (a != UINT64_C(1) << 63 || b != UINT64_MAX) {
                INTEGER(int64_t, __divdi3((int64_t)a, (int64_t)b), (int64_t)a / (int64_t)b);
            }
        }
        float x = narrow(), y = narrow();
        FLOATING(float, __addsf3(x, y), x + y);
        FLOATING(float, __subsf3(x, y), x - y);
        FLOATING(float, __mulsf3(x, y), x * y);
        FLOATING(float, __floatsisf((int32_t)a32), (float)(int32_t)a32);
        FLOATING(float, __floatunsisf(a32), (float)a32);
        FLOATING(double, __extendsfdf2(x), (double)x);
        if (x >= 0.0f && x < 4294967296.0f) {
            INTEGER(uint32_t, __fixunssfsi(x), (uint32_t)x);
        }
        double p = wide(), q = wide();
        FLOATING(double, __adddf3(p, q), p + q);
        FLOATING(double, __subdf3(p, q), p - q);
        FLOATING(double, __muldf3(p, q), p * q);
        FLOATING(double, __divdf3(p, q), p / q);
        FLOATING(double, __floatsidf((int32_t)a32), (double)(int32_t)a32);
        FLOATING(double, __floatunsidf(a32), (double)a32);
        FLOATING(float, __truncdfsf2(p), (float)p);
        if (p > -2147483649.0 && p < 2147483648.0) {
            INTEGER(int32_t, __fixdfsi(p), (int32_t)p);
        }
        if (p >= 0.0 && p < 4294967296.0) {
            INTEGER(uint32_t, __fixunsdfsi(p), (uint32_t)p);
        }
    }
    printf("%" PRIu64 " wrong\n", faults);
    return faults == 0u ? 0 : 1;
}
