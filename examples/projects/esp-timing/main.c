// SPDX-License-Identifier: Apache-2.0
/*
 * ESP-IDF: the model in a task above the idle task, one layer a turn, with the time of each layer by esp_timer.
 *
 * A task above the idle task keeps it from running, and the task watchdog waits for the idle task. So the task sleeps for
 * one tick whenever it has worked for REST_AFTER_US, between two layers: the inference is as fast as the core allows
 * and may take as long as it wants.
 */
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "esp_timer.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "model.h"

#if !defined(TINYGEN_DIGITS_LAYER_HOOKS)
#error "compile the library and this file with -DTINYGEN_DIGITS_LAYER_HOOKS"
#endif

#define MODEL_TASK_STACK 8192
/* Far below CONFIG_ESP_TASK_WDT_TIMEOUT_S, which is 5 s by default; no single layer may take longer than that. */
#define REST_AFTER_US 500000

static int64_t layer_started;
static int64_t layer_us[MODEL_LAYER_COUNT];

void model_layer_begin(uint32_t layer)
{
    (void)layer;
    layer_started = esp_timer_get_time();
}

void model_layer_end(uint32_t layer)
{
    layer_us[layer] = esp_timer_get_time() - layer_started;
}

/* One inference in steps; returns MODEL_OK or what model_step() failed with. */
static int32_t run_in_steps(uint32_t *rests)
{
    uint32_t next = 0;
    int64_t rested = esp_timer_get_time();
    int32_t state = model_step(&next);
    while (state == MODEL_MORE) {
        if (esp_timer_get_time() - rested >= REST_AFTER_US) {
            vTaskDelay(1);
            rested = esp_timer_get_time();
            (*rests)++;
        }
        state = model_step(&next);
    }
    return state;
}

static void run_model(void *unused)
{
    (void)unused;
    int32_t state = model_init();
    while (state == MODEL_OK) {
        uint32_t rests = 0;
        int64_t sum = 0;
        /* Put your sensor data here, quantised with model_quantize_input_0(). */
        memset(model_input(0), 0, model_input_bytes(0));
        state = run_in_steps(&rests);
        for (uint32_t layer = 0; layer < MODEL_LAYER_COUNT; layer++) {
            printf("%8" PRId64 " us  %s\n", layer_us[layer], model_layer_operator(layer));
            sum += layer_us[layer];
        }
        printf("%8" PRId64 " us in all layers, %" PRIu32 " rests\n", sum, rests);
        vTaskDelay(pdMS_TO_TICKS(1000));
    }
    printf("stopped with state %" PRId32 "\n", state);
    vTaskDelete(NULL);
}

void app_main(void)
{
    if (xTaskCreate(run_model, "model", MODEL_TASK_STACK, NULL, tskIDLE_PRIORITY + 1, NULL) != pdPASS) {
        printf("no memory for the task's stack\n");
    }
}
