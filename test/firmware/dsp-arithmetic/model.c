// SPDX-License-Identifier: Apache-2.0
/* Compares the functions of tinygen_dsp.h with formulas in 64 bits, on random operands, extremes and ties. */
#include "model.h"

#include <string.h>

#include "model_trace.h"
#include "tinygen_dsp.h"
#include "tinygen_fixed_point.h"

#define CASES 20000u

enum { RESCALE, RESCALE_UP, PRODUCTS, HALVES, BYTES, UPPER, DOUBLED, LOADS, HIGH, TIES, WORDS };

static uint32_t arena[MODEL_ARENA_BYTES / 4u] __attribute__((section(".tinygen_arena"), aligned(16)));

static uint32_t state;

static uint32_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

/* Any word; often one with bytes and halves at their limits. */
static uint32_t draw_word(void)
{
    static const uint32_t limits[] = {0u, 0x80008000u, 0x7fff7fffu, 0x80808080u, 0x7f7f7f7fu, 0xffffffffu, 0x80007fffu};
    return draw() % 4u == 0u ? limits[draw() % 7u] : draw();
}

static void expect(int function, int right)
{
    arena[function] += right ? 0u : 1u;
}

static int32_t half(uint32_t word, int index)
{
    const int32_t value = (int32_t)((word >> (16 * index)) & 0xffffu);
    return value >= 32768 ? value - 65536 : value;
}

static int32_t byte(uint32_t word, int index)
{
    const int32_t value = (int32_t)((word >> (8 * index)) & 0xffu);
    return value >= 128 ? value - 256 : value;
}

static void check_rescale(void)
{
    const int shift = (int)(1u + draw() % 22u);
    int32_t sum = (int32_t)draw() >> (1 + (int)(draw() % 28u));
    int32_t multiplier = (int32_t)(0x40000000u | (draw() >> 2));
    if (draw() % 4u == 0u) {
        /* Half of the sum is an odd multiple of half of the divisor. */
        multiplier = 0x40000000;
        sum = (int32_t)((uint32_t)((int32_t)(draw() % 401u) - 200) * 2u + 1u) * (1 << shift);
        sum = sum >= (1 << 30) || sum <= -(1 << 30) ? 1 << shift : sum;
        ++arena[TIES];
    }
    sum = sum == INT32_MIN / 2 ? 0 : sum;
    const int32_t zero_point = (int32_t)(draw() % 256u) - 128;
    const int32_t addend = zero_point * (1 << shift) + (1 << (shift - 1));
    const int32_t product = tinygen_rounding_doubling_high_mul(sum, multiplier);
    const int32_t right = tinygen_rounding_divide_by_power_of_two(product, shift) + zero_point;
    expect(RESCALE, tinygen_rescale_twice(tinygen_twice(sum), multiplier, addend, shift) == right);
    expect(RESCALE, tinygen_rescale(sum, multiplier, shift) + zero_point == right);
    const int32_t up = tinygen_rescale_twice_up(tinygen_twice(sum), multiplier, addend, shift);
    expect(RESCALE_UP, tinygen_clamp_int8(up, zero_point, 127) == tinygen_clamp_int8(right, zero_point, 127));
}

