// SPDX-License-Identifier: Apache-2.0
/*
 * Runs every node of a batch on the host in a process of its own, with the gaps of the arena poisoned for
 * AddressSanitizer, so that a node that crashes or hangs is known and harms no other. In a folder with in_K_T.bin it
 * writes out_K_T.bin, and what a node said on standard error to err_NODE.txt. Prints "failed NODE" for each that did
 * not end well. Usage: program <invocations> <seconds per node>
 */
#define _POSIX_C_SOURCE 200809L
#include <sanitizer/asan_interface.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guards.h"
#include "model.h"
#include "model_trace.h"

enum { UNREADABLE = 3, INPUT_CHANGED = 4 };

static void transfer(const char *kind, unsigned k, unsigned t, void *data, size_t bytes, int write)
{
    char name[64];
    (void)snprintf(name, sizeof name, "%s_%u_%u.bin", kind, k, t);
    FILE *file = fopen(name, write ? "wb" : "rb");
    if (file == NULL || (write ? fwrite(data, 1, bytes, file) : fread(data, 1, bytes, file)) != bytes) {
        (void)fprintf(stderr, "cannot %s %s\n", write ? "write" : "read", name);
        _exit(UNREADABLE);
    }
    (void)fclose(file);
}

/* All invocations of one node, so that its variables live from one to the next. */
static int run_node(unsigned node, unsigned invocations)
{
    uint8_t *arena = model_trace_arena();
    uint8_t *before = malloc(MODEL_ARENA_BYTES);
    if (before == NULL || model_init() != MODEL_OK) {
        return UNREADABLE;
    }
    for (unsigned k = 1; k <= invocations; k++) {
        /* An element that a kernel leaves out must not be right by chance. */
        (void)memset(arena, 0xa5, MODEL_ARENA_BYTES);
        for (unsigned t = tensors[node].first_input; t < tensors[node + 1].first_input; t++) {
            transfer("in", k, t, model_input(t), model_input_bytes(t), 0);
        }
        (void)memcpy(before, arena, MODEL_ARENA_BYTES);
        for (unsigned g = 0; g < sizeof guards / sizeof guards[0]; g++) {
            __asan_poison_memory_region(arena + guards[g].start, guards[g].bytes);
        }
        model_trace_run(node);
        __asan_unpoison_memory_region(arena, MODEL_ARENA_BYTES);
        /* The tensors lie apart, so a kernel has no business in its inputs. */
        for (unsigned t = tensors[node].first_input; t < tensors[node + 1].first_input; t++) {
            const uint8_t *input = model_input(t);
            if (memcmp(input, before + (input - arena), model_input_bytes(t)) != 0) {
                (void)fprintf(stderr, "input %u was written to in invocation %u\n", t - tensors[node].first_input, k);
                return INPUT_CHANGED;
            }
        }
        for (unsigned t = tensors[node].first_output; t < tensors[node + 1].first_output; t++) {
            transfer("out", k, t, (void *)(uintptr_t)model_output(t), model_output_bytes(t), 1);
        }
    }
    free(before);
    return 0;
}

int main(int argc, char **argv)
{
    const unsigned invocations = argc > 2 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    const unsigned seconds = argc > 2 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
    for (unsigned node = 0; node < MODEL_NODE_COUNT; node++) {
        const pid_t child = fork();
        if (child == 0) {
            char name[64];
            (void)snprintf(name, sizeof name, "err_%u.txt", node);
            if (freopen(name, "w", stderr) == NULL) {
                _exit(UNREADABLE);
            }
            (void)alarm(seconds);
            exit(run_node(node, invocations));
        }
        int status = 0;
        if (child < 0 || waitpid(child, &status, 0) != child) {
            return 2;
        }
        if (status != 0) {
            (void)printf("failed %u\n", node);
        }
    }
    return 0;
}
