// SPDX-License-Identifier: Apache-2.0
/* Counts executed instructions. Every counter_*.c implements this for one clock of one simulator. */
#ifndef TINYGEN_COUNTER_H
#define TINYGEN_COUNTER_H

#include <stdint.h>

/* Raw register values. Taking a sample costs the same number of instructions each time. */
struct counter_sample {
    uint32_t raw[3];
};

/* Starts the clock; returns 0 when it runs, otherwise nothing can be counted here. */
int32_t counter_start(void);

void counter_take(struct counter_sample *sample);

/* Instructions between two samples, the cost of the samples included. */
uint64_t counter_between(const struct counter_sample *begin, const struct counter_sample *end);

#endif
