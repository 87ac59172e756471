// SPDX-License-Identifier: Apache-2.0
/* Where the linker script of a bare-metal program put its stack and the region of its arena. */
#include "platform.h"

extern uint8_t tinygen_stack_bottom[];
extern uint8_t tinygen_stack_top[];
extern uint8_t tinygen_arena_region_end[];

uint8_t *platform_stack_bottom(void) {
    return tinygen_stack_bottom;
}

uint8_t *platform_stack_top(void) {
    return tinygen_stack_top;
}

const uint8_t *platform_arena_region_end(void) {
    return tinygen_arena_region_end;
}
