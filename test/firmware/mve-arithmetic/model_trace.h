// SPDX-License-Identifier: Apache-2.0
/* The measuring interface of the arithmetic test. */
#ifndef MVE_ARITHMETIC_TRACE_H
#define MVE_ARITHMETIC_TRACE_H

#include <stdint.h>

void model_trace_run(uint32_t node);
uint32_t model_trace_output_count(uint32_t node);
const void *model_trace_output(uint32_t node, uint32_t index, uint32_t *bytes);
void *model_trace_arena(void);

#endif
