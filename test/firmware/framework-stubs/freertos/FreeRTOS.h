// SPDX-License-Identifier: Apache-2.0
/* Stub of FreeRTOS for compiling only. */
#pragma once
#include <stdint.h>
typedef uint32_t TickType_t;
typedef unsigned UBaseType_t;
typedef int BaseType_t;
#define pdPASS 1
#define tskIDLE_PRIORITY ((UBaseType_t)0U)
#define pdMS_TO_TICKS(ms) ((TickType_t)((ms) / 10))
