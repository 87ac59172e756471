// SPDX-License-Identifier: Apache-2.0
/* Looks like a generated model: its output is the number of wrong results of each function of tinygen_mve.h. */
#ifndef MVE_ARITHMETIC_H
#define MVE_ARITHMETIC_H

#include <stdint.h>

#define MODEL_INPUT_COUNT 1u
#define MODEL_OUTPUT_COUNT 1u
#define MODEL_NODE_COUNT 1u
#define MODEL_ARENA_BYTES 128u

int32_t model_init(void);
void *model_input(uint32_t index);
const void *model_output(uint32_t index);
int32_t model_invoke(void);
uint32_t model_input_bytes(uint32_t index);
uint32_t model_output_bytes(uint32_t index);

#endif
