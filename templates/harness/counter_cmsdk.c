// SPDX-License-Identifier: Apache-2.0
/* Counts instructions on Arm's MPS2 boards in QEMU with -icount shift=10. */
#include "counter_mps2.h"

/*
 * An instruction takes 1024 ns of simulated time, which is 25.6 ticks of the 25 MHz peripheral clock. The fine
 * counter wraps after 167.8 million instructions; both together reach 42.9 thousand million.
 */
#define PERIPHERALS 0x40000000u

int32_t counter_start(void) {
    mps2_start(PERIPHERALS);
    return 0;
}

void counter_take(struct counter_sample *sample) {
    mps2_take(PERIPHERALS, sample);
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    return (mps2_ticks(begin, end) * 10u + 128u) >> 8;
}
