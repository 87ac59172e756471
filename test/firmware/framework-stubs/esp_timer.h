// SPDX-License-Identifier: Apache-2.0
/* Stub of ESP-IDF for compiling only. */
#pragma once
#include <stdint.h>
int64_t esp_timer_get_time(void);
