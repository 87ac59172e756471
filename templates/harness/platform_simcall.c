// SPDX-License-Identifier: Apache-2.0
/* The platform of a bare-metal Xtensa program in QEMU: text, files and exit go through simulator calls. */
#include "platform.h"
#include "simcall.h"

/* Linux's values of O_RDONLY and O_WRONLY | O_CREAT | O_TRUNC: QEMU 7.2 hands them to open() as they are. */
enum {
    STDOUT = 1,
    MODE_READ = 0,
    MODE_WRITE = 01 | 0100 | 01000,
    PERMISSIONS = 0666
};

/* READ and WRITE may do a part; returns 0 when everything went through. */
static int32_t transfer(uintptr_t request, uintptr_t file, uintptr_t data, uintptr_t bytes) {
    while (bytes > 0u) {
        uintptr_t done = simcall(request, file, data, bytes);
        if (done == 0u || done > bytes) {
            return -1;
        }
        data += done;
        bytes -= done;
    }
    return 0;
}

/* The arguments arrive as pointers followed by the strings that they point to; ours is one string. */
int32_t platform_parameters(char *text, uint32_t capacity) {
    static union {
        const char *pointers[64];
        char bytes[256];
    } arguments;
    if (simcall(SIMCALL_ARGUMENT_COUNT, 0, 0, 0) != 1u ||
        simcall(SIMCALL_ARGUMENT_BYTES, 0, 0, 0) > sizeof arguments) {
        return -1;
    }
    (void)simcall(SIMCALL_ARGUMENTS, (uintptr_t)arguments.bytes, 0, 0);
    for (uint32_t i = 0; i < capacity; i++) {
        text[i] = arguments.pointers[0][i];
        if (text[i] == '\0') {
            return 0;
        }
    }
    return -1;
}

void platform_print(const char *text, uint32_t length) {
    (void)transfer(SIMCALL_WRITE, STDOUT, (uintptr_t)text, length);
}

int32_t platform_read(const struct text *name, void *data, uint32_t bytes) {
    uintptr_t file = simcall(SIMCALL_OPEN, (uintptr_t)name->data, MODE_READ, 0);
    if (file == UINTPTR_MAX) {
        return -1;
    }
    /* Exactly so many bytes: behind them is the end of the file. */
    uint8_t more;
    int32_t whole = transfer(SIMCALL_READ, file, (uintptr_t)data, bytes) == 0 &&
                    simcall(SIMCALL_READ, file, (uintptr_t)&more, 1) == 0u;
    (void)simcall(SIMCALL_CLOSE, file, 0, 0);
    return whole ? 0 : -1;
}

int32_t platform_write(const struct text *name, const void *data, uint32_t bytes) {
    uintptr_t file = simcall(SIMCALL_OPEN, (uintptr_t)name->data, MODE_WRITE, PERMISSIONS);
    if (file == UINTPTR_MAX) {
        return -1;
    }
    int32_t whole = transfer(SIMCALL_WRITE, file, (uintptr_t)data, bytes) == 0;
    (void)simcall(SIMCALL_CLOSE, file, 0, 0);
    return whole ? 0 : -1;
}

void platform_exit(int32_t status) {
    (void)simcall(SIMCALL_EXIT, (uintptr_t)status, 0, 0);
    for (;;) {
    }
}
