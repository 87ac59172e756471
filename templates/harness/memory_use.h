// SPDX-License-Identifier: Apache-2.0
/* Finds out how much of the arena and of the stack is really written, by filling them with a pattern first. */
#ifndef TINYGEN_MEMORY_USE_H
#define TINYGEN_MEMORY_USE_H

#include <stdint.h>

/* The arena and the watched bytes behind it. */
void memory_fill_arena(void);

/* The planned bytes alone: what was written behind them stays to be reported. */
void memory_poison_arena(void);

/* Fills the free stack below the caller. */
void memory_fill_stack(void);

/* To be called after a call of the model, with the caller's stack pointer; returns 0 unless the stack overflowed. */
int32_t memory_check_stack(const uint8_t *caller);

/* Prints the lines `arena` and `stack`. */
void memory_report(void);

#endif
