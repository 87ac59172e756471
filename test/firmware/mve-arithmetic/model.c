// SPDX-License-Identifier: Apache-2.0
/* Compares the functions of tinygen_mve.h with formulas in 64 bits, on random operands, extremes and ties. */
#include "model.h"

#include <string.h>

#include "model_trace.h"
#include "tinygen_mve.h"

#define CASES 4000u

enum { SCALE, RESCALE, RESCALE_UP, DOT, MEMORY, WORDS, PRODUCTS, SUMS, PACK, CLAMP, COPY, TIES, COUNTS };

static uint32_t arena[MODEL_ARENA_BYTES / 4u] __attribute__((section(".tinygen_arena"), aligned(16)));

static uint32_t state;

static uint32_t draw(void)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state;
}

static int32_t to_signed(uint32_t word)
{
    int32_t value;
    (void)memcpy(&value, &word, sizeof value);
    return value;
}

/* Any word; often one at the limits or small. */
static int32_t draw_word(void)
{
    static const int32_t limits[] = {INT32_MIN, INT32_MIN + 1, INT32_MAX, INT32_MAX - 1, -1, 0, 1, 1 << 30, -(1 << 30)};
    const uint32_t kind = draw() % 4u;
    const int32_t any = to_signed(draw());
    return kind == 0u ? limits[draw() % 9u] : kind == 1u ? any / (int32_t)(1u << (draw() % 31u)) : any;
}

static void expect(int function, int right)
{
    arena[function] += right ? 0u : 1u;
}

/* Rounds a * b / 2^31 to nearest, ties up, by division of a positive number. */
static int64_t high_product(int64_t a, int64_t b)
{
    const int64_t shifted = a * b + (INT64_C(1) << 30);
    const int64_t divisor = INT64_C(1) << 31;
    return shifted >= 0 ? shifted / divisor : -((divisor - 1 - shifted) / divisor);
}

/* Rounds x / 2^exponent to nearest, ties away from zero. */
static int64_t divide(int64_t x, int exponent)
{
    const int64_t divisor = INT64_C(1) << exponent;
    const int64_t magnitude = ((x < 0 ? -x : x) + divisor / 2) / divisor;
    return x < 0 ? -magnitude : magnitude;
}

static int32_t scaled(int32_t x, int32_t multiplier, int32_t shift)
{
    const int left = shift > 0 ? (int)shift : 0;
    const int right = shift < 0 ? (int)-shift : 0;
    const int32_t wide = to_signed((uint32_t)x << left);
    return (int32_t)divide(high_product(wide, multiplier), right);
}

static int32_t draw_multiplier(void)
{
    static const int32_t limits[] = {0, 1 << 30, INT32_MAX, (1 << 30) + 1};
    return draw() % 4u == 0u ? limits[draw() % 4u] : (int32_t)(0x40000000u | (draw() >> 2));
}

static tinygen_words load(const int32_t *from)
{
    return tinygen_load_words(from);
}

static void lanes(int32_t *to, tinygen_words words)
{
    (void)memcpy(to, &words, 16u);
}

static void check_scaling(void)
{
    int32_t x[4], multiplier[4], shift[4], short_x[4], right[4], result[4];
    for (int i = 0; i < 4; ++i) {
        multiplier[i] = draw_multiplier();
        shift[i] = (int32_t)(draw() % 62u) - 31;
        right[i] = -(int32_t)(1u + draw() % 31u);
        x[i] = draw_word();
        short_x[i] = draw_word() / 4;
        if (draw() % 4u == 0u) {
            /* The product is an odd multiple of half of the divisor, of either sign. */
            const int32_t odd = (int32_t)(draw() % 401u) * 2 - 401;
            const int exponent = (int)(1u + draw() % 19u);
            multiplier[i] = 1 << 30;
            shift[i] = right[i] = -exponent;
            x[i] = short_x[i] = odd * (1 << exponent);
            ++arena[TIES];
        }
    }
    lanes(result, tinygen_scale_words(load(x), load(multiplier), load(shift)));
    for (int i = 0; i < 4; ++i) {
        expect(SCALE, result[i] == scaled(x[i], multiplier[i], shift[i]));
    }
    lanes(result, tinygen_rescale_words(load(short_x), load(multiplier), load(right)));
    for (int i = 0; i < 4; ++i) {
        expect(RESCALE, result[i] == scaled(short_x[i], multiplier[i], right[i]));
    }
    lanes(result, tinygen_rescale_words_up(load(short_x), load(multiplier), load(right)));
    for (int i = 0; i < 4; ++i) {
        const int32_t expected = scaled(short_x[i], multiplier[i], right[i]);
        expect(RESCALE_UP, (result[i] < 0 ? 0 : result[i]) == (expected < 0 ? 0 : expected));
    }
}

