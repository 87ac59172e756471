// SPDX-License-Identifier: Apache-2.0
/* Xtensa's call of the simulator: a number in a2 and three arguments, answered in a2. */
#ifndef TINYGEN_SIMCALL_H
#define TINYGEN_SIMCALL_H

#include <stdint.h>

/* Numbers from QEMU's target/xtensa/xtensa-semi.c; files, modes and permissions are those of the host's open(). */
enum {
    SIMCALL_EXIT = 1,
    SIMCALL_READ = 3,
    SIMCALL_WRITE = 4,
    SIMCALL_OPEN = 5,
    SIMCALL_CLOSE = 6,
    SIMCALL_ARGUMENT_COUNT = 1000,
    SIMCALL_ARGUMENT_BYTES = 1001,
    SIMCALL_ARGUMENTS = 1002
};

static inline uintptr_t simcall(uintptr_t request, uintptr_t a, uintptr_t b, uintptr_t c) {
    register uintptr_t a2 __asm__("a2") = request;
    register uintptr_t a3 __asm__("a3") = a;
    register uintptr_t a4 __asm__("a4") = b;
    register uintptr_t a5 __asm__("a5") = c;
    /* The error number comes back in a3. */
    __asm__ volatile("simcall" : "+r"(a2), "+r"(a3) : "r"(a4), "r"(a5) : "memory");
    return a2;
}

#endif
