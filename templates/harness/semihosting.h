// SPDX-License-Identifier: Apache-2.0
/* The semihosting call of Arm and RISC-V: a request number and its argument block, answered by the simulator. */
#ifndef TINYGEN_SEMIHOSTING_H
#define TINYGEN_SEMIHOSTING_H

#include <stdint.h>

/* Numbers from Arm's "Semihosting for AArch32 and AArch64"; RISC-V uses the same ones. */
enum {
    SEMIHOSTING_OPEN = 0x01,
    SEMIHOSTING_CLOSE = 0x02,
    SEMIHOSTING_WRITE = 0x05,
    SEMIHOSTING_READ = 0x06,
    SEMIHOSTING_FILE_LENGTH = 0x0c,
    SEMIHOSTING_COMMAND_LINE = 0x15,
    SEMIHOSTING_EXIT_EXTENDED = 0x20
};

static inline uintptr_t semihosting_call(uintptr_t request, void *arguments) {
#if defined(__arm__)
    register uintptr_t r0 __asm__("r0") = request;
    register void *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
#else
    register uintptr_t a0 __asm__("a0") = request;
    register void *a1 __asm__("a1") = arguments;
    /* The two shifts mark the breakpoint as a call; all three must be full-width and on one page. */
    __asm__ volatile(
        ".option push\n"
        ".option norvc\n"
        ".balign 16\n"
        "slli zero, zero, 0x1f\n"
        "ebreak\n"
        "srai zero, zero, 7\n"
        ".option pop\n"
        : "+r"(a0)
        : "r"(a1)
        : "memory");
    return a0;
#endif
}

#endif