static void check_words(void)
{
    int32_t a[4], b[4], sum[4], moved[4], limited[4], four[4];
    for (int i = 0; i < 4; ++i) {
        a[i] = draw_word();
        b[i] = draw_word();
    }
    const int32_t low = -(int32_t)(draw() % 200u);
    lanes(sum, tinygen_add_words(load(a), load(b)));
    lanes(moved, tinygen_offset_words(load(a), b[0]));
    lanes(limited, tinygen_clamp_words(load(a), low, 127));
    lanes(four, tinygen_four_words(a[0], a[1], a[2], a[3]));
    for (int i = 0; i < 4; ++i) {
        expect(WORDS, (uint32_t)sum[i] == (uint32_t)a[i] + (uint32_t)b[i]);
        expect(WORDS, (uint32_t)moved[i] == (uint32_t)a[i] + (uint32_t)b[0]);
        expect(WORDS, four[i] == a[i]);
        expect(CLAMP, limited[i] == (a[i] < low ? low : a[i] > 127 ? 127 : a[i]));
    }
    lanes(four, tinygen_all_words(a[2]));
    expect(WORDS, four[0] == a[2] && four[1] == a[2] && four[2] == a[2] && four[3] == a[2]);
}

/* Bytes at any address: often extremes. */
static void draw_bytes(int8_t *to, int count)
{
    for (int i = 0; i < count; ++i) {
        const uint32_t any = draw();
        to[i] = any % 4u == 0u ? (any % 8u == 0u ? INT8_MIN : INT8_MAX) : (int8_t)((int32_t)(any >> 24) - 128);
    }
}

static void check_bytes(void)
{
    int8_t a[20], b[20], c[16], back[20];
    int16_t even[8], odd[8];
    int32_t sums[4];
    draw_bytes(a, 20);
    draw_bytes(b, 20);
    const int offset = (int)(draw() % 5u);
    const int8_t *p = a + offset;
    const tinygen_bytes x = tinygen_load_bytes(p);
    const tinygen_bytes w = tinygen_load_bytes(b);
    int64_t dot = 0;
    for (int i = 0; i < 16; ++i) {
        dot += (int64_t)p[i] * b[i];
    }
    const int32_t start = draw_word();
    expect(DOT, tinygen_dot(x, w) == dot);
    expect(DOT, (uint32_t)tinygen_add_dot(start, x, w) == (uint32_t)start + (uint32_t)(int32_t)dot);

    const uint32_t count = draw() % 20u;
    tinygen_bytes some = tinygen_load_some_bytes(p, count);
    (void)memcpy(c, &some, 16u);
    (void)memcpy(back, b, sizeof back);
    tinygen_store_some_bytes(back + 1, x, count);
    for (uint32_t i = 0; i < 16u; ++i) {
        expect(MEMORY, c[i] == (i < count ? p[i] : 0));
        expect(MEMORY, back[1u + i] == (i < count ? p[i] : b[1u + i]));
    }
    expect(MEMORY, back[0] == b[0] && back[17] == b[17]);
    tinygen_store_bytes(back + offset, w);
    expect(MEMORY, memcmp(back + offset, b, 16u) == 0);
    some = tinygen_all_bytes(p[3]);
    (void)memcpy(c, &some, 16u);
    expect(MEMORY, c[0] == p[3] && c[15] == p[3]);

    tinygen_halves e = tinygen_even_products(x, w);
    tinygen_halves o = tinygen_odd_products(x, w);
    (void)memcpy(even, &e, sizeof even);
    (void)memcpy(odd, &o, sizeof odd);
    for (int i = 0; i < 8; ++i) {
        expect(PRODUCTS, even[i] == p[2 * i] * b[2 * i] && odd[i] == p[2 * i + 1] * b[2 * i + 1]);
    }
    const int32_t from[4] = {draw_word(), draw_word(), draw_word(), draw_word()};
    lanes(sums, tinygen_add_even(load(from), e));
    for (int i = 0; i < 4; ++i) {
        expect(SUMS, (uint32_t)sums[i] == (uint32_t)from[i] + (uint32_t)even[2 * i]);
    }
    lanes(sums, tinygen_add_odd(load(from), e));
    for (int i = 0; i < 4; ++i) {
        expect(SUMS, (uint32_t)sums[i] == (uint32_t)from[i] + (uint32_t)even[2 * i + 1]);
    }
    const tinygen_bytes halved = tinygen_clamp_bytes(w, -64, 63);
    e = tinygen_add_halves(tinygen_even_products(x, halved), tinygen_even_products(x, halved));
    (void)memcpy(even, &e, sizeof even);
    for (int i = 0; i < 8; ++i) {
        const int32_t limited = b[2 * i] < -64 ? -64 : b[2 * i] > 63 ? 63 : b[2 * i];
        expect(SUMS, even[i] == 2 * p[2 * i] * limited);
    }
}

