/* Example application: runs the model once a second. This file is yours to change; tinygen then leaves it alone. */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "esp_cpu.h"
#include "esp_timer.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "model.h"
#include "sine_selftest.h"

/* The inputs, outputs and labels that this file is written for; when they change, it no longer compiles. */
MODEL_REQUIRE_API(0x6a538913U);

/* Stack of the task that runs the model, in bytes; the example prints how much of it was never used. */
#define MODEL_TASK_STACK 8192

/* 0 while everything is well, and how often the model ran: for a debugger or a test bench. */
volatile int32_t example_status = -1;
volatile uint32_t example_runs;

static void run_model(void *unused)
{
    (void)unused;
    example_status = model_init();
    if (example_status != MODEL_OK) {
        printf("sine: the arena could not be set up\n");
        vTaskDelete(NULL);
    }
#if !defined(TINYGEN_SINE_NO_SELFTEST)
    example_status = tinygen_sine_selftest();
    printf("sine: self-test %s\n", example_status == 0 ? "passed" : "FAILED");
#endif

    while (example_status == 0) {
        /* Put your sensor data here, quantised with model_quantize_input_0() where the input is quantised. */
        memset(model_input(0), 0, model_input_bytes(0));

        const int64_t start = esp_timer_get_time();
        /* CCOUNT or mcycle of this core; wraps after 2^32 cycles, 17 s at 240 MHz. */
        const uint32_t first_cycle = (uint32_t)esp_cpu_get_cycle_count();
        example_status = model_invoke();
        const uint32_t cycles = (uint32_t)esp_cpu_get_cycle_count() - first_cycle;
        const int64_t elapsed = esp_timer_get_time() - start;
        example_runs++;

        printf("sine: %" PRId64 " us, %" PRIu32 " cycles, first output byte %u, stack never used %u B\n", elapsed,
               cycles, (unsigned)*(const uint8_t *)model_output(0), (unsigned)uxTaskGetStackHighWaterMark(NULL));
        vTaskDelay(pdMS_TO_TICKS(1000));
    }
    vTaskDelete(NULL);
}

void app_main(void)
{
    /*
     * At the priority of the idle task the scheduler takes turns between the two. The task watchdog waits for the idle
     * task, so that an inference longer than its limit (5 s by default) does not set it off; radio and timer tasks go
     * first. The idle task sleeps through its turns (configIDLE_SHOULD_YIELD is 0), so an inference takes up to twice its time here. At
     * tskIDLE_PRIORITY + 1 it takes its own; keep it below that limit then, or sleep a tick between layers (README.md).
     */
    if (xTaskCreate(run_model, "model", MODEL_TASK_STACK, NULL, tskIDLE_PRIORITY, NULL) != pdPASS) {
        printf("sine: no memory for the task's stack\n");
    }
}
