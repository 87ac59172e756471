// SPDX-License-Identifier: Apache-2.0
/* Counts instructions on Arm's MPS2 board with the AN505 image (IoTKit) in QEMU with -icount shift=10. */
#include "counter_mps2.h"

/*
 * An instruction takes 1024 ns of simulated time, which is 20.48 ticks of the 20 MHz peripheral clock. The timers are
 * named by their secure addresses, since the core starts in its secure state. The fine counter wraps after 209.7
 * million instructions; both together reach 53.7 thousand million.
 */
#define PERIPHERALS 0x50000000u

int32_t counter_start(void) {
    mps2_start(PERIPHERALS);
    return 0;
}

void counter_take(struct counter_sample *sample) {
    mps2_take(PERIPHERALS, sample);
}

uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end) {
    return (mps2_ticks(begin, end) * 25u + 256u) >> 9;
}
