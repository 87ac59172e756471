// SPDX-License-Identifier: Apache-2.0
/* What start-up code does on every core: prepares the memory, runs the program, reports a fault. */
#include "startup.h"

#include "harness.h"
#include "platform.h"
#include "report.h"

/* Set by the linker script. */
extern uint32_t tinygen_data_begin[];
extern uint32_t tinygen_data_end[];
extern const uint32_t tinygen_data_image[];
extern uint32_t tinygen_bss_begin[];
extern uint32_t tinygen_bss_end[];

void startup_run(void) {
    const uint32_t *image = tinygen_data_image;
    for (uint32_t *word = tinygen_data_begin; word < tinygen_data_end; word++) {
        *word = *image++;
    }
    for (uint32_t *word = tinygen_bss_begin; word < tinygen_bss_end; word++) {
        *word = 0;
    }
    platform_exit(harness_run());
}

void startup_fault(uint32_t cause, uint32_t address, uint32_t detail) {
    struct text line;
    uint32_t numbers[] = {cause, address, detail};
    line_begin(&line, "fault", numbers, 0);
    for (uint32_t i = 0; i < 3u; i++) {
        text_add(&line, " ");
        text_hex(&line, numbers[i]);
    }
    line_end(&line);
    platform_exit(2);
}
