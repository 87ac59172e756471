// SPDX-License-Identifier: Apache-2.0
/* Counts instructions with an Xtensa core's CCOUNT in QEMU with -icount shift=6. */
#include "counter.h"

#include "startup_xtensa.h"

/*
 * An instruction takes 64 ns of simulated time, which is 2.56 ticks of the lx106's 40 MHz clock in QEMU. CCOUNT has 32
 * bits and wraps after 1678 million instructions; nothing wider can be read. So the core's timer interrupts at every
 * half turn, and what these interrupts execute is subtracted.
 */
#define HALF_TURN (UINT64_C(1) << 31)

#if defined(__xtensa__)
/* The lx106's timer raises interrupt 6, of level 1. */
enum {
    TIMER_INTERRUPT = 1 << 6
};

int32_t counter_start(void) {
    uint32_t now;
    __asm__ volatile("rsr.ccount %0" : "=a"(now));
    if (now >= HALF_TURN) {
        return -1;
    }
    startup_half_turns = 0;
    __asm__ volatile("wsr.ccompare0 %0\n\twsr.intenable %1\n\trsync" : : "a"(0x80000000u), "a"(TIMER_INTERRUPT));
    return 0;
}

/* No interrupt between the two values, so that every interrupt is in both or in neither. */
void counter_take(struct counter_sample *sample) {
    uint32_t state;
    __asm__ volatile("rsil %0, 1" : "=a"(state) : : "memory");
    sample->raw[0] = startup_half_turns;
    __asm__ volatile("rsr.ccount %0" : "=a"(sample->raw[1]));
    __asm__ volatile("wsr.ps %0\n\trsync" : : "a"(state) : "memory");
}
#endif

/* The half turns are right to within a few ticks, so that they say which of the possible moments CCOUNT shows. */
static uint64_t ticks(const struct counter_sample *sample) {
    uint64_t middle = sample->raw[0] * HALF_TURN + HALF_TURN / 2u;
    return middle + (uint64_t)(int64_t)(int32_t)(sample->raw[1] - (uint32_t)middle);
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    uint64_t instructions = ((ticks(end) - ticks(begin)) * 25u + 32u) >> 6;
    return instructions - (uint64_t)(end->raw[0] - begin->raw[0]) * STARTUP_TIMER_INSTRUCTIONS;
}
