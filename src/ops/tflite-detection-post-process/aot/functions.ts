// SPDX-License-Identifier: Apache-2.0
/** C functions of detection post-processing that several nodes can share. */
import {
  LARGEST_ARGUMENT,
  LN2_HIGH,
  LN2_LOW,
  LOG2_E,
  SMALLEST_ARGUMENT,
  TAYLOR,
} from "../../../quant/double-exponential.js";

/** exp on doubles: the operations of quant/double-exponential.ts, one per statement. */
export function exponentialFunction(name: string): string {
  const double = (x: number): string => (/[.e]/.test(String(x)) ? String(x) : `${x}.0`);
  return `/* exp(x) within about one unit in the last place. */
static double ${name}(double x)
{
    static const double taylor[] = {
        ${TAYLOR.map(double).join(",\n        ")}};
    if (!(x > ${double(SMALLEST_ARGUMENT)})) {
        return x < 0.0 ? 0.0 : x;
    }
    if (!(x < ${double(LARGEST_ARGUMENT)})) {
        return x * 1e300 * 1e300;
    }
    /* x = exponent * ln 2 + rest */
    const double turned = x * ${double(LOG2_E)};
    const double shifted = turned + 0.5;
    int32_t exponent = (int32_t)shifted;
    exponent -= (double)exponent > shifted ? 1 : 0;
    const double high = (double)exponent * ${double(LN2_HIGH)};
    const double low = (double)exponent * ${double(LN2_LOW)};
    const double reduced = x - high;
    const double rest = reduced - low;
    double value = 0.0;
    for (int32_t i = 0; i < ${TAYLOR.length}; i++) {
        const double product = value * rest;
        value = product + taylor[i];
    }
    for (; exponent > 0; exponent--) {
        value *= 2.0;
    }
    for (; exponent < 0; exponent++) {
        value *= 0.5;
    }
    return value;
}
`;
}

/** Intersection over union of two boxes. */
export function overlapFunction(name: string): string {
  return `/* Intersection over union of two boxes (top, left, bottom, right). */
static float ${name}(const float *a, const float *b)
{
    const float area_a = (a[2] - a[0]) * (a[3] - a[1]);
    const float area_b = (b[2] - b[0]) * (b[3] - b[1]);
    if (area_a <= 0.0f || area_b <= 0.0f) {
        return 0.0f;
    }
    const float top = a[0] < b[0] ? b[0] : a[0];
    const float left = a[1] < b[1] ? b[1] : a[1];
    const float bottom = b[2] < a[2] ? b[2] : a[2];
    const float right = b[3] < a[3] ? b[3] : a[3];
    const float height = bottom - top;
    const float width = right - left;
    const float shared = (height < 0.0f ? 0.0f : height) * (width < 0.0f ? 0.0f : width);
    const float both = area_a + area_b;
    return shared / (both - shared);
}
`;
}

/** Non-maximum suppression; `overlap` names the function above. */
export function selectFunction(name: string, overlap: string): string {
  return `/*
 * Selects up to \`limit\` boxes by falling score that do not overlap a better one; lower indices come first among
 * equals. Scores are \`stride\` floats apart. Returns how many were selected.
 */
static int32_t ${name}(const float *boxes, const float *scores, int32_t stride, int32_t count, uint8_t *active,
                       int32_t *selected, int32_t limit, float score_threshold, float overlap_threshold)
{
    int32_t chosen = 0;
    for (int32_t i = 0; i < count; i++) {
        active[i] = (uint8_t)(scores[i * stride] >= score_threshold);
    }
    while (chosen < limit) {
        int32_t best = -1;
        for (int32_t i = 0; i < count; i++) {
            if (active[i] != 0u && (best < 0 || scores[i * stride] > scores[best * stride])) {
                best = i;
            }
        }
        if (best < 0) {
            break;
        }
        selected[chosen] = best;
        chosen++;
        active[best] = 0u;
        for (int32_t i = 0; i < count; i++) {
            if (active[i] != 0u && ${overlap}(boxes + 4 * best, boxes + 4 * i) > overlap_threshold) {
                active[i] = 0u;
            }
        }
    }
    return chosen;
}
`;
}
