// SPDX-License-Identifier: Apache-2.0
/*
 * Integer arithmetic that an lx106 has no instruction for, under the names that GCC calls. Debian's libgcc for this core
 * leaves these functions out, because the ROM of the ESP8266 holds them; a simulated core has no ROM.
 */
#include <stddef.h>
#include <stdint.h>

uint64_t __umulsidi3(uint32_t a, uint32_t b);
int64_t __muldi3(int64_t a, int64_t b);
uint32_t __udivsi3(uint32_t n, uint32_t d);
uint32_t __umodsi3(uint32_t n, uint32_t d);
int32_t __divsi3(int32_t n, int32_t d);
uint64_t __udivdi3(uint64_t n, uint64_t d);
uint64_t __umoddi3(uint64_t n, uint64_t d);
int64_t __divdi3(int64_t n, int64_t d);

/* Of libgcc, and built on the functions here. */
uint64_t __udivmoddi4(uint64_t n, uint64_t d, uint64_t *rest);

static inline uint64_t of_halves(uint32_t high, uint32_t low) {
    return ((uint64_t)high << 32) | low;
}

/* Four products of 16 bits; neither sum in the middle can overflow. Every rescaling of a layer's result comes here. */
__attribute__((always_inline)) static inline uint64_t product(uint32_t a, uint32_t b) {
    uint32_t a_low = a & 0xffffu, a_high = a >> 16;
    uint32_t b_low = b & 0xffffu, b_high = b >> 16;
    uint32_t low = a_low * b_low;
    uint32_t middle = a_high * b_low + (low >> 16);
    uint32_t other = a_low * b_high + (middle & 0xffffu);
    return of_halves(a_high * b_high + (middle >> 16) + (other >> 16), (other << 16) | (low & 0xffffu));
}

uint64_t __umulsidi3(uint32_t a, uint32_t b) {
    return product(a, b);
}

int64_t __muldi3(int64_t a, int64_t b) {
    uint32_t a_low = (uint32_t)a, a_high = (uint32_t)((uint64_t)a >> 32);
    uint32_t b_low = (uint32_t)b, b_high = (uint32_t)((uint64_t)b >> 32);
    return (int64_t)(product(a_low, b_low) + of_halves(a_high * b_low + a_low * b_high, 0));
}

/* Bit by bit, from the first place where the divisor fits. */
static inline uint32_t divide(uint32_t n, uint32_t d, uint32_t *rest) {
    uint32_t quotient = 0;
    if (d == 0u) {
        __builtin_trap();
    }
    if (n >= d) {
        int places = __builtin_clz(d) - __builtin_clz(n);
        for (d <<= places; places >= 0; places--) {
            quotient <<= 1;
            if (n >= d) {
                n -= d;
                quotient |= 1u;
            }
            d >>= 1;
        }
    }
    *rest = n;
    return quotient;
}

uint32_t __udivsi3(uint32_t n, uint32_t d) {
    uint32_t rest;
    return divide(n, d, &rest);
}

uint32_t __umodsi3(uint32_t n, uint32_t d) {
    uint32_t rest;
    (void)divide(n, d, &rest);
    return rest;
}

int32_t __divsi3(int32_t n, int32_t d) {
    uint32_t rest;
    uint32_t quotient = divide(n < 0 ? 0u - (uint32_t)n : (uint32_t)n, d < 0 ? 0u - (uint32_t)d : (uint32_t)d, &rest);
    return (int32_t)((n < 0) != (d < 0) ? 0u - quotient : quotient);
}

uint64_t __udivdi3(uint64_t n, uint64_t d) {
    return __udivmoddi4(n, d, NULL);
}

uint64_t __umoddi3(uint64_t n, uint64_t d) {
    uint64_t rest;
    (void)__udivmoddi4(n, d, &rest);
    return rest;
}

int64_t __divdi3(int64_t n, int64_t d) {
    uint64_t quotient = __udivmoddi4(n < 0 ? 0u - (uint64_t)n : (uint64_t)n, d < 0 ? 0u - (uint64_t)d : (uint64_t)d, NULL);
    return (int64_t)((n < 0) != (d < 0) ? 0u - quotient : quotient);
}
