// SPDX-License-Identifier: Apache-2.0
/* Stub of Zephyr for compiling only. */
#pragma once
#include <stdint.h>
typedef struct {
    int64_t ticks;
} k_timeout_t;
#define K_SECONDS(s) ((k_timeout_t){(int64_t)(s) * 10000})
uint32_t k_cycle_get_32(void);
uint32_t k_cyc_to_us_floor32(uint32_t cycles);
int32_t k_sleep(k_timeout_t timeout);
