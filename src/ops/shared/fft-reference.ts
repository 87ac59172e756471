// SPDX-License-Identifier: Apache-2.0
/** Fixed-point FFT of real signals, bit-exact with kissfft's release 130 (kiss_fftr, kiss_fftri) as TFLM builds it. */
import { fftDigits, fftOne, type FftPlan, type FftStage, type FftType } from "./fft-plan.js";

type Samples = Int16Array | Int32Array;

/** Arithmetic of one type; every result is stored in it, and wraps as a store does. */
interface FixedPoint {
  readonly one: number;
  wrap(x: number): number;
  /** a · b as fractions, rounded half up. */
  multiply(a: number, b: number): number;
  /** a · b − c · d and a · b + c · d as fractions, rounded once. */
  difference(a: number, b: number, c: number, d: number): number;
  sum(a: number, b: number, c: number, d: number): number;
}

const INT16: FixedPoint = {
  one: fftOne("int16"),
  wrap: wrap16,
  multiply: (a, b) => wrap16((a * b + 0x4000) >> 15),
  difference: (a, b, c, d) => wrap16((a * b - c * d + 0x4000) >> 15),
  sum: (a, b, c, d) => wrap16((a * b + c * d + 0x4000) >> 15),
};

const INT32: FixedPoint = {
  one: fftOne("int32"),
  wrap: (x) => x | 0,
  multiply: (a, b) => round32(BigInt(a) * BigInt(b)),
  difference: (a, b, c, d) => round32(BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d)),
  sum: (a, b, c, d) => round32(BigInt(a) * BigInt(b) + BigInt(c) * BigInt(d)),
};

function wrap16(x: number): number {
  return (x << 16) >> 16;
}

function round32(product: bigint): number {
  return Number(BigInt.asIntN(32, (product + 0x40000000n) >> 31n));
}

interface Complex {
  readonly r: number;
  readonly i: number;
}

function arithmetic(type: FftType) {
  const fixed = type === "int16" ? INT16 : INT32;
  const { wrap, multiply } = fixed;
  return {
    ...fixed,
    add: (a: Complex, b: Complex): Complex => ({ r: wrap(a.r + b.r), i: wrap(a.i + b.i) }),
    subtract: (a: Complex, b: Complex): Complex => ({ r: wrap(a.r - b.r), i: wrap(a.i - b.i) }),
    product: (a: Complex, b: Complex): Complex => ({
      r: fixed.difference(a.r, b.r, a.i, b.i),
      i: fixed.sum(a.r, b.i, a.i, b.r),
    }),
    divide(a: Complex, divisor: number): Complex {
      const factor = Math.floor(fixed.one / divisor);
      return { r: multiply(a.r, factor), i: multiply(a.i, factor) };
    },
    /** a · i or a · −i without rounding. */
    turn: (a: Complex, inverse: boolean): Complex => (inverse ? { r: wrap(-a.i), i: a.r } : { r: a.i, i: wrap(-a.r) }),
  };
}

type Arithmetic = ReturnType<typeof arithmetic>;

function at(data: ArrayLike<number>, index: number): Complex {
  return { r: data[2 * index] ?? 0, i: data[2 * index + 1] ?? 0 };
}

function put(data: Samples, index: number, { r, i }: Complex): void {
  data[2 * index] = r;
  data[2 * index + 1] = i;
}

/** Spectrum of `input` (2 · points samples) as points + 1 complex numbers. */
export function realFft(plan: FftPlan, type: FftType, input: Samples): Samples {
  const calc = arithmetic(type);
  const { points } = plan;
  const data = transform(plan, calc, input);
  const spectrum = type === "int16" ? new Int16Array(2 * points + 2) : new Int32Array(2 * points + 2);
  const dc = calc.divide(at(data, 0), 2);
  put(spectrum, 0, { r: calc.wrap(dc.r + dc.i), i: 0 });
  put(spectrum, points, { r: calc.wrap(dc.r - dc.i), i: 0 });
  for (let k = 1; k <= points / 2; k++) {
    const lower = calc.divide(at(data, k), 2);
    const mirrored = at(data, points - k);
    const upper = calc.divide({ r: mirrored.r, i: calc.wrap(-mirrored.i) }, 2);
    const even = calc.add(lower, upper);
    const odd = calc.product(calc.subtract(lower, upper), at(plan.realTwiddles, k - 1));
    // kissfft adds in the width of int before it halves: 16-bit sums keep their carry.
    const half = (x: number): number => (type === "int16" ? x : x | 0) >> 1;
    put(spectrum, k, { r: half(even.r + odd.r), i: half(even.i + odd.i) });
    put(spectrum, points - k, { r: half(even.r - odd.r), i: half(odd.i - even.i) });
  }
  return spectrum;
}

