// SPDX-License-Identifier: Apache-2.0
/* Cortex-M: vector table, switching on the floating-point and vector unit, fault handler. */
#include "startup.h"

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))
/* Names of the Armv7-M and Armv8-M reference manuals. */
#define CPACR REGISTER(0xe000ed88u)
#define CFSR REGISTER(0xe000ed28u)

extern uint8_t tinygen_stack_bottom[];
extern uint8_t tinygen_stack_top[];

void reset_handler(void) __attribute__((noreturn));
void fault_handler(void);
void fault_report(const uint32_t *frame) __attribute__((noreturn));

void reset_handler(void) {
#if defined(__ARM_FP) || defined(__ARM_FEATURE_MVE)
    /* Full access to coprocessors 10 and 11, before any instruction of theirs. */
    CPACR |= 0xfu << 20;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    startup_run();
}

/* Starts again from an empty stack, because an overflow of it may be the fault. */
__attribute__((naked)) void fault_handler(void) {
    __asm__ volatile(
        "mov r0, sp\n"
        "ldr r1, =tinygen_stack_top\n"
        "mov sp, r1\n"
        "b fault_report\n");
}

__attribute__((used)) void fault_report(const uint32_t *frame) {
    uint32_t number;
    __asm__ volatile("mrs %0, ipsr" : "=r"(number));
    /* The seventh word that the core saved is the return address. */
    int32_t saved = (const uint8_t *)frame >= tinygen_stack_bottom && (const uint8_t *)&frame[8] <= tinygen_stack_top;
    startup_fault(number, saved ? frame[6] : 0u, CFSR);
}

/* Initial stack pointer and the fifteen exceptions of the core; the program uses no interrupts. */
struct vector_table {
    uint8_t *stack;
    void (*handlers[15])(void);
};

__attribute__((section(".tinygen_boot"), used)) const struct vector_table vector_table = {
    tinygen_stack_top,
    {reset_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler,
     fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler, fault_handler,
     fault_handler}};
