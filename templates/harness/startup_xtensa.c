// SPDX-License-Identifier: Apache-2.0
/* Xtensa with the call0 binary interface: entry point, exception vectors, fault handler, and the turns of CCOUNT. */
#include "startup_xtensa.h"

#include "startup.h"

void startup_entry(void);
void trap_report(const uint8_t *stack) __attribute__((noreturn));

extern uint8_t tinygen_stack_bottom[];

uint32_t startup_half_turns;

/* What the timer's handler saves. */
extern uint32_t startup_saved_a3;
uint32_t startup_saved_a3;

/*
 * The core begins at the first address of the boot region, which is also the base of the vectors: 0x10 and 0x20 for
 * debugging and the non-maskable interrupt, 0x30 and 0x50 for exceptions and level 1, 0x70 for exceptions in a handler.
 * Addresses are words in front of the code, because L32R only reaches backwards.
 *
 * The timer is the one interrupt that the measuring program switches on. Its handler executes the
 * same number of instructions each time (STARTUP_TIMER_INSTRUCTIONS): CCOUNT has reached CCOMPARE0, so half a turn is
 * counted, and CCOMPARE0 goes to the end of the half turn that begins now, which also takes the request back.
 */
__asm__(
    ".pushsection .tinygen_boot, \"ax\"\n"
    ".begin no-transform\n"
    ".global startup_entry\n"
    "startup_entry:\n"
    "    j .Lstart\n"
    "    .org 0x10\n" /* BREAK, which GCC makes of a trap, keeps its address elsewhere */
    "    rsr.epc2 a2\n"
    "    wsr.epc1 a2\n"
    "    j .Lfault\n"
    "    .org 0x20\n"
    "    j .Lfault\n"
    "    .org 0x30\n"
    "    j .Lexception\n"
    "    .org 0x50\n"
    "    j .Lexception\n"
    "    .org 0x70\n"
    "    j .Lfault\n"

    "    .balign 4\n"
    ".Lvectors:       .word startup_entry\n"
    ".Lstack_top:     .word tinygen_stack_top\n"
    ".Lrun:           .word startup_run\n"
    ".Lreport:        .word trap_report\n"
    ".Lhalf_turns:    .word startup_half_turns\n"
    ".Lsaved_a3:      .word startup_saved_a3\n"

    ".Lstart:\n"
    "    movi a2, 0\n"
    "    wsr.intenable a2\n"
    "    l32r a2, .Lvectors\n"
    "    wsr.vecbase a2\n"
    "    movi a2, 0\n" /* exceptions are taken, interrupts are allowed */
    "    wsr.ps a2\n"
    "    rsync\n"
    "    l32r a1, .Lstack_top\n"
    "    l32r a0, .Lrun\n"
    "    jx a0\n"

    ".Lexception:\n"
    "    wsr.excsave1 a2\n"
    "    rsr.exccause a2\n"
    "    bnei a2, 4, .Lfault\n" /* 4: an interrupt of level 1 */
    "    l32r a2, .Lsaved_a3\n"
    "    s32i a3, a2, 0\n"
    "    l32r a2, .Lhalf_turns\n"
    "    l32i a3, a2, 0\n"
    "    slli a3, a3, 31\n"
    "    wsr.ccompare0 a3\n"
    "    esync\n"
    "    l32i a3, a2, 0\n"
    "    addi a3, a3, 1\n"
    "    s32i a3, a2, 0\n"
    "    l32r a2, .Lsaved_a3\n"
    "    l32i a3, a2, 0\n"
    "    rsr.excsave1 a2\n"
    "    rfe\n"

    /* Starts again from an empty stack, because an overflow of it may be the fault. */
    ".Lfault:\n"
    "    mov a2, a1\n"
    "    l32r a1, .Lstack_top\n"
    "    l32r a0, .Lreport\n"
    "    jx a0\n"
    ".end no-transform\n"
    ".popsection\n");

__attribute__((used)) void trap_report(const uint8_t *stack) {
    uint32_t cause;
    uint32_t address;
    uint32_t value;
    __asm__ volatile("rsr.exccause %0" : "=a"(cause));
    __asm__ volatile("rsr.epc1 %0" : "=a"(address));
    __asm__ volatile("rsr.excvaddr %0" : "=a"(value));
    startup_fault(cause, stack < tinygen_stack_bottom ? 0u : address, value);
}
