// SPDX-License-Identifier: Apache-2.0
/* Counts the instructions of one call, from its first instruction to its return. */
#include "measure.h"

#include "counter.h"

static struct counter_sample before, after;
static int32_t counting;
/* What measuring adds to a count; each of the two functions below has its own call sequence. */
static uint32_t invoke_cost;
static uint32_t node_cost;

__attribute__((noinline)) int32_t measure_invoke(int32_t (*invoke)(void)) {
    counter_take(&before);
    int32_t status = invoke();
    counter_take(&after);
    return status;
}

__attribute__((noinline)) void measure_node(void (*run)(uint32_t), uint32_t node) {
    counter_take(&before);
    run(node);
    counter_take(&after);
}

/* Two instructions in every optimised build: the zero and the return. */
static int32_t empty_invoke(void) {
    return 0;
}

/* One instruction in every optimised build: the return. */
static void empty_node(uint32_t node) {
    (void)node;
}

void measure_start(void) {
    /* Volatile, so that the calls stay real calls through a pointer, as those of the model are. */
    int32_t (*volatile invoke)(void) = empty_invoke;
    void (*volatile run)(uint32_t) = empty_node;
    counting = counter_start() == 0;
    if (counting) {
        (void)measure_invoke(invoke);
        invoke_cost = (uint32_t)counter_between(&before, &after) - 2u;
        measure_node(run, 0);
        node_cost = (uint32_t)counter_between(&before, &after) - 1u;
    }
}

static int32_t result(uint64_t *instructions, uint32_t cost) {
    if (!counting) {
        return -1;
    }
    *instructions = counter_between(&before, &after) - cost;
    return 0;
}

int32_t measure_invoke_result(uint64_t *instructions) {
    return result(instructions, invoke_cost);
}

int32_t measure_node_result(uint64_t *instructions) {
    return result(instructions, node_cost);
}
