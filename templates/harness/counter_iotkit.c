// SPDX-License-Identifier: Apache-2.0
/* Counts instructions on Arm's MPS2 board with the AN505 image (IoTKit) in QEMU with -icount shift=10. */
#include "counter.h"

/*
 * An instruction takes 1024 ns of simulated time, which is 20.48 ticks of the 20 MHz peripheral clock. The fine
 * counter is CMSDK timer 0 at that clock, at its secure address, since the core starts in its secure state; it wraps
 * after 209.7 million instructions. The coarse one is the first half of the CMSDK dual timer behind its prescaler of
 * 256 and says how often the fine one wrapped: together they reach 53.7 thousand million instructions. Both count down.
 */
#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))
#define TIMER0_CTRL REGISTER(0x50000000u)
#define TIMER0_VALUE REGISTER(0x50000004u)
#define TIMER0_RELOAD REGISTER(0x50000008u)
#define DUAL_VALUE REGISTER(0x50002004u)
#define DUAL_CTRL REGISTER(0x50002008u)

enum {
    TIMER_ENABLE = 1,
    DUAL_32_BIT = 1 << 1,
    DUAL_PRESCALE_256 = 2 << 2,
    DUAL_ENABLE = 1 << 7
};

int32_t counter_start(void) {
    TIMER0_CTRL = 0;
    TIMER0_RELOAD = 0xffffffffu;
    TIMER0_VALUE = 0xffffffffu;
    TIMER0_CTRL = TIMER_ENABLE;
    DUAL_CTRL = DUAL_32_BIT | DUAL_PRESCALE_256;
    DUAL_CTRL = DUAL_32_BIT | DUAL_PRESCALE_256 | DUAL_ENABLE;
    return 0;
}

void counter_take(struct counter_sample *sample) {
    sample->raw[0] = TIMER0_VALUE;
    sample->raw[1] = DUAL_VALUE;
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    uint32_t fine = begin->raw[0] - end->raw[0];
    uint64_t about = (uint64_t)(begin->raw[1] - end->raw[1]) << 8;
    /* `about` is off by less than one coarse step, so rounding finds the number of wraps. */
    uint64_t ticks = (((about - fine + 0x80000000u) >> 32) << 32) + fine;
    return (ticks * 25u + 256u) >> 9;
}
