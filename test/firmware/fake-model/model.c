// SPDX-License-Identifier: Apache-2.0
/* A stand-in for a generated model library. The macros FAKE_* choose its work and its faults. */
#include "model.h"

#include <string.h>

#include "model_trace.h"

#ifndef FAKE_LOOP
#define FAKE_LOOP 1000u
#endif
#ifndef FAKE_STACK
#define FAKE_STACK 64u
#endif
#ifndef FAKE_WEIGHTS
#define FAKE_WEIGHTS 16
#endif

/* Inputs at 0 (12 bytes) and 12 (4 bytes), intermediate at 32 (16 bytes), output at 64 (8 bytes), state behind it. */
static uint8_t arena[MODEL_ARENA_BYTES] __attribute__((section(".tinygen_arena"), aligned(16)));
static uint32_t runs = 7;
static uint32_t zeroed;

static const uint8_t weights[FAKE_WEIGHTS] __attribute__((section(".rodata.tinygen_model"), used)) = {3, 1, 4, 1, 5};

int32_t model_init(void) {
#ifdef FAKE_INIT_FAILS
    return -5;
#else
    runs = 7;
    zeroed = 0;
    return 0;
#endif
}

void *model_input(uint32_t index) {
    return index == 0u ? arena : arena + 12;
}

uint32_t model_input_bytes(uint32_t index) {
    return index == 0u ? 12u : 4u;
}

const void *model_output(uint32_t index) {
    return arena + 64 + index;
}

uint32_t model_output_bytes(uint32_t index) {
    return 8u + index;
}

/* Two instructions an iteration. */
static void spin(uint32_t iterations) {
    if (iterations == 0u) {
        return;
    }
#if defined(__arm__)
    __asm__ volatile("1: subs %0, %0, #1\n\tbne 1b" : "+r"(iterations) : : "cc");
#elif defined(__riscv)
    __asm__ volatile(
        ".option push\n.option norvc\n1: addi %0, %0, -1\n\tbnez %0, 1b\n.option pop"
        : "+r"(iterations));
#elif defined(__xtensa__)
    __asm__ volatile("1: addi %0, %0, -1\n\tbnez %0, 1b" : "+r"(iterations));
#endif
}

static __attribute__((noinline)) void reverse(void) {
    for (uint32_t i = 0; i < 16u; i++) {
        arena[32u + i] = (uint8_t)(arena[15u - i] + weights[i % 5u]);
    }
}

/* Touches FAKE_STACK bytes of stack and the last byte of the arena. */
static __attribute__((noinline)) void finish(void) {
    volatile uint8_t scratch[FAKE_STACK];
    for (uint32_t i = 0; i < FAKE_STACK; i++) {
        scratch[i] = 1;
    }
    spin(FAKE_LOOP);
    for (uint32_t i = 0; i < 8u; i++) {
        arena[64u + i] = (uint8_t)(arena[32u + i] + runs + zeroed + scratch[0]);
    }
    runs++;
#ifdef FAKE_STALE
    /* Uses what the last invocation left in the arena. */
    arena[72]++;
    arena[64] = (uint8_t)(arena[64] + arena[72]);
#endif
#ifdef FAKE_OVERRUN
    /* Through a volatile pointer, so that the compiler does not see what is wrong here. */
    uint8_t *volatile behind = arena;
    behind[MODEL_ARENA_BYTES + 3u] = 0;
#endif
}

int32_t model_invoke(void) {
#ifdef FAKE_HANG
    for (;;) {
    }
#endif
#ifdef FAKE_CRASH
    __builtin_trap(); /* an undefined instruction: not every machine minds an access to nowhere */
#endif
    for (uint32_t node = 0; node < MODEL_NODE_COUNT; node++) {
        model_trace_run(node);
    }
    return 0;
}

void model_trace_run(uint32_t node) {
    if (node == 0u) {
        reverse();
    } else {
        finish();
    }
}

uint32_t model_trace_output_count(uint32_t node) {
    (void)node;
    return 1;
}

const void *model_trace_output(uint32_t node, uint32_t index, uint32_t *bytes) {
    *bytes = node == 0u ? 16u : 8u;
    return arena + (node == 0u ? 32u : 64u) + index;
}

void *model_trace_arena(void) {
    return arena;
}
