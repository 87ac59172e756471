// SPDX-License-Identifier: Apache-2.0
/* What the measuring program needs from the place where it runs: text out, files, memory limits, an end. */
#ifndef TINYGEN_PLATFORM_H
#define TINYGEN_PLATFORM_H

#include <stdint.h>

#include "report.h"

/* Copies the parameters, separated by single spaces, into text and ends them with 0; returns 0 on success. */
int32_t platform_parameters(char *text, uint32_t capacity);

void platform_print(const char *text, uint32_t length);

/* Reads a file of exactly `bytes` bytes from the working directory; returns 0 on success. */
int32_t platform_read(const struct text *name, void *data, uint32_t bytes);

/* Writes a file into the working directory; returns 0 on success. */
int32_t platform_write(const struct text *name, const void *data, uint32_t bytes);

/* The whole stack, which grows down from its top; both are null where it is not measured. */
uint8_t *platform_stack_bottom(void);
uint8_t *platform_stack_top(void);

/* End of the memory region that holds the arena, or null where it is not known. */
const uint8_t *platform_arena_region_end(void);

/* Ends the program. */
void platform_exit(int32_t status) __attribute__((noreturn));

#endif