static void check_pairs(void)
{
    const uint32_t a = draw_word();
    const uint32_t b = draw_word();
    const int32_t sum = (int32_t)draw_word();
    const int64_t products = (int64_t)half(a, 0) * half(b, 0) + (int64_t)half(a, 1) * half(b, 1);
    expect(PRODUCTS, (uint32_t)tinygen_add_products(a, b, sum) == (uint32_t)(sum + products));
    expect(PRODUCTS, tinygen_start_products(a, b, sum) == tinygen_add_products(a, b, sum));
    const int64_t cross = (int64_t)half(a, 0) * half(b, 1);
    expect(PRODUCTS, (uint32_t)tinygen_add_first_second(a, b, sum) == (uint32_t)(sum + cross));
    expect(PRODUCTS, (uint32_t)tinygen_add_second_first(b, a, sum) == (uint32_t)(sum + cross));
    expect(HALVES, tinygen_first(a) == half(a, 0) && tinygen_second(a) == half(a, 1));
    expect(HALVES, tinygen_pair(half(a, 0), half(a, 1)) == a);
    expect(BYTES, tinygen_even_bytes(a) == tinygen_pair(byte(a, 0), byte(a, 2)));
    expect(BYTES, tinygen_odd_bytes(a) == tinygen_pair(byte(a, 1), byte(a, 3)));
    expect(DOUBLED, tinygen_double_pair(a) == tinygen_pair(2 * half(a, 0), 2 * half(a, 1)));
    const int64_t high = ((int64_t)sum * (int32_t)a + INT64_C(0x80000000)) >> 32;
    expect(HIGH, (uint32_t)tinygen_multiply_high(sum, (int32_t)a) == (uint32_t)high);
    expect(HIGH, (uint32_t)tinygen_multiply_high_add(sum, (int32_t)a, (int32_t)b) == (uint32_t)(high + (int32_t)b));
}

static void check_upper(void)
{
    const int32_t upper = draw() % 4u == 0u ? (draw() % 2u == 0u ? -(1 << 23) : (1 << 23) - 1) : (int32_t)draw() >> 8;
    const int32_t lower = (int32_t)draw_word();
    const int32_t both = (int32_t)((uint32_t)lower + 256u * (uint32_t)upper);
    expect(UPPER, tinygen_upper_sum(both, lower) == upper);
    expect(UPPER, tinygen_upper_twice(both, lower) == 2 * upper);
}

static void check_loads(void)
{
    uint32_t words[4];
    uint32_t a = 0;
    uint32_t b = 0;
    for (int i = 0; i < 4; ++i) {
        words[i] = draw();
    }
    const uint32_t *at = words;
    expect(LOADS, tinygen_next_word(&at) == words[0] && at == words + 1);
    tinygen_next_two(&at, &a, &b);
    expect(LOADS, a == words[1] && b == words[2] && at == words + 3);
    tinygen_load_two(words + 2, &a, &b);
    expect(LOADS, a == words[2] && b == words[3] && tinygen_word_at(words + 1) == words[1]);
    int16_t halves[5] = {0};
    (void)memcpy(halves, words, sizeof words / 2u);
    for (int i = 0; i < 4; ++i) {
        expect(LOADS, tinygen_pair_at(halves + i) == tinygen_pair(halves[i], halves[i + 1]));
    }
    int8_t bytes[8];
    (void)memcpy(bytes, words, sizeof bytes);
    for (int offset = 0; offset < 4; ++offset) {
        const int8_t *from = bytes + offset;
        const uint32_t word = tinygen_next_four_bytes(&from);
        expect(LOADS, from == bytes + offset + 4 && word == tinygen_four_bytes(bytes + offset));
        for (int i = 0; i < 4; ++i) {
            expect(LOADS, byte(word, i) == bytes[offset + i]);
        }
    }
}

int32_t model_init(void)
{
    return 0;
}

void *model_input(uint32_t index)
{
    (void)index;
    return arena + WORDS;
}

uint32_t model_input_bytes(uint32_t index)
{
    (void)index;
    return 4u;
}

const void *model_output(uint32_t index)
{
    (void)index;
    return arena;
}

uint32_t model_output_bytes(uint32_t index)
{
    (void)index;
    return 4u * WORDS;
}

int32_t model_invoke(void)
{
    state = 0x2545f491u;
    (void)memset(arena, 0, sizeof arena);
    for (uint32_t i = 0; i < CASES; ++i) {
        check_rescale();
        check_pairs();
        check_upper();
        check_loads();
    }
    return 0;
}

void model_trace_run(uint32_t node)
{
    (void)node;
}

uint32_t model_trace_output_count(uint32_t node)
{
    (void)node;
    return 0u;
}

const void *model_trace_output(uint32_t node, uint32_t index, uint32_t *bytes)
{
    (void)node;
    (void)index;
    *bytes = 0u;
    return arena;
}

void *model_trace_arena(void)
{
    return arena;
}
