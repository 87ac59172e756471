// SPDX-License-Identifier: Apache-2.0
/* What start-up code does on every core: prepares the memory, runs the program, reports a fault. */
#ifndef TINYGEN_STARTUP_H
#define TINYGEN_STARTUP_H

#include <stdint.h>

/* Copies initialised data, clears the rest, runs the measuring program and ends. */
void startup_run(void) __attribute__((noreturn));

/* Prints the line `fault cause address detail` in hexadecimal and ends. */
void startup_fault(uint32_t cause, uint32_t address, uint32_t detail) __attribute__((noreturn));

#endif
