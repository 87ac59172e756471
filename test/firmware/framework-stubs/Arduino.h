// SPDX-License-Identifier: Apache-2.0
/* Stub of Arduino for compiling only. */
#pragma once
#include <stddef.h>
#include <stdint.h>
#if defined(STUB_ESP32)
#define SET_LOOP_TASK_STACK_SIZE(size) size_t getArduinoLoopTaskStackSize(void) { return size; }
#define MALLOC_CAP_SPIRAM (1 << 10)
extern "C" void *heap_caps_aligned_alloc(size_t alignment, size_t size, uint32_t caps);
#endif
struct Printer {
    void begin(unsigned long baud);
    size_t print(const char *text);
    size_t print(unsigned long number);
    size_t println(const char *text);
    size_t println(unsigned char number);
};
extern Printer Serial;
unsigned long micros();
void delay(unsigned long ms);
void setup();
void loop();
