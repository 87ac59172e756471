// SPDX-License-Identifier: Apache-2.0
/* Runs the model as the parameters ask and reports outputs, instructions, arena and stack line by line. */
#include "harness.h"

#include <stddef.h>

#include "measure.h"
#include "memory_use.h"
#include "model.h"
#include "model_trace.h"
#include "platform.h"
#include "report.h"
#include "stack_pointer.h"

static struct {
    uint32_t invocations;
    int32_t files;   /* f: inputs come from in_K_T.bin, otherwise from the standard pattern */
    int32_t outputs; /* o: outputs are written to out_K_T.bin */
    int32_t layers;  /* l: a second pass counts node by node */
    int32_t hashes;  /* h: a second pass hashes what each node wrote */
    int32_t poison;  /* p: before each invocation the arena loses what the last one left there */
} options;

static int32_t fail(const char *what, uint32_t a, uint32_t b) {
    struct text line;
    uint32_t numbers[] = {a, b};
    line_begin(&line, what, numbers, 2);
    line_end(&line);
    return 1;
}

/* Ends a line with an instruction count, or with "-" where nothing counts. */
static void end_with_count(struct text *line, int32_t unknown, uint64_t instructions) {
    text_add(line, " ");
    if (unknown) {
        text_add(line, "-");
    } else {
        text_hex(line, (uint32_t)(instructions >> 32));
        text_hex(line, (uint32_t)instructions);
    }
    line_end(line);
}

/* Ends a line with the FNV-1a hash of bytes. */
static void end_with_hash(struct text *line, const uint8_t *data, uint32_t bytes) {
    uint32_t hash = 0x811c9dc5u;
    for (uint32_t i = 0; i < bytes; i++) {
        hash = (hash ^ data[i]) * 0x01000193u;
    }
    text_add(line, " ");
    text_hex(line, hash);
    line_end(line);
}

static void name_file(struct text *name, const char *kind, uint32_t invocation, uint32_t tensor) {
    text_clear(name);
    text_add(name, kind);
    text_decimal(name, invocation);
    text_add(name, "_");
    text_decimal(name, tensor);
    text_add(name, ".bin");
}

static int32_t read_options(void) {
    char text[24];
    const char *at = text;
    if (platform_parameters(text, sizeof text) != 0 || *at < '0' || *at > '9') {
        return -1;
    }
    for (; *at >= '0' && *at <= '9'; at++) {
        options.invocations = options.invocations * 10u + (uint32_t)(*at - '0');
    }
    for (; *at != '\0'; at++) {
        options.files |= *at == 'f';
        options.outputs |= *at == 'o';
        options.layers |= *at == 'l';
        options.hashes |= *at == 'h';
        options.poison |= *at == 'p';
    }
    return 0;
}

/* The standard pattern is xorshift32 from seed 1: one generator through all inputs, the same in every invocation. */
static int32_t fill_inputs(uint32_t invocation) {
    uint32_t state = 1;
    if (options.poison) {
        memory_poison_arena();
    }
    for (uint32_t t = 0; t < MODEL_INPUT_COUNT; t++) {
        uint8_t *data = model_input(t);
        uint32_t bytes = model_input_bytes(t);
        if (options.files) {
            struct text name;
            name_file(&name, "in_", invocation, t);
            if (platform_read(&name, data, bytes) != 0) {
                return fail("error input", invocation, t);
            }
            continue;
        }
        for (uint32_t i = 0; i < bytes; i++) {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            data[i] = (uint8_t)(state >> 16);
        }
    }
    return 0;
}

static int32_t report_outputs(uint32_t invocation) {
    struct text line;
    for (uint32_t t = 0; t < MODEL_OUTPUT_COUNT; t++) {
        const uint8_t *data = model_output(t);
        uint32_t numbers[] = {invocation, t, model_output_bytes(t)};
        if (options.outputs) {
            name_file(&line, "out_", invocation, t);
            if (platform_write(&line, data, numbers[2]) != 0) {
                return fail("error output", invocation, t);
            }
        }
        line_begin(&line, "output", numbers, 3);
        end_with_hash(&line, data, numbers[2]);
    }
    return 0;
}

/* First pass: whole invocations. */
static int32_t run_invocations(void) {
    struct text line;
    uint64_t instructions = 0;
    memory_fill_arena();
    memory_fill_stack();
    int32_t status = model_init();
    if (status != 0) {
        return fail("error init", (uint32_t)status, 0);
    }
    if (memory_check_stack(stack_pointer()) != 0) {
        return fail("error stack", 0, 0);
    }
    for (uint32_t k = 1; k <= options.invocations; k++) {
        if (fill_inputs(k) != 0) {
            return 1;
        }
        memory_fill_stack();
        status = measure_invoke(model_invoke);
        if (status != 0) {
            return fail("error invoke", k, (uint32_t)status);
        }
        if (memory_check_stack(stack_pointer()) != 0) {
            return fail("error stack", k, 0);
        }
        line_begin(&line, "invoke", &k, 1);
        int32_t unknown = measure_invoke_result(&instructions);
        end_with_count(&line, unknown, instructions);
        if (report_outputs(k) != 0) {
            return 1;
        }
    }
    memory_report();
    return 0;
}

static void report_node(uint32_t invocation, uint32_t node) {
    struct text line;
    uint64_t instructions = 0;
    uint32_t numbers[] = {invocation, node, 0, 0};
    if (options.layers) {
        line_begin(&line, "layer", numbers, 2);
        int32_t unknown = measure_node_result(&instructions);
        end_with_count(&line, unknown, instructions);
    }
    for (; options.hashes && numbers[2] < model_trace_output_count(node); numbers[2]++) {
        const uint8_t *data = model_trace_output(node, numbers[2], &numbers[3]);
        line_begin(&line, "trace", numbers, 4);
        end_with_hash(&line, data, numbers[3]);
    }
}

/* Second pass, from a fresh state: node by node. */
static int32_t run_layers(void) {
    int32_t status = model_init();
    if (status != 0) {
        return fail("error init", (uint32_t)status, 0);
    }
    for (uint32_t k = 1; k <= options.invocations; k++) {
        if (fill_inputs(k) != 0) {
            return 1;
        }
        for (uint32_t node = 0; node < MODEL_NODE_COUNT; node++) {
            measure_node(model_trace_run, node);
            report_node(k, node);
        }
    }
    return 0;
}

int32_t harness_run(void) {
    struct text line;
    uint32_t numbers[] = {1};
    line_begin(&line, "tinygen-harness", numbers, 1);
    line_end(&line);
    if (read_options() != 0) {
        return fail("error parameters", 0, 0);
    }
    measure_start();
    if (run_invocations() != 0 || ((options.layers || options.hashes) && run_layers() != 0)) {
        return 1;
    }
    line_begin(&line, "end", numbers, 0);
    line_end(&line);
    return 0;
}
