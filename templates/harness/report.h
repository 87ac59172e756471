// SPDX-License-Identifier: Apache-2.0
/* Builds the lines of the report and the names of vector files without a C library. */
#ifndef TINYGEN_REPORT_H
#define TINYGEN_REPORT_H

#include <stdint.h>

/* Characters followed by a zero. */
struct text {
    uint32_t length;
    char data[72];
};

void text_clear(struct text *text);
/* Each of these appends; what does not fit is cut off. */
void text_add(struct text *text, const char *words);
void text_decimal(struct text *text, uint32_t value);
void text_hex(struct text *text, uint32_t value);

/* A keyword and unsigned decimal numbers, separated by spaces; the caller may append before it ends the line. */
void line_begin(struct text *line, const char *keyword, const uint32_t *numbers, uint32_t count);
void line_end(struct text *line);

#endif
