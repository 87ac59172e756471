/* SPDX-License-Identifier: MIT */
/*
 * A plugin for QEMU that counts what firmware executes between two calls of the measuring program: how often each
 * instruction ran and how often control did not go on behind it, and the loads and stores of each kind of memory.
 * Counts are per instruction, not per translation block: QEMU may leave a block early.
 *
 * Arguments, numbers in hexadecimal:
 *   out=FILE                     where the counts go
 *   NAME=START:SIZE              a function that measures (NAME is invoke or node): a segment NAME begins where control
 *                                leaves it, by a call or by its return, and lasts until control is back in one
 *   skip=START:SIZE              a function of the measuring program that it calls around the measured one
 *   flash=START:SIZE, ram=START:SIZE   regions; any number of each
 *   isa=thumb, isa=riscv         how long an instruction is follows from its first bytes
 *
 * Output, for every segment:
 *   segment NAME ENTRY           address of its first instruction
 *   i ADDRESS COUNT TAKEN        TAKEN: how often the next instruction was not the one behind it
 *   m LOADS STORES ...           accesses to flash, to ram and to anything else; what is wider than a word counts as
 *                                several, because QEMU 7 takes a load of two words for two accesses and QEMU 10 for one
 *   end
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * What is used of QEMU's plugin interface, which is the same in its versions 1 to 5 (QEMU 7 to 10), with one exception;
 * a QEMU that has changed it refuses plugins that announce an older version. The header is rarely installed.
 */
#ifndef PLUGIN_API
#define PLUGIN_API 1
#endif
#define EXPORTED __attribute__((visibility("default")))
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef void (*on_translation)(uint64_t id, struct qemu_plugin_tb *block);
typedef void (*on_execution)(unsigned int cpu, void *data);
typedef void (*on_access)(unsigned int cpu, uint32_t access, uint64_t address, void *data);
enum { NO_REGISTERS = 0, LOADS_AND_STORES = 3 };
void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t id, on_translation callback);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, on_execution callback, int flags, void *data);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn, on_access callback, int flags, int which,
                                      void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
bool qemu_plugin_mem_is_store(uint32_t access);
unsigned int qemu_plugin_mem_size_shift(uint32_t access);
#if PLUGIN_API == 1
const void *qemu_plugin_insn_data(const struct qemu_plugin_insn *insn); /* another function from version 3 on */
#endif

EXPORTED extern int qemu_plugin_version;
EXPORTED int qemu_plugin_version = PLUGIN_API;
EXPORTED int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv);

struct range {
    uint64_t start, size;
};

enum { INVOKE, NODE, MEASURERS };
static const char *const names[MEASURERS] = {"invoke", "node"};
static struct range measurers[MEASURERS];
static struct range skipped;
static enum { ANY_ISA, THUMB, RISCV } isa;

enum { FLASH, RAM, OTHER, KINDS };
enum { MAX_REGIONS = 32 };
static struct {
    struct range range;
    int kind;
} regions[MAX_REGIONS];
static unsigned region_count;
static uint64_t accesses[KINDS][2]; /* loads, stores */
enum { WORD_SHIFT = 2 };

/* One instruction of the firmware, whichever blocks it is translated in. */
struct insn {
    uint64_t address, after, count, taken;
    int measurer; /* an index of names, or -1 */
    bool skip;
    struct insn *next_in_bucket, *next;
};
enum { BUCKETS = 1 << 14 };
static struct insn *buckets[BUCKETS];
static struct insn *all;

static FILE *out;
static int armed = -1; /* the measuring function that ran last */
static bool counting;
static struct insn *previous;

static bool within(const struct range *range, uint64_t address) {
    return address - range->start < range->size;
}

static struct insn *find(uint64_t address, uint64_t size) {
    struct insn **bucket = &buckets[(address >> 1) % BUCKETS];
    for (struct insn *insn = *bucket; insn != NULL; insn = insn->next_in_bucket) {
        if (insn->address == address) {
            return insn;
        }
    }
    struct insn *insn = calloc(1, sizeof *insn);
    if (insn == NULL) {
        abort();
    }
    insn->address = address;
    insn->after = address + size;
    insn->measurer = -1;
    for (int i = 0; i < MEASURERS; i++) {
        if (within(&measurers[i], address)) {
            insn->measurer = i;
        }
    }
    insn->skip = within(&skipped, address);
    insn->next_in_bucket = *bucket;
    insn->next = all;
    *bucket = all = insn;
    return insn;
}

/*
 * QEMU before version 9 looks at what follows the last instruction of a block near the end of a page and counts those
 * bytes to the instruction, so that going on behind it looked like a jump.
 */
