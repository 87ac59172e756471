// SPDX-License-Identifier: Apache-2.0
/*
 * A cooperative scheduler under a watchdog. One inference takes longer than the watchdog waits; the model is one task
 * of two and gets one layer a turn. The hooks around layers measure each of them, and feed the watchdog as well, for the
 * runtime tflm, whose model_step() does a whole inference in one call.
 *
 * The watchdog here is the SysTick timer of the simulated core: its exception is no handler of this program and ends it
 * with a fault. On a part take its own watchdog, and keep the rest.
 */
#include <stdint.h>
#include <string.h>

#include "harness.h"
#include "model.h"
#include "platform.h"

#if !defined(TINYGEN_DIGITS_LAYER_HOOKS)
#error "compile the library and this file with -DTINYGEN_DIGITS_LAYER_HOOKS"
#endif

/* In ticks of 40 ns; SysTick has 24 bits. */
#if !defined(WATCHDOG_TICKS)
#define WATCHDOG_TICKS 2000000U
#endif

#define REGISTER(address) (*(volatile uint32_t *)(uintptr_t)(address))
/* Names of the Armv7-M reference manual. */
#define SYST_CSR REGISTER(0xe000e010U)
#define SYST_RVR REGISTER(0xe000e014U)
#define SYST_CVR REGISTER(0xe000e018U)

static uint32_t layer_ticks[MODEL_LAYER_COUNT];
static uint32_t started_at;
static uint32_t layers_run;
static uint32_t samples_taken;

static void watchdog_feed(void)
{
    /* Any write clears the counter, which then begins again at its reload value. */
    SYST_CVR = 0;
}

static void watchdog_start(void)
{
    SYST_RVR = WATCHDOG_TICKS;
    watchdog_feed();
    /* Clock of the processor, exception at zero, go. */
    SYST_CSR = 7;
}

void model_layer_begin(uint32_t layer)
{
    (void)layer;
    started_at = SYST_CVR;
}

/* The counter counts down. It was cleared before the first layer: it may still read 0 there. */
void model_layer_end(uint32_t layer)
{
    layer_ticks[layer] = (started_at == 0 ? WATCHDOG_TICKS : started_at) - SYST_CVR;
    layers_run++;
#if !defined(AT_ONCE)
    watchdog_feed();
#endif
}

static void say(const char *text)
{
    platform_print(text, (uint32_t)strlen(text));
}

static void say_number(uint32_t value)
{
    char text[11];
    char *digit = text + sizeof text - 1;
    *digit = 0;
    do {
        *--digit = (char)('0' + value % 10U);
        value /= 10U;
    } while (value != 0);
    say(digit);
}

/* A turn of the model: one layer. Returns MODEL_MORE until the inference is complete. */
static int32_t model_turn(uint32_t *next)
{
#if defined(AT_ONCE)
    (void)next;
    return model_invoke();
#else
    return model_step(next);
#endif
}

/* Stands for what else the firmware has to do: a radio, a sensor, a protocol. */
static void other_turn(void)
{
    samples_taken++;
}

/* The start-up code of the board calls this; the result is the exit code of the simulator. */
int32_t harness_run(void)
{
    uint32_t next = 0;
    int32_t state = MODEL_MORE;
    uint32_t sum = 0;
    uint32_t largest = 0;

    if (model_init() != MODEL_OK) {
        say("the arena could not be set up\n");
        return 1;
    }
    memset(model_input(0), 0, model_input_bytes(0));
    watchdog_start();
    while (state == MODEL_MORE) {
        state = model_turn(&next);
        other_turn();
        watchdog_feed();
    }
    SYST_CSR = 0;

    for (uint32_t layer = 0; layer < MODEL_LAYER_COUNT; layer++) {
        say_number(layer_ticks[layer]);
        say(" ticks in ");
        say(model_layer_operator(layer));
        say("\n");
        sum += layer_ticks[layer];
        largest = layer_ticks[layer] > largest ? layer_ticks[layer] : largest;
    }
    say_number(sum);
    say(" ticks in all layers, watchdog at ");
    say_number(WATCHDOG_TICKS);
    say("; the other task had ");
    say_number(samples_taken);
    say(" turns\n");
    /* The example proves something only if the whole inference would have been too long. */
    return state == MODEL_OK && layers_run == MODEL_LAYER_COUNT && sum > WATCHDOG_TICKS && largest < WATCHDOG_TICKS ? 0
                                                                                                                    : 1;
}
