// SPDX-License-Identifier: Apache-2.0
/*
 * Firmware for QEMU's mps2-an386 that asks the real TFLM how large the arena of a model has to be, and what the model
 * computes in an arena of a given size. measure.ts lays the request and the model file into memory, and reads the lines.
 */
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <new>

#include "tensorflow/lite/micro/debug_log.h"
#include "tensorflow/lite/micro/micro_allocator.h"
#include "tensorflow/lite/micro/micro_interpreter.h"
#include "tensorflow/lite/micro/micro_mutable_op_resolver.h"
#include "tensorflow/lite/micro/micro_resource_variable.h"
#include "tensorflow/lite/schema/schema_generated.h"

#include "operators.h"

namespace {

/* What measure.ts writes at the start of the third RAM; the model file follows, then the bytes of all inputs. */
struct Request {
    uint32_t fails;        /* A multiple of 16 bytes with which it is known to fail, or 0. */
    uint32_t succeeds;     /* Bytes to begin with. */
    uint32_t variables;    /* Resource variables. */
    uint32_t invocations;  /* 0: look for the smallest arena; else run in an arena of `succeeds` bytes. */
    uint32_t inputs;       /* Address of the inputs of all invocations, one behind the other. */
    uint32_t logs;
};

const Request &request = *reinterpret_cast<const Request *>(0x21000000);
const void *const model_file = reinterpret_cast<const void *>(0x21000040);

constexpr uint32_t STEP = 16;
constexpr uint32_t BELOW = 8;
constexpr uint32_t ARENA_BYTES = 3U << 20;
alignas(16) uint8_t arena[ARENA_BYTES + STEP];
alignas(16) uint8_t interpreter_memory[sizeof(tflite::MicroInterpreter)];

int semihosting(int operation, const void *argument)
{
    register int r0 asm("r0") = operation;
    register const void *r1 asm("r1") = argument;
    asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

void print(const char *text) { (void)semihosting(4, text); }

void print_number(uint32_t value, uint32_t base)
{
    char digits[12];
    int at = 11;
    digits[at] = 0;
    do {
        digits[--at] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value != 0);
    print(digits + at);
}

void say(const char *what, uint32_t value, uint32_t base = 10)
{
    print(what);
    print(" ");
    print_number(value, base);
    print("\n");
}

[[noreturn]] void stop(int status)
{
    const uint32_t block[2] = {0x20026, static_cast<uint32_t>(status)};
    (void)semihosting(0x20, block);
    for (;;) {
    }
}

uint32_t fnv1a(const uint8_t *bytes, size_t count)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < count; i++) hash = (hash ^ bytes[i]) * 16777619U;
    return hash;
}

tflite::MicroInterpreter *start(const Resolver &resolver, uint32_t bytes)
{
    for (uint32_t i = 0; i < bytes; i++) arena[i] = 0xa5;
    tflite::MicroAllocator *allocator = tflite::MicroAllocator::Create(arena, bytes);
    if (allocator == nullptr) return nullptr;
    tflite::MicroResourceVariables *variables = nullptr;
    if (request.variables > 0) {
        variables = tflite::MicroResourceVariables::Create(allocator, static_cast<int>(request.variables));
        if (variables == nullptr) return nullptr;
    }
    auto *interpreter = new (interpreter_memory)
        tflite::MicroInterpreter(tflite::GetModel(model_file), resolver, allocator, variables);
    if (interpreter->initialization_status() != kTfLiteOk) return nullptr;
    return interpreter->AllocateTensors() == kTfLiteOk ? interpreter : nullptr;
}

bool attempt(const Resolver &resolver, uint32_t bytes)
{
    /* A fault ends the program; the line before it says in which arena. */
    say("try", bytes);
    const bool enough = start(resolver, bytes) != nullptr;
    say(enough ? "enough" : "short", bytes);
    return enough;
}

void search(const Resolver &resolver)
{
    uint32_t low = request.fails;
    uint32_t high = request.succeeds;
    if (!attempt(resolver, high)) return;
    /* First close below, where the answer is expected. */
    for (uint32_t step = STEP; high - low > STEP && step < high - low; step *= 2) {
        if (!attempt(resolver, high - step)) {
            low = high - step;
            break;
        }
        high -= step;
    }
    while (high - low > STEP) {
        const uint32_t middle = low + (high - low) / 2 / STEP * STEP;
        if (attempt(resolver, middle)) high = middle;
        else low = middle;
    }
    for (uint32_t i = 1; i <= BELOW && high >= (i + 1) * STEP; i++) (void)attempt(resolver, high - i * STEP);
}

void run(const Resolver &resolver)
{
    uint8_t *const guard = arena + request.succeeds;
    for (uint32_t i = 0; i < STEP; i++) guard[i] = 0x5a;
    tflite::MicroInterpreter *interpreter = start(resolver, request.succeeds);
    if (interpreter == nullptr) {
        say("short", request.succeeds);
        return;
    }
    say("used", static_cast<uint32_t>(interpreter->arena_used_bytes()));
    const uint8_t *bytes = reinterpret_cast<const uint8_t *>(request.inputs);
    for (uint32_t run = 0; run < request.invocations; run++) {
        for (size_t i = 0; i < interpreter->inputs_size(); i++) {
            TfLiteTensor *input = interpreter->input(i);
            for (size_t at = 0; at < input->bytes; at++) input->data.uint8[at] = *bytes++;
        }
        if (interpreter->Invoke() != kTfLiteOk) {
            say("failed", run);
            return;
        }
        for (size_t i = 0; i < interpreter->outputs_size(); i++) {
            const TfLiteTensor *output = interpreter->output(i);
            say("output", fnv1a(output->data.uint8, output->bytes), 16);
        }
    }
    for (uint32_t i = 0; i < STEP; i++) {
        if (guard[i] != 0x5a) say("written behind the arena at", i);
    }
}

}  // namespace

void operator delete(void *) noexcept {}
void operator delete(void *, size_t) noexcept {}

extern "C" {

void *__dso_handle = nullptr;
int __cxa_atexit(void (*)(void *), void *, void *) { return 0; }
void __cxa_pure_virtual() { stop(3); }

void DebugLog(const char *format, va_list)
{
    if (request.logs == 0) return;
    print("log ");
    print(format);
}

int DebugVsnprintf(char *, size_t, const char *, va_list) { return 0; }

void abort()
{
    print("abort\n");
    stop(1);
}

void fault()
{
    print("fault\n");
    stop(2);
}

extern uint32_t bss_start, bss_end;
using Constructor = void (*)();

void reset()
{
    *reinterpret_cast<volatile uint32_t *>(0xe000ed88) |= 0xfU << 20; /* floating-point unit */
    asm volatile("dsb\n\tisb");
    for (uint32_t *word = &bss_start; word < &bss_end; word++) *word = 0;
    static Resolver resolver;
    if (register_operators(resolver) != kTfLiteOk) stop(4);
    if (request.invocations > 0) run(resolver);
    else search(resolver);
    print("end\n");
    stop(0);
}

__attribute__((section(".vectors"), used)) const void *const vectors[16] = {
    reinterpret_cast<void *>(0x20400000),
    reinterpret_cast<void *>(reset),
    reinterpret_cast<void *>(fault),
    reinterpret_cast<void *>(fault),
    reinterpret_cast<void *>(fault),
    reinterpret_cast<void *>(fault),
    reinterpret_cast<void *>(fault),
};

}  // extern "C"
