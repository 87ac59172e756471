// SPDX-License-Identifier: Apache-2.0
/* Stub of Zephyr for compiling only. */
#pragma once
void printk(const char *format, ...) __attribute__((format(printf, 1, 2)));
