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

#if defined(__arm__)
static inline uintptr_t semihosting_call(uintptr_t request, void *arguments) {
    register uintptr_t r0 __asm__("r0") = request;
    register void *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}
#else
/*
 * The two shifts mark the breakpoint as a call. All three must be uncompressed and on one page, which the alignment
 * of the function ensures; alignment inside a function would not survive the linker's relaxation.
 */
static __attribute__((naked, noinline, aligned(16))) uintptr_t semihosting_call(
    __attribute__((unused)) uintptr_t request, __attribute__((unused)) void *arguments) {
    __asm__ volatile(
        ".option push\n"
        ".option norvc\n"
        "slli zero, zero, 0x1f\n"
        "ebreak\n"
        "srai zero, zero, 7\n"
        "ret\n"
        ".option pop\n");
}
#endif

#endif
