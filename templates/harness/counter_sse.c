// SPDX-License-Identifier: Apache-2.0
/* Counts instructions on Arm's MPS3 AN547 (SSE-300) in QEMU with -icount shift=10. */
#include "counter.h"

/*
 * An instruction takes 1024 ns of simulated time, which is 32.768 ticks of the 32 MHz system counter. Timer 0
 * shows that counter, 64 bits wide. The high half is read before and after the low one instead of in a loop, so
 * that every sample costs the same.
 */
#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))
#define SYSTEM_COUNTER_CONTROL REGISTER(0x58100000u)
#define TIMER0_COUNT_LOW REGISTER(0x58000000u)
#define TIMER0_COUNT_HIGH REGISTER(0x58000004u)

int32_t counter_start(void) {
    SYSTEM_COUNTER_CONTROL = 1;
    return 0;
}

void counter_take(struct counter_sample *sample) {
    sample->raw[0] = TIMER0_COUNT_HIGH;
    sample->raw[1] = TIMER0_COUNT_LOW;
    sample->raw[2] = TIMER0_COUNT_HIGH;
}

static uint64_t ticks(const struct counter_sample *sample) {
    /* When the high half changed in between, a large low half was read before the carry. */
    uint32_t high = (sample->raw[1] >> 31) != 0u ? sample->raw[0] : sample->raw[2];
    return ((uint64_t)high << 32) | sample->raw[1];
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    return ((ticks(end) - ticks(begin)) * 125u + 2048u) >> 12;
}
