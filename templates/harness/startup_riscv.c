// SPDX-License-Identifier: Apache-2.0
/* RISC-V in machine mode: entry point and trap handler. */
#include "startup.h"

void startup_entry(void);
void trap_handler(void);
void trap_report(void) __attribute__((noreturn));

/* The core begins at the first address of the boot region. */
__attribute__((naked, section(".tinygen_boot"), used)) void startup_entry(void) {
    __asm__ volatile(
        ".option push\n"
        ".option norelax\n"
        "la gp, __global_pointer$\n"
        ".option pop\n"
        "la sp, tinygen_stack_top\n"
        "la t0, trap_handler\n"
        "csrw mtvec, t0\n"
        "j startup_run\n");
}

/* Starts again from an empty stack, because an overflow of it may be the fault. The low bits of mtvec must be 0. */
__attribute__((naked, aligned(4))) void trap_handler(void) {
    __asm__ volatile(
        "la sp, tinygen_stack_top\n"
        "j trap_report\n");
}

__attribute__((used)) void trap_report(void) {
    uint32_t cause;
    uint32_t address;
    uint32_t value;
    __asm__ volatile("csrr %0, mcause" : "=r"(cause));
    __asm__ volatile("csrr %0, mepc" : "=r"(address));
    __asm__ volatile("csrr %0, mtval" : "=r"(value));
    startup_fault(cause, address, value);
}
