// SPDX-License-Identifier: Apache-2.0
/*
 * Stands in for ST's start-up file, which PlatformIO's framework brings: the same symbols of the linker script, then
 * main(). The system timer ends the simulation once the application has run the model three times.
 */
#include <stdint.h>

extern uint32_t _estack[], _sidata[], _sdata[], _edata[], _sbss[], _ebss[];
extern volatile int32_t example_status;
extern volatile uint32_t example_runs;
int main(void);
void Reset_Handler(void);
void SysTick_Handler(void);
static void fault(void);

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))

static void end(uint32_t status)
{
    /* Semihosting, SYS_EXIT_EXTENDED with "application exit". */
    uint32_t arguments[] = {0x20026u, status};
    register uint32_t r0 __asm__("r0") = 0x20u;
    register void *r1 __asm__("r1") = arguments;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    for (;;) {
    }
}

void Reset_Handler(void)
{
#if defined(__ARM_FP)
    REGISTER(0xe000ed88u) |= 0xfu << 20;
    __asm__ volatile("dsb\n\tisb" ::: "memory");
#endif
    const uint32_t *from = _sidata;
    for (uint32_t *to = _sdata; to < _edata; to++) {
        *to = *from++;
    }
    for (uint32_t *to = _sbss; to < _ebss; to++) {
        *to = 0;
    }
    REGISTER(0xe000e014u) = 100000u;
    REGISTER(0xe000e018u) = 0;
    REGISTER(0xe000e010u) = 7u;
    (void)main();
    end(3);
}

void SysTick_Handler(void)
{
    static uint32_t ticks;
    if (example_runs >= 3u && example_status == 0) {
        end(0);
    }
    if (++ticks > 20000u) {
        end(1);
    }
}

static void fault(void)
{
    end(2);
}

struct vectors {
    uint32_t *stack;
    void (*handlers[15])(void);
};

__attribute__((section(".isr_vector"), used)) static const struct vectors vectors = {
    _estack,
    {Reset_Handler, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault, fault,
     SysTick_Handler}};