/** Samples of a spectrum of points + 1 complex numbers; the plan is an inverse one. */
export function realInverseFft(plan: FftPlan, type: FftType, spectrum: Samples): Samples {
  const calc = arithmetic(type);
  const { points } = plan;
  const data = type === "int16" ? new Int16Array(2 * points) : new Int32Array(2 * points);
  const [dc, nyquist] = [at(spectrum, 0).r, at(spectrum, points).r];
  put(data, 0, calc.divide({ r: calc.wrap(dc + nyquist), i: calc.wrap(dc - nyquist) }, 2));
  for (let k = 1; k <= points / 2; k++) {
    const lower = calc.divide(at(spectrum, k), 2);
    const mirrored = at(spectrum, points - k);
    const upper = calc.divide({ r: mirrored.r, i: calc.wrap(-mirrored.i) }, 2);
    const even = calc.add(lower, upper);
    const odd = calc.product(calc.subtract(lower, upper), at(plan.realTwiddles, k - 1));
    put(data, k, calc.add(even, odd));
    const difference = calc.subtract(even, odd);
    put(data, points - k, { r: difference.r, i: calc.wrap(-difference.i) });
  }
  return transform(plan, calc, data);
}

/** The complex transform: elements in the order of the first stage, then the stages. */
function transform(plan: FftPlan, calc: Arithmetic, input: Samples): Samples {
  const data = input.slice(0, 2 * plan.points);
  const digits = fftDigits(plan);
  for (let point = 0; point < plan.points; point++) {
    const source = digits.reduce((sum, { count, output, input: weight }) => {
      return sum + (Math.floor(point / output) % count) * weight;
    }, 0);
    put(data, point, at(input, source));
  }
  for (const stage of plan.stages) {
    const { radix, length, stride } = stage;
    for (let group = 0; group < stride; group++) {
      for (let u = 0; u < length; u++) {
        const place = (q: number): number => group * radix * length + q * length + u;
        const values = Array.from({ length: radix }, (_, q) => {
          const value = calc.divide(at(data, place(q)), radix);
          return q === 0 ? value : calc.product(value, at(plan.twiddles, q * u * stride));
        });
        butterfly(values, calc, plan, stage).forEach((value, q) => put(data, place(q), value));
      }
    }
  }
  return data;
}

function butterfly(values: readonly Complex[], calc: Arithmetic, plan: FftPlan, stage: FftStage): readonly Complex[] {
  const { add, subtract, multiply, wrap } = calc;
  const [a, b, c, d, e] = values as [Complex, Complex, Complex, Complex, Complex];
  const root = (q: number): Complex => at(plan.twiddles, q * stage.stride * stage.length);
  switch (stage.radix) {
    case 2:
      return [add(a, b), subtract(a, b)];
    case 3: {
      const sum = add(b, c);
      const difference = subtract(b, c);
      const factor = root(1).i;
      const turned = { r: multiply(difference.r, factor), i: multiply(difference.i, factor) };
      const middle = { r: wrap(a.r - (sum.r >> 1)), i: wrap(a.i - (sum.i >> 1)) };
      return [
        add(a, sum),
        { r: wrap(middle.r - turned.i), i: wrap(middle.i + turned.r) },
        { r: wrap(middle.r + turned.i), i: wrap(middle.i - turned.r) },
      ];
    }
    case 4: {
      const [outer, inner] = [add(a, c), subtract(a, c)];
      const [sum, difference] = [add(b, d), subtract(b, d)];
      const turned = calc.turn(difference, plan.inverse);
      return [add(outer, sum), add(inner, turned), subtract(outer, sum), subtract(inner, turned)];
    }
    case 5: {
      const [ya, yb] = [root(1), root(2)];
      const [s14, d14, s23, d23] = [add(b, e), subtract(b, e), add(c, d), subtract(c, d)];
      const near = {
        r: wrap(a.r + multiply(s14.r, ya.r) + multiply(s23.r, yb.r)),
        i: wrap(a.i + multiply(s14.i, ya.r) + multiply(s23.i, yb.r)),
      };
      const nearTurn = {
        r: wrap(multiply(d14.i, ya.i) + multiply(d23.i, yb.i)),
        i: wrap(-multiply(d14.r, ya.i) - multiply(d23.r, yb.i)),
      };
      const far = {
        r: wrap(a.r + multiply(s14.r, yb.r) + multiply(s23.r, ya.r)),
        i: wrap(a.i + multiply(s14.i, yb.r) + multiply(s23.i, ya.r)),
      };
      const farTurn = {
        r: wrap(-multiply(d14.i, yb.i) + multiply(d23.i, ya.i)),
        i: wrap(multiply(d14.r, yb.i) - multiply(d23.r, ya.i)),
      };
      return [
        { r: wrap(a.r + s14.r + s23.r), i: wrap(a.i + s14.i + s23.i) },
        subtract(near, nearTurn),
        add(far, farTurn),
        subtract(far, farTurn),
        add(near, nearTurn),
      ];
    }
  }
}
