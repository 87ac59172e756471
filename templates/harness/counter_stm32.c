// SPDX-License-Identifier: Apache-2.0
/* Counts instructions on the STM32F4 boards in QEMU with -icount shift=0. */
#include "counter.h"

/*
 * QEMU clocks these timers with 1 GHz, and an instruction takes 1 ns of simulated time: TIM2 without a prescaler
 * counts instructions. TIM5 behind a prescaler of 65536 says how often TIM2 wrapped. QEMU measures time whether or
 * not a timer is enabled, and an auto-reload value of 0, the reset state, leaves its counter free running.
 */
#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))
#define TIM2_COUNT REGISTER(0x40000024u)
#define TIM5_COUNT REGISTER(0x40000c24u)
#define TIM5_PRESCALER REGISTER(0x40000c28u)

int32_t counter_start(void) {
    TIM5_PRESCALER = 65535;
    return 0;
}

void counter_take(struct counter_sample *sample) {
    sample->raw[0] = TIM2_COUNT;
    sample->raw[1] = TIM5_COUNT;
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    uint32_t fine = end->raw[0] - begin->raw[0];
    uint64_t about = (uint64_t)(end->raw[1] - begin->raw[1]) << 16;
    /* `about` is off by less than one coarse step, so rounding finds the number of wraps. */
    return (((about - fine + 0x80000000u) >> 32) << 32) + fine;
}
