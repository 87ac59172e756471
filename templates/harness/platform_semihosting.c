// SPDX-License-Identifier: Apache-2.0
/* The platform of a bare-metal program in a simulator: text, files and exit go through semihosting. */
#include <stddef.h>

#include "platform.h"
#include "semihosting.h"

/* Modes of the request OPEN: as fopen's "rb" and "wb", and "w", which makes the console standard output. */
enum {
    MODE_READ = 1,
    MODE_STDOUT = 4,
    MODE_WRITE = 5
};

static uintptr_t call(uintptr_t request, uintptr_t a, uintptr_t b, uintptr_t c) {
    uintptr_t arguments[] = {a, b, c};
    return semihosting_call(request, arguments);
}

static uintptr_t open_file(const struct text *name, uintptr_t mode) {
    return call(SEMIHOSTING_OPEN, (uintptr_t)name->data, mode, name->length);
}

int32_t platform_parameters(char *text, uint32_t capacity) {
    return call(SEMIHOSTING_COMMAND_LINE, (uintptr_t)text, capacity, 0) == 0u ? 0 : -1;
}

void platform_print(const char *text, uint32_t length) {
    static uintptr_t console;
    if (console == 0u) {
        /* The console's special name has three characters. */
        console = call(SEMIHOSTING_OPEN, (uintptr_t)":tt", MODE_STDOUT, 3);
    }
    (void)call(SEMIHOSTING_WRITE, console, (uintptr_t)text, length);
}

int32_t platform_read(const struct text *name, void *data, uint32_t bytes) {
    uintptr_t file = open_file(name, MODE_READ);
    if (file == UINTPTR_MAX) {
        return -1;
    }
    /* READ answers with the number of bytes that are missing. */
    int32_t whole = call(SEMIHOSTING_FILE_LENGTH, file, 0, 0) == bytes &&
                    call(SEMIHOSTING_READ, file, (uintptr_t)data, bytes) == 0u;
    (void)call(SEMIHOSTING_CLOSE, file, 0, 0);
    return whole ? 0 : -1;
}

int32_t platform_write(const struct text *name, const void *data, uint32_t bytes) {
    uintptr_t file = open_file(name, MODE_WRITE);
    if (file == UINTPTR_MAX) {
        return -1;
    }
    int32_t whole = call(SEMIHOSTING_WRITE, file, (uintptr_t)data, bytes) == 0u;
    (void)call(SEMIHOSTING_CLOSE, file, 0, 0);
    return whole ? 0 : -1;
}

void platform_exit(int32_t status) {
    /* 0x20026: the application ended by itself. */
    (void)call(SEMIHOSTING_EXIT_EXTENDED, 0x20026u, (uintptr_t)status, 0);
    for (;;) {
    }
}
