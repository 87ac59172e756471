// SPDX-License-Identifier: Apache-2.0
/* Builds the lines of the report and the names of vector files without a C library. */
#include "report.h"

#include "platform.h"

static void add_char(struct text *text, char character) {
    /* Two places stay free, for a line feed and the zero. */
    if (text->length + 2u < sizeof text->data) {
        text->data[text->length++] = character;
        text->data[text->length] = '\0';
    }
}

void text_clear(struct text *text) {
    text->length = 0;
    text->data[0] = '\0';
}

void text_add(struct text *text, const char *words) {
    while (*words != '\0') {
        add_char(text, *words++);
    }
}

void text_decimal(struct text *text, uint32_t value) {
    char digits[10];
    uint32_t count = 0;
    do {
        digits[count++] = (char)('0' + value % 10u);
        value /= 10u;
    } while (value != 0u);
    while (count != 0u) {
        add_char(text, digits[--count]);
    }
}

void text_hex(struct text *text, uint32_t value) {
    for (int32_t shift = 28; shift >= 0; shift -= 4) {
        add_char(text, "0123456789abcdef"[(value >> shift) & 15u]);
    }
}

void line_begin(struct text *line, const char *keyword, const uint32_t *numbers, uint32_t count) {
    text_clear(line);
    text_add(line, keyword);
    for (uint32_t i = 0; i < count; i++) {
        text_add(line, " ");
        text_decimal(line, numbers[i]);
    }
}

void line_end(struct text *line) {
    line->data[line->length++] = '\n';
    platform_print(line->data, line->length);
}
