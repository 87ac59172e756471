// SPDX-License-Identifier: Apache-2.0
/** A small seeded generator of numbers, for data whose bulk would be slow to draw through fast-check. */

export interface Random {
  /** 32 random bits, 0 or more. */
  bits(): number;
  /** An integer from low to high, both included; |high − low| < 2^52. */
  integer(low: number, high: number): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  pick<T>(choices: readonly [T, ...T[]]): T;
}

/** xorshift64* would need BigInt; this is a 32-bit counter through a strong mixer (the finaliser of MurmurHash3). */
export function seededRandom(seed: number): Random {
  let counter = mix(seed | 0);
  const bits = (): number => {
    counter = (counter + 0x9e3779b9) | 0;
    return mix(counter) >>> 0;
  };
  const unit = (): number => (bits() * 0x100000 + (bits() >>> 12)) / 2 ** 52;
  const integer = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  return {
    bits,
    integer,
    chance: (probability) => bits() < probability * 2 ** 32,
    pick: (choices) => choices[integer(0, choices.length - 1)] ?? choices[0],
  };
}

/** Spreads every bit of an int32 over all bits. */
export function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
