// SPDX-License-Identifier: Apache-2.0
/* Two models in one program: each has its own arena and state, and its own prefix. */
#include <stdio.h>
#include <string.h>

#include "digits.h"
#include "digits_selftest.h"
#include "sine.h"
#include "sine_selftest.h"

static int check(const char *name, int32_t result)
{
    printf("%s: self-test %s\n", name, result == 0 ? "passed" : "FAILED");
    return result == 0 ? 0 : 1;
}

int main(void)
{
    int failures = check("digits", tinygen_digits_selftest()) + check("sine", tinygen_sine_selftest());

    /* sin(1.5708) is about 1; the sine model's answer is within its quantisation. */
    *(int8_t *)tinygen_sine_input(0) = tinygen_sine_quantize_input_0(1.5708f);
    failures += tinygen_sine_invoke() == TINYGEN_SINE_OK ? 0 : 1;
    printf("sine(1.5708) = %.3f\n", (double)tinygen_sine_dequantize_output_0(*(const int8_t *)tinygen_sine_output(0)));

    /* An empty picture for the other model. */
    memset(tinygen_digits_input(0), 0, tinygen_digits_input_bytes(0));
    failures += tinygen_digits_invoke() == TINYGEN_DIGITS_OK ? 0 : 1;
    return failures;
}
