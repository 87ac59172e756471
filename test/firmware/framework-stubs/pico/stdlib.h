// SPDX-License-Identifier: Apache-2.0
/* Stub of the Pico SDK for compiling only. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
bool stdio_init_all(void);
uint64_t time_us_64(void);
void sleep_ms(uint32_t ms);