static uint64_t size_of(const struct qemu_plugin_insn *insn) {
#if PLUGIN_API == 1
    const uint8_t *bytes = qemu_plugin_insn_data(insn);
    if (isa == THUMB) {
        return bytes[1] >> 3 >= 0x1d ? 4 : 2;
    }
    if (isa == RISCV) {
        return (bytes[0] & 3) == 3 ? 4 : 2;
    }
#endif
    return qemu_plugin_insn_size(insn);
}

static void write_segment(void) {
    for (struct insn *insn = all; insn != NULL; insn = insn->next) {
        if (insn->count != 0) {
            fprintf(out, "i %" PRIx64 " %" PRIu64 " %" PRIu64 "\n", insn->address, insn->count, insn->taken);
            insn->count = insn->taken = 0;
        }
    }
    fputs("m", out);
    for (int kind = 0; kind < KINDS; kind++) {
        fprintf(out, " %" PRIu64 " %" PRIu64, accesses[kind][0], accesses[kind][1]);
    }
    memset(accesses, 0, sizeof accesses);
    fputs("\nend\n", out);
    fflush(out);
}

static void executed(unsigned int cpu, void *data) {
    struct insn *insn = data;
    (void)cpu;
    if (counting && previous != NULL && previous->after != insn->address) {
        previous->taken++;
    }
    if (insn->measurer >= 0) {
        if (counting) {
            write_segment();
        }
        counting = false;
        armed = insn->measurer;
        return;
    }
    if (!counting) {
        /* Only a measuring function begins a segment; what it calls to read the counter is none. */
        if (armed < 0 || insn->skip) {
            return;
        }
        fprintf(out, "segment %s %" PRIx64 "\n", names[armed], insn->address);
        armed = -1;
        counting = true;
    }
    insn->count++;
    previous = insn;
}

static void accessed(unsigned int cpu, uint32_t access, uint64_t address, void *data) {
    int kind = OTHER;
    (void)cpu;
    (void)data;
    if (!counting) {
        return;
    }
    for (unsigned i = 0; i < region_count; i++) {
        if (within(&regions[i].range, address)) {
            kind = regions[i].kind;
            break;
        }
    }
    unsigned shift = qemu_plugin_mem_size_shift(access);
    accesses[kind][qemu_plugin_mem_is_store(access) ? 1 : 0] += shift <= WORD_SHIFT ? 1 : 1u << (shift - WORD_SHIFT);
}

static void translated(uint64_t id, struct qemu_plugin_tb *block) {
    size_t count = qemu_plugin_tb_n_insns(block);
    (void)id;
    for (size_t i = 0; i < count; i++) {
        struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(block, i);
        struct insn *known = find(qemu_plugin_insn_vaddr(insn), size_of(insn));
        qemu_plugin_register_vcpu_insn_exec_cb(insn, executed, NO_REGISTERS, known);
        qemu_plugin_register_vcpu_mem_cb(insn, accessed, NO_REGISTERS, LOADS_AND_STORES, known);
    }
}

static bool read_range(const char *text, struct range *range) {
    char *end;
    range->start = strtoull(text, &end, 16);
    if (*end != ':') {
        return false;
    }
    range->size = strtoull(end + 1, &end, 16);
    return *end == '\0';
}

static bool read_argument(const char *argument) {
    const char *value = strchr(argument, '=');
    if (value == NULL) {
        return false;
    }
    size_t length = (size_t)(value - argument);
    value++;
#define IS(key) (length == sizeof(key) - 1 && memcmp(argument, key, length) == 0)
    if (IS("out")) {
        out = fopen(value, "w");
        return out != NULL;
    }
    if (IS("invoke")) {
        return read_range(value, &measurers[INVOKE]);
    }
    if (IS("node")) {
        return read_range(value, &measurers[NODE]);
    }
    if (IS("skip")) {
        return read_range(value, &skipped);
    }
    if (IS("isa")) {
        isa = strcmp(value, "thumb") == 0 ? THUMB : strcmp(value, "riscv") == 0 ? RISCV : ANY_ISA;
        return isa != ANY_ISA;
    }
    if ((IS("flash") || IS("ram")) && region_count < MAX_REGIONS) {
        regions[region_count].kind = IS("flash") ? FLASH : RAM;
        return read_range(value, &regions[region_count++].range);
    }
    return false;
}

int qemu_plugin_install(uint64_t id, const void *info, int argc, char **argv) {
    (void)info;
    for (int i = 0; i < argc; i++) {
        if (!read_argument(argv[i])) {
            fprintf(stderr, "profile plugin: wrong argument %s\n", argv[i]);
            return -1;
        }
    }
    if (out == NULL) {
        fputs("profile plugin: out=FILE is missing\n", stderr);
        return -1;
    }
    qemu_plugin_register_vcpu_tb_trans_cb(id, translated);
    return 0;
}
