// SPDX-License-Identifier: Apache-2.0
/** Stages, order of elements and constants of a fixed-point FFT as kissfft's release 130 computes it. */

export type FftType = "int16" | "int32";

/** One pass over the data: every `radix` interleaved transforms of `length` points become one of radix · length. */
export interface FftStage {
  readonly radix: 2 | 3 | 4 | 5;
  /** Points of the transforms that are joined. */
  readonly length: number;
  /** Distance of the stage's twiddles in the table; also the number of joined groups. */
  readonly stride: number;
}

export interface FftPlan {
  /** Complex points. */
  readonly points: number;
  /** In the order in which they run: single points first. */
  readonly stages: readonly FftStage[];
  /** cos and sin of −2πi/points (inverse: +), in turn, as fixed-point fractions. */
  readonly twiddles: readonly number[];
  /** The same for joining and parting the spectra of even and odd samples of a real signal. */
  readonly realTwiddles: readonly number[];
  readonly inverse: boolean;
}

/** Radices from the outermost stage inwards: fours first, then twos, then odd ones; undefined beyond radix 5. */
export function fftRadices(points: number): readonly FftStage["radix"][] | undefined {
  const radices: FftStage["radix"][] = [];
  let rest = points;
  for (const radix of [4, 2, 3, 5] as const) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return rest === 1 && radices.length > 0 ? radices : undefined;
}

/** Largest positive value of the type, which stands for 1. */
export function fftOne(type: FftType): number {
  return type === "int16" ? 32767 : 2147483647;
}

/** Plan of the complex transform behind a real one of `length` samples; its radices must exist. */
export function fftPlan(length: number, type: FftType, inverse: boolean): FftPlan {
  const points = length / 2;
  const sign = inverse ? -1 : 1;
  const stages: FftStage[] = [];
  let rest = points;
  for (const radix of fftRadices(points) ?? []) {
    rest /= radix;
    stages.unshift({ radix, length: rest, stride: points / (rest * radix) });
  }
  const fraction = (phase: number): number[] => [fixed(Math.cos(phase), type), fixed(Math.sin(phase), type)];
  return {
    points,
    stages,
    twiddles: Array.from({ length: points }, (_, i) => fraction((sign * (-2 * Math.PI * i)) / points)).flat(),
    realTwiddles: Array.from({ length: Math.floor(points / 2) }, (_, i) =>
      fraction(sign * -Math.PI * ((i + 1) / points + 0.5)),
    ).flat(),
    inverse,
  };
}

function fixed(x: number, type: FftType): number {
  return Math.floor(0.5 + fftOne(type) * x);
}

/** Digits of a point's place in the order that the first stage needs: weight in the output, weight in the input. */
export function fftDigits({
  stages,
}: FftPlan): readonly { readonly count: number; readonly output: number; readonly input: number }[] {
  let input = 1;
  return [...stages].reverse().map(({ radix, length }) => {
    const digit = { count: radix, output: length, input };
    input *= radix;
    return digit;
  });
}
