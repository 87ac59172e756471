// SPDX-License-Identifier: Apache-2.0
/* Where the stack ends now; null where the stack is not measured. */
#ifndef TINYGEN_STACK_POINTER_H
#define TINYGEN_STACK_POINTER_H

#include <stddef.h>
#include <stdint.h>

static inline uint8_t *stack_pointer(void) {
    uint8_t *address = NULL;
#if defined(__arm__)
    __asm__ volatile("mov %0, sp" : "=r"(address));
#elif defined(__xtensa__)
    __asm__ volatile("mov %0, sp" : "=r"(address));
#elif defined(__riscv)
    __asm__ volatile("mv %0, sp" : "=r"(address));
#endif
    return address;
}

#endif
