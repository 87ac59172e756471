// SPDX-License-Identifier: Apache-2.0
/** Weights of matrix products for Arm's DSP extension as one stream of words, in the order of the inner loop. */
/**
 * Weight indices of one output channel in the order of the expanded input, two for each word; -1 where the expanded
 * input has a place that no weight belongs to. Four neighbouring bytes become the pairs (0, 2) and (1, 3), which is
 * how SXTB16 takes them apart; one to three bytes at the end of a run become pairs in order.
 */
export function expandedTaps(runs: number, runLength: number): readonly number[] {
  const taps: number[] = [];
  for (let run = 0; run < runs; run++) {
    const first = run * runLength;
    const whole = runLength - (runLength % 4);
    for (let k = 0; k < whole; k += 4) taps.push(first + k, first + k + 2, first + k + 1, first + k + 3);
    for (let k = whole; k < runLength; k += 2) taps.push(first + k, k + 1 < runLength ? first + k + 1 : -1);
  }
  return taps;
}

/** Words of the expanded input of one pixel. */
export function expandedPairs(runs: number, runLength: number): number {
  return runs * (2 * Math.floor(runLength / 4) + Math.ceil((runLength % 4) / 2));
}

export interface DspWeights {
  /**
   * True when the upper channel of each pair is summed together with 256 times itself: a 16-bit weight is
   * 256 · upper + lower, so that only the lower one has to be taken out of the word. The difference of the two sums
   * gives the upper one.
   */
  readonly packed: boolean;
  /** Blocks of channels: start values, pairs, constants of the requantisation. */
  readonly words: readonly number[];
}

export interface DspWeightsOptions {
  /** Signed bytes, channel after channel. */
  readonly filter: ArrayLike<number>;
  /** Start value of each channel's sum. */
  readonly starts: readonly bigint[];
  /** Words that follow the weights of each channel. */
  readonly channelWords: readonly (readonly number[])[];
  readonly taps: readonly number[];
  /** Words per channel pair, at least half of `taps`; the rest is filled with zero weights. */
  readonly pairs: number;
  /** Channels that one pass sums: 2 or 4. */
  readonly block: 2 | 4;
}

export function dspWeights(options: DspWeightsOptions): DspWeights {
  const { filter, starts, channelWords, taps, pairs, block } = options;
  const channels = starts.length;
  const perChannel = filter.length / channels;
  const packed = allPack(filter, starts);
  const bias = (channel: number): number => Number(BigInt.asIntN(32, starts[channel] ?? 0n));
  const words: number[] = [];
  // The weight at the tap, 0 beyond the channels and where no weight belongs.
  const weightAt = (channel: number, tap: number): number =>
    channel < channels && tap >= 0 ? (filter[channel * perChannel + tap] as number) : 0;
  // Half a word: the lower channel's byte, then the upper one's, less what it gives to a negative lower one.
  const halfWord = (lower: number, tap: number): number => {
    const low = weightAt(lower, tap);
    const high = weightAt(lower + 1, tap) - (packed && low < 0 ? 1 : 0);
    return (low & 255) | ((high & 255) << 8);
  };
  for (let first = 0; first < channels; first += block) {
    for (let channel = first; channel < first + block; channel++) {
      const isUpper = channel % 2 === 1;
      words.push((packed && isUpper ? 256 * bias(channel) + bias(channel - 1) : bias(channel)) >>> 0);
    }
    for (let pair = 0; pair < pairs; pair++) {
      const [one, other] = [taps[2 * pair] ?? -1, taps[2 * pair + 1] ?? -1];
      for (let lower = first; lower < first + block; lower += 2) {
        words.push((halfWord(lower, one) | (halfWord(lower, other) << 16)) >>> 0);
      }
    }
    for (let channel = first; channel < first + block; channel++) {
      for (const word of channelWords[channel] ?? channelWords[0]?.map(() => 0) ?? []) words.push(word >>> 0);
    }
  }
  return { packed, words };
}

/** Every pair fits into 16 bits, and every upper sum, for any input, into the 24 bits that remain of it. */
function allPack(filter: ArrayLike<number>, starts: readonly bigint[]): boolean {
  const channels = starts.length;
  const perChannel = filter.length / channels;
  for (let upper = 1; upper < channels; upper += 2) {
    let low = Number(starts[upper] ?? 0n);
    let high = low;
    for (let tap = 0; tap < perChannel; tap++) {
      const weight = filter[upper * perChannel + tap] ?? 0;
      if (256 * weight + (filter[(upper - 1) * perChannel + tap] ?? 0) < -32768) return false;
      low += Math.min(-128 * weight, 127 * weight);
      high += Math.max(-128 * weight, 127 * weight);
    }
    if (low < -(2 ** 23) || high >= 2 ** 23) return false;
  }
  return true;
}
