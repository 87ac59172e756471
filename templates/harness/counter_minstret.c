// SPDX-License-Identifier: Apache-2.0
/* Counts instructions with RISC-V's own counter of retired instructions; QEMU needs -icount for exact values. */
#include "counter.h"

int32_t counter_start(void) {
    return 0;
}

/* The high half is read before and after the low one instead of in a loop, so that every sample costs the same. */
void counter_take(struct counter_sample *sample) {
    __asm__ volatile("csrr %0, minstreth" : "=r"(sample->raw[0]));
    __asm__ volatile("csrr %0, minstret" : "=r"(sample->raw[1]));
    __asm__ volatile("csrr %0, minstreth" : "=r"(sample->raw[2]));
}

static uint64_t retired(const struct counter_sample *sample) {
    /* When the high half changed in between, a large low half was read before the carry. */
    uint32_t high = (sample->raw[1] >> 31) != 0u ? sample->raw[0] : sample->raw[2];
    return ((uint64_t)high << 32) | sample->raw[1];
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    return retired(end) - retired(begin);
}