static void check_packing(void)
{
    int32_t a[4], b[4];
    int16_t halves[8];
    int8_t bytes[16];
    for (int i = 0; i < 4; ++i) {
        a[i] = draw_word();
        b[i] = (int32_t)(draw() % 70000u) - 35000;
    }
    const tinygen_halves packed = tinygen_pack_words(load(a), load(b));
    (void)memcpy(halves, &packed, sizeof halves);
    for (int i = 0; i < 4; ++i) {
        expect(PACK, halves[2 * i] == (a[i] > 32767 ? 32767 : a[i] < -32768 ? -32768 : a[i]));
        expect(PACK, halves[2 * i + 1] == (b[i] > 32767 ? 32767 : b[i] < -32768 ? -32768 : b[i]));
    }
    const int32_t zero_point = (int32_t)(draw() % 256u) - 128;
    const tinygen_halves offset = tinygen_offset_halves(packed, zero_point);
    const tinygen_bytes both = tinygen_pack_halves(packed, offset);
    (void)memcpy(bytes, &both, sizeof bytes);
    for (int i = 0; i < 8; ++i) {
        const int32_t moved = halves[i] + zero_point;
        expect(PACK, bytes[2 * i] == (halves[i] > 127 ? 127 : halves[i] < -128 ? -128 : halves[i]));
        expect(PACK, bytes[2 * i + 1] == (moved > 127 ? 127 : moved < -128 ? -128 : moved));
    }
    const int32_t low = (int32_t)(draw() % 128u) - 128;
    const int32_t high = (int32_t)(draw() % 128u);
    int8_t limited[16];
    const tinygen_bytes clamped = tinygen_clamp_bytes(both, low, high);
    (void)memcpy(limited, &clamped, sizeof limited);
    for (int i = 0; i < 16; ++i) {
        expect(CLAMP, limited[i] == (bytes[i] < low ? low : bytes[i] > high ? high : bytes[i]));
    }
    int8_t four[6] = {1, 2, 3, 4, 5, 6};
    const uint32_t count = 1u + draw() % 6u;
    tinygen_store_up_to_four(four + 1, load(b), count);
    for (uint32_t i = 0; i < 4u; ++i) {
        expect(MEMORY, (uint8_t)four[i + 1u] == (i < count ? (uint8_t)b[i] : i + 2u));
    }
    tinygen_store_four(four + 1, load(a));
    for (int i = 0; i < 4; ++i) {
        expect(MEMORY, (uint8_t)four[i + 1] == (uint8_t)a[i]);
    }
    expect(MEMORY, four[0] == 1 && four[5] == 6);
}

static void check_copies(void)
{
    int8_t from[60], to[60];
    draw_bytes(from, 60);
    (void)memset(to, 99, sizeof to);
    const int32_t count = (int32_t)(draw() % 50u);
    const int32_t at = (int32_t)(draw() % 10u);
    tinygen_copy_bytes(to + at, from + 9 - at, count);
    int right = 1;
    for (int32_t i = 0; i < 60; ++i) {
        right = right && to[i] == (i >= at && i < at + count ? from[i + 9 - 2 * at] : 99);
    }
    tinygen_fill_bytes(to + at, -5, count);
    for (int32_t i = 0; i < 60; ++i) {
        right = right && to[i] == (i >= at && i < at + count ? -5 : 99);
    }
    expect(COPY, right);
}

int32_t model_init(void)
{
    return 0;
}

void *model_input(uint32_t index)
{
    (void)index;
    return arena + COUNTS;
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
    return 4u * COUNTS;
}

int32_t model_invoke(void)
{
    state = 0x2545f491u;
    (void)memset(arena, 0, sizeof arena);
    for (uint32_t i = 0; i < CASES; ++i) {
        check_scaling();
        check_words();
        check_bytes();
        check_packing();
        check_copies();
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
