// SPDX-License-Identifier: Apache-2.0
/* Finds out how much of the arena and of the stack is really written, by filling them with a pattern first. */
#include "memory_use.h"

#include <stddef.h>

#include "model.h"
#include "model_trace.h"
#include "platform.h"
#include "report.h"
#include "stack_pointer.h"

/* An arena byte that still holds this value counts as untouched. */
#define ARENA_FILL 0xa5
#define STACK_FILL 0xdeadbeefu
/* Bytes after the arena that are watched for writes that the plan does not know of. */
#define GUARD_BYTES 1024u

static uint32_t stack_of_model;
static uint32_t stack_in_all;

/* Bytes from the start of the arena to the end of the watched guard. */
static uint32_t watched_bytes(void) {
    const uint8_t *after = (const uint8_t *)model_trace_arena() + MODEL_ARENA_BYTES;
    const uint8_t *end = platform_arena_region_end();
    if (end == NULL) {
        return MODEL_ARENA_BYTES;
    }
    uint32_t spare = (uint32_t)(end - after);
    return MODEL_ARENA_BYTES + (spare < GUARD_BYTES ? spare : GUARD_BYTES);
}

static void fill_arena(uint32_t bytes) {
    uint8_t *arena = model_trace_arena();
    for (uint32_t i = 0; i < bytes; i++) {
        arena[i] = ARENA_FILL;
    }
}

/* What lies in other regions is filled too; only the main part is searched for touched bytes. */
static void fill_parts(void) {
#if defined(MODEL_TRACE_PARTS)
    for (uint32_t part = 0; part < MODEL_TRACE_PARTS; part++) {
        uint32_t bytes = 0;
        uint8_t *data = model_trace_part(part, &bytes);
        for (uint32_t i = 0; i < bytes; i++) {
            data[i] = ARENA_FILL;
        }
    }
#endif
}

void memory_fill_arena(void) {
    fill_arena(watched_bytes());
    fill_parts();
}

void memory_poison_arena(void) {
    fill_arena(MODEL_ARENA_BYTES);
    fill_parts();
}

/* A leaf that calls nothing, so that none of its own data lies below its stack pointer. */
__attribute__((noinline)) void memory_fill_stack(void) {
    volatile uint32_t *word = (volatile uint32_t *)(void *)platform_stack_bottom();
    const uint8_t *limit = stack_pointer();
    while ((const volatile uint8_t *)word < limit) {
        *word++ = STACK_FILL;
    }
}

int32_t memory_check_stack(const uint8_t *caller) {
    const uint32_t *word = (const uint32_t *)(const void *)platform_stack_bottom();
    if (word == NULL) {
        return 0;
    }
    if (*word != STACK_FILL) {
        return -1;
    }
    while (*word == STACK_FILL) {
        word++;
    }
    const uint8_t *deepest = (const uint8_t *)word;
    uint32_t model = (uint32_t)(caller - deepest);
    uint32_t all = (uint32_t)(platform_stack_top() - deepest);
    stack_of_model = model > stack_of_model ? model : stack_of_model;
    stack_in_all = all > stack_in_all ? all : stack_in_all;
    return 0;
}

void memory_report(void) {
    const uint8_t *arena = model_trace_arena();
    /* Planned bytes, end of the last touched byte in the plan, touched bytes in the plan, touched bytes beyond it. */
    uint32_t arena_use[4] = {MODEL_ARENA_BYTES, 0, 0, 0};
    for (uint32_t i = 0, watched = watched_bytes(); i < watched; i++) {
        if (arena[i] == ARENA_FILL) {
            continue;
        }
        if (i >= arena_use[0]) {
            arena_use[3]++;
        } else {
            arena_use[1] = i + 1u;
            arena_use[2]++;
        }
    }
    struct text line;
    line_begin(&line, "arena", arena_use, 4);
    line_end(&line);
    if (platform_stack_bottom() != NULL) {
        uint32_t stack_use[3] = {(uint32_t)(platform_stack_top() - platform_stack_bottom()), stack_of_model, stack_in_all};
        line_begin(&line, "stack", stack_use, 3);
        line_end(&line);
    }
}
