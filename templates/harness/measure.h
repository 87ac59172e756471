// SPDX-License-Identifier: Apache-2.0
/* Counts the instructions of one call, from its first instruction to its return. */
#ifndef TINYGEN_MEASURE_H
#define TINYGEN_MEASURE_H

#include <stdint.h>

/* Starts the counter and finds out what measuring itself costs. */
void measure_start(void);

/* Runs the whole model; returns what it returns. */
int32_t measure_invoke(int32_t (*invoke)(void));

/* Runs one node. */
void measure_node(void (*run)(uint32_t), uint32_t node);

/* Instructions of the last call by measure_invoke or measure_node; returns 0 when they are known. */
int32_t measure_invoke_result(uint64_t *instructions);
int32_t measure_node_result(uint64_t *instructions);

#endif
