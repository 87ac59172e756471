// SPDX-License-Identifier: Apache-2.0
/* The clocks of Arm's MPS2 boards. They lie at the same places behind a base and differ between boards in their rate. */
#ifndef TINYGEN_COUNTER_MPS2_H
#define TINYGEN_COUNTER_MPS2_H

#include "counter.h"

/*
 * The fine counter is CMSDK timer 0 at the peripheral clock. The coarse one is the first half of the CMSDK dual timer
 * behind its prescaler of 256 and says how often the fine one wrapped. Both count down. `base` is a constant, so that a
 * sample costs two loads.
 */
static inline volatile uint32_t *mps2_register(uint32_t base, uint32_t offset) {
    return (volatile uint32_t *)(uintptr_t)(base + offset);
}

enum {
    MPS2_TIMER0_CTRL = 0x0000,
    MPS2_TIMER0_VALUE = 0x0004,
    MPS2_TIMER0_RELOAD = 0x0008,
    MPS2_DUAL_VALUE = 0x2004,
    MPS2_DUAL_CTRL = 0x2008
};

enum {
    MPS2_TIMER_ENABLE = 1,
    MPS2_DUAL_32_BIT = 1 << 1,
    MPS2_DUAL_PRESCALE_256 = 2 << 2,
    MPS2_DUAL_ENABLE = 1 << 7
};

static inline void mps2_start(uint32_t base) {
    *mps2_register(base, MPS2_TIMER0_CTRL) = 0;
    *mps2_register(base, MPS2_TIMER0_RELOAD) = 0xffffffffu;
    *mps2_register(base, MPS2_TIMER0_VALUE) = 0xffffffffu;
    *mps2_register(base, MPS2_TIMER0_CTRL) = MPS2_TIMER_ENABLE;
    *mps2_register(base, MPS2_DUAL_CTRL) = MPS2_DUAL_32_BIT | MPS2_DUAL_PRESCALE_256;
    *mps2_register(base, MPS2_DUAL_CTRL) = MPS2_DUAL_32_BIT | MPS2_DUAL_PRESCALE_256 | MPS2_DUAL_ENABLE;
}

static inline void mps2_take(uint32_t base, struct counter_sample *sample) {
    sample->raw[0] = *mps2_register(base, MPS2_TIMER0_VALUE);
    sample->raw[1] = *mps2_register(base, MPS2_DUAL_VALUE);
}

/* Ticks of the peripheral clock between two samples. */
static inline uint64_t mps2_ticks(const struct counter_sample *begin, const struct counter_sample *end) {
    uint32_t fine = begin->raw[0] - end->raw[0];
    uint64_t about = (uint64_t)(begin->raw[1] - end->raw[1]) << 8;
    /* `about` is off by less than one coarse step, so rounding finds the number of wraps. */
    return (((about - fine + 0x80000000u) >> 32) << 32) + fine;
}

#endif
