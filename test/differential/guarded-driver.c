// SPDX-License-Identifier: Apache-2.0
/*
 * Runs a batch of cases on the host, node by node, with the gaps of the arena poisoned for AddressSanitizer, and says
 * on standard output which node it is in, so that a crash names its case. Usage: program <invocations>, in a folder
 * with in_K_T.bin; writes out_K_T.bin.
 */
#include <sanitizer/asan_interface.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guards.h"
#include "model.h"
#include "model_trace.h"

static void transfer(const char *kind, unsigned k, unsigned t, void *data, size_t bytes, int write)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s_%u_%u.bin", kind, k, t);
    FILE *file = fopen(name, write ? "wb" : "rb");
    if (file == NULL || (write ? fwrite(data, 1, bytes, file) : fread(data, 1, bytes, file)) != bytes) {
        (void)fprintf(stderr, "cannot %s %s\n", write ? "write" : "read", name);
        exit(3);
    }
    (void)fclose(file);
}

int main(int argc, char **argv)
{
    uint8_t *arena = model_trace_arena();
    uint8_t *before = malloc(MODEL_ARENA_BYTES);
    const unsigned long invocations = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;
    if (before == NULL || model_init() != MODEL_OK) {
        return 2;
    }
    for (unsigned k = 1; k <= invocations; k++) {
        for (unsigned t = 0; t < MODEL_INPUT_COUNT; t++) {
            transfer("in", k, t, model_input(t), model_input_bytes(t), 0);
        }
        (void)memcpy(before, arena, MODEL_ARENA_BYTES);
        for (unsigned g = 0; g < sizeof guards / sizeof guards[0]; g++) {
            __asan_poison_memory_region(arena + guards[g].start, guards[g].bytes);
        }
        for (unsigned node = 0; node < MODEL_NODE_COUNT; node++) {
            (void)printf("node %u\n", node);
            (void)fflush(stdout);
            model_trace_run(node);
        }
        __asan_unpoison_memory_region(arena, MODEL_ARENA_BYTES);
        /* The tensors lie apart, so a kernel has no business in its inputs. */
        for (unsigned t = 0; t < MODEL_INPUT_COUNT; t++) {
            const uint8_t *input = model_input(t);
            if (memcmp(input, before + (input - arena), model_input_bytes(t)) != 0) {
                (void)fprintf(stderr, "input %u was written to in invocation %u\n", t, k);
                return 4;
            }
        }
        for (unsigned t = 0; t < MODEL_OUTPUT_COUNT; t++) {
            transfer("out", k, t, (void *)(uintptr_t)model_output(t), model_output_bytes(t), 1);
        }
    }
    free(before);
    return 0;
}
