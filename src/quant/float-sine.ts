// SPDX-License-Identifier: Apache-2.0
/**
 * sin and cos of float32 with the results of glibc 2.28 and newlib 3 (both take them from Arm's optimized routines):
 * the argument is reduced by quarters of the circle in double, short polynomials give the value.
 */

const QUARTER_CIRCLE = 1.5707963267948966;
/** 2^24 / (quarter circle). */
const QUARTERS_PER_RADIAN = 10680707.430881744;
const EIGHTH_CIRCLE = 0.7853981633974483;
/** A quarter circle / 2^62. */
const QUARTER_CIRCLE_SCALED = 3.4061215800865545e-19;
// Above, the reduction needs more bits of 2/π than a double has.
const FAST_LIMIT = 120;
const TINY = 2 ** -12;

/** Taylor-like coefficients: x³, x⁵, x⁷ of the sine; x², x⁴, x⁶, x⁸ of the cosine. */
export const SINE_POLYNOMIAL = [-0.16666654943701084, 0.008332178146138854, -0.00019517298981385725] as const;
export const COSINE_POLYNOMIAL = [
  -0.49999999725108224, 0.041666623324344516, -0.001388676379437604, 0.000024390450703564542,
] as const;

/** Overlapping 32-bit windows of the bits of 4/π, each 8 bits further. */
export const FOUR_OVER_PI_WINDOWS = fourOverPiWindows();

export function sinFloat32(x: number): number {
  if (Math.abs(x) < TINY) return x;
  return turned(x, 0);
}

export function cosFloat32(x: number): number {
  if (Math.abs(x) < TINY) return 1;
  return turned(x, 1);
}

/** The sine of x plus this many quarters of the circle. */
function turned(x: number, quarters: 0 | 1): number {
  if (!Number.isFinite(x)) return NaN;
  if (belowExponentOf(x, EIGHTH_CIRCLE)) return polynomial(x, x * x, quarters, false);
  const { rest, quadrant, sign } = belowExponentOf(x, FAST_LIMIT) ? reduceFast(x) : reduceLarge(x);
  const turn = quadrant + sign;
  const negative = (turn & 3) === 1 || (turn & 3) === 2;
  return polynomial(negative ? -rest : rest, rest * rest, (quadrant ^ quarters) & 1, (turn & 2) !== 0);
}

// The routines compare the upper 12 bits of the float32, so whole ranges go one way.
function belowExponentOf(x: number, limit: number): boolean {
  return top12(Math.abs(x)) < top12(limit);
}

const view = new DataView(new ArrayBuffer(4));

function top12(x: number): number {
  view.setFloat32(0, x);
  return view.getUint32(0) >>> 20;
}

interface Reduction {
  readonly rest: number;
  readonly quadrant: number;
  readonly sign: number;
}

function reduceFast(x: number): Reduction {
  const quadrant = (Math.trunc(x * QUARTERS_PER_RADIAN) + 0x800000) >> 24;
  return { rest: x - quadrant * QUARTER_CIRCLE, quadrant, sign: 0 };
}

// Multiplies the significand by the 96 bits of 4/π that decide the quadrant and the rest.
function reduceLarge(x: number): Reduction {
  view.setFloat32(0, x);
  const bits = view.getUint32(0);
  const windows = FOUR_OVER_PI_WINDOWS.slice((bits >>> 26) & 15);
  const significand = BigInt((((bits & 0xffffff) | 0x800000) << ((bits >>> 23) & 7)) >>> 0);
  const [high = 0n, middle = 0n, low = 0n] = [0, 4, 8].map((i) => significand * BigInt(windows[i] ?? 0));
  const product = BigInt.asUintN(64, ((low >> 32n) | (BigInt.asUintN(32, high) << 32n)) + middle);
  const quadrant = BigInt.asUintN(64, product + (1n << 61n)) >> 62n;
  const rest = BigInt.asIntN(64, product - (quadrant << 62n));
  return { rest: Number(rest) * QUARTER_CIRCLE_SCALED, quadrant: Number(quadrant), sign: bits >>> 31 };
}

function polynomial(x: number, square: number, cosine: number, negative: boolean): number {
  if (cosine === 0) {
    const [s1, s2, s3] = SINE_POLYNOMIAL;
    const cube = x * square;
    return Math.fround(x + cube * s1 + cube * square * (s2 + square * s3));
  }
  const sign = negative ? -1 : 1;
  const [c1, c2, c3, c4] = COSINE_POLYNOMIAL;
  const fourth = square * square;
  const head = sign + square * (sign * c1) + fourth * (sign * c2);
  return Math.fround(head + fourth * square * (sign * c3 + square * (sign * c4)));
}

function fourOverPiWindows(): readonly number[] {
  // The first 192 bits of 4/π.
  const digits = 0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041n;
  return Array.from({ length: 24 }, (_, i) => Number(BigInt.asUintN(32, digits >> BigInt(8 * (23 - i)))));
}
