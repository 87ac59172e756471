// SPDX-License-Identifier: Apache-2.0
/* The platform of a program that runs on the host: standard output and files, memory is not watched. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"
#include "platform.h"

static const char *parameters = "";

int32_t platform_parameters(char *text, uint32_t capacity) {
    size_t length = strlen(parameters);
    if (length >= capacity) {
        return -1;
    }
    memcpy(text, parameters, length + 1u);
    return 0;
}

void platform_print(const char *text, uint32_t length) {
    fwrite(text, 1, length, stdout);
    fflush(stdout);
}

int32_t platform_read(const struct text *name, void *data, uint32_t bytes) {
    FILE *file = fopen(name->data, "rb");
    if (file == NULL) {
        return -1;
    }
    int32_t whole = fread(data, 1, bytes, file) == bytes && fgetc(file) == EOF;
    fclose(file);
    return whole ? 0 : -1;
}

int32_t platform_write(const struct text *name, const void *data, uint32_t bytes) {
    FILE *file = fopen(name->data, "wb");
    if (file == NULL) {
        return -1;
    }
    int32_t whole = fwrite(data, 1, bytes, file) == bytes;
    return fclose(file) == 0 && whole ? 0 : -1;
}

uint8_t *platform_stack_bottom(void) {
    return NULL;
}

uint8_t *platform_stack_top(void) {
    return NULL;
}

const uint8_t *platform_arena_region_end(void) {
    return NULL;
}

void platform_exit(int32_t status) {
    exit(status);
}

int main(int argc, char **argv) {
    if (argc > 1) {
        parameters = argv[1];
    }
    platform_exit(harness_run());
}
