// SPDX-License-Identifier: Apache-2.0
/* Stub of the STM32 HAL and CMSIS for compiling only. */
#pragma once
#include <stdint.h>
typedef struct {
    volatile uint32_t CTRL;
    volatile uint32_t CYCCNT;
} DWT_Type;
typedef struct {
    volatile uint32_t DEMCR;
} CoreDebug_Type;
#define DWT ((DWT_Type *)0xE0001000UL)
#define CoreDebug ((CoreDebug_Type *)0xE000EDFCUL)
#define DWT_CTRL_CYCCNTENA_Msk 1UL
#define CoreDebug_DEMCR_TRCENA_Msk (1UL << 24)
int HAL_Init(void);
void HAL_IncTick(void);
void SysTick_Handler(void);
