/* Example application: runs the model once a second. This file is yours to change; tinygen then leaves it alone. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "esp_timer.h"
#include "freertos/FreeRTOS.h"
#include "freertos/task.h"
#include "model.h"
#include "sine_selftest.h"

void app_main(void)
{
    if (model_init() != MODEL_OK) {
        printf("sine: the arena could not be set up\n");
        return;
    }
    printf("sine: self-test %s\n", tinygen_sine_selftest() == 0 ? "passed" : "FAILED");

    for (;;) {
        /* Put your sensor data here, quantised with model_quantize_input_0() where the input is quantised. */
        memset(model_input(0), 0, model_input_bytes(0));

        const int64_t start = esp_timer_get_time();
        const int32_t status = model_invoke();
        const int64_t elapsed = esp_timer_get_time() - start;

        printf("sine: status %ld, %lld us, first output byte %u\n", (long)status, (long long)elapsed,
               (unsigned)*(const uint8_t *)model_output(0));
        vTaskDelay(pdMS_TO_TICKS(1000));
    }
}
