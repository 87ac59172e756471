// SPDX-License-Identifier: Apache-2.0
/* What the interrupt of an Xtensa core's timer leaves for the instruction counter. */
#ifndef TINYGEN_STARTUP_XTENSA_H
#define TINYGEN_STARTUP_XTENSA_H

#include <stdint.h>

/* Half turns of CCOUNT since the counter was started: one for each interrupt of the timer. */
extern uint32_t startup_half_turns;

/*
 * What one interrupt adds to QEMU's count: 18 instructions, the jump of the vector included, and an empty block that QEMU
 * executes behind WSR.CCOMPARE0 to give way to its own timers.
 */
#define STARTUP_TIMER_INSTRUCTIONS 19u

#endif
