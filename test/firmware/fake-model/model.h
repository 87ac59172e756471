// SPDX-License-Identifier: Apache-2.0
/* A stand-in for a generated model library: two nodes whose instruction counts are known. */
#ifndef FAKE_MODEL_H
#define FAKE_MODEL_H

#include <stdint.h>

#define MODEL_INPUT_COUNT 2u
#define MODEL_OUTPUT_COUNT 1u
#define MODEL_NODE_COUNT 2u
#define MODEL_ARENA_BYTES 256u

int32_t model_init(void);
void *model_input(uint32_t index);
const void *model_output(uint32_t index);
int32_t model_invoke(void);
uint32_t model_input_bytes(uint32_t index);
uint32_t model_output_bytes(uint32_t index);

#endif
