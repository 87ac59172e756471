// SPDX-License-Identifier: Apache-2.0
/*
 * What TensorFlow Lite Micro expects from a C++ library and from its platform, for a program without either:
 * its log, and ends for what must never happen. On boards with a framework the framework has all of this.
 */
#include <cstdarg>
#include <cstddef>
#include <cstdint>

extern "C" {
#include "platform.h"
}
#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_log.h"

namespace {

/* The log goes out line by line, each after a word that tells it from the report of the measuring program. */
constexpr size_t LINE_CAPACITY = 160;
char line[LINE_CAPACITY];
size_t length;

void put(char character)
{
    if (character == '\r') {
        return;
    }
    if (character != '\n' && length < sizeof line) {
        line[length++] = character;
        return;
    }
    if (length > 0) {
        platform_print("log ", 4);
        platform_print(line, static_cast<uint32_t>(length));
        platform_print("\n", 1);
    }
    length = 0;
}

void put_number(uint32_t value, uint32_t base)
{
    char digits[10];
    size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0U);
    while (count > 0) {
        put(digits[--count]);
    }
}

void put_signed(int32_t value)
{
    if (value < 0) {
        put('-');
    }
    put_number(value < 0 ? 0U - static_cast<uint32_t>(value) : static_cast<uint32_t>(value), 10);
}

[[noreturn]] void stop(const char *why)
{
    while (*why != '\0') {
        put(*why++);
    }
    put('\n');
    platform_exit(3);
}

}  // namespace

extern "C" {

/* Integers, characters and texts, which is what TFLM's messages hold; widths are skipped, other formats shown as they are. */
void DebugLog(const char *format, va_list arguments)
{
    for (const char *at = format; *at != '\0'; at++) {
        if (*at != '%') {
            put(*at);
            continue;
        }
        at++;
        while ((*at >= '0' && *at <= '9') || *at == '.' || *at == '-' || *at == 'l' || *at == 'z') {
            at++;
        }
        switch (*at) {
        case 'd':
        case 'i':
            put_signed(va_arg(arguments, int));
            break;
        case 'u':
            put_number(va_arg(arguments, unsigned), 10);
            break;
        case 'x':
        case 'p':
            put_number(va_arg(arguments, unsigned), 16);
            break;
        case 'c':
            put(static_cast<char>(va_arg(arguments, int)));
            break;
        case 's':
            for (const char *text = va_arg(arguments, const char *); text != nullptr && *text != '\0'; text++) {
                put(*text);
            }
            break;
        case 'f':
        case 'g':
            /* Floats are not worth a formatter here; the argument must be skipped all the same. */
            (void)va_arg(arguments, double);
            put('?');
            break;
        case '\0':
            return;
        default:
            put(*at);
            break;
        }
    }
}

/* Only profilers print through this one, and there is none. */
int DebugVsnprintf(char *buffer, size_t capacity, const char *, va_list)
{
    if (capacity > 0) {
        buffer[0] = '\0';
    }
    return 0;
}

/* TFLITE_DCHECK and the C library end here. */
[[noreturn]] void abort(void)
{
    stop("a check inside TFLM failed: abort()");
}

/* assert() of newlib and picolibc, without the printf that theirs brings along. */
[[noreturn]] void __assert_func(const char *, int, const char *, const char *condition)
{
    stop(condition);
}

[[noreturn]] void __cxa_pure_virtual(void)
{
    stop("a pure virtual function was called");
}

}  /* extern "C" */

/* A library built without texts of errors (TF_LITE_STRIP_ERROR_STRINGS) lacks it; the model's library calls it. */
__attribute__((weak)) void MicroPrintf(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    DebugLog(format, arguments);
    va_end(arguments);
    put('\n');
}

/* Virtual destructors refer to it; nothing is ever deleted, because nothing is on a heap. */
void operator delete(void *) noexcept
{
    stop("operator delete was called");
}

void operator delete(void *, size_t) noexcept
{
    stop("operator delete was called");
}
