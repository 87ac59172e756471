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
  readonly words: Uint32Array;
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
  const [first = []] = channelWords;
  const words = new Uint32Array(Math.ceil(channels / block) * block * (1 + pairs / 2 + first.length));
  // The rest of `pairs` is filled with zero weights.
  const tapOf = Int32Array.from({ length: 2 * pairs }, (_, i) => taps[i] ?? -1);
  let at = 0;
  for (let begin = 0; begin < channels; begin += block) {
    for (let channel = begin; channel < begin + block; channel++) {
      const isUpper = channel % 2 === 1;
      // Typed arrays keep the lowest 32 bits.
      words[at++] = packed && isUpper ? 256 * bias(channel) + bias(channel - 1) : bias(channel);
    }
    const streams = block / 2;
    for (let stream = 0; stream < streams; stream++) {
      const lower = begin + 2 * stream;
      fillPairs({ filter, perChannel, channels, tapOf, packed, words, lower, from: at + stream, step: streams });
    }
    at += pairs * streams;
    for (let channel = begin; channel < begin + block; channel++) {
      const own = channelWords[channel];
      for (let i = 0; i < first.length; i++) words[at++] = own?.[i] ?? 0;
    }
  }
  return { packed, words };
}

interface PairStream {
  readonly filter: ArrayLike<number>;
  readonly perChannel: number;
  readonly channels: number;
  readonly tapOf: Int32Array;
  readonly packed: boolean;
  readonly words: Uint32Array;
  /** The lower channel of the pair. */
  readonly lower: number;
  /** Index of the first word and distance of the following ones. */
  readonly from: number;
  readonly step: number;
}

// The loop over all weights of a model. Half a word is the lower channel's byte, then the upper one's, less what it
// gives to a negative lower one; 0 beyond the channels and where no weight belongs.
function fillPairs({ filter, perChannel, channels, tapOf, packed, words, lower, from, step }: PairStream): void {
  const hasLower = lower < channels;
  const hasUpper = lower + 1 < channels;
  const lowerBase = lower * perChannel;
  const upperBase = lowerBase + perChannel;
  for (let i = 0, at = from; i < tapOf.length; i += 2, at += step) {
    let word = 0;
    for (let half = 0; half < 2; half++) {
      const tap = tapOf[i + half] as number;
      const low = hasLower && tap >= 0 ? (filter[lowerBase + tap] as number) : 0;
      const high = (hasUpper && tap >= 0 ? (filter[upperBase + tap] as number) : 0) - (packed && low < 0 ? 1 : 0);
      word |= ((low & 255) | ((high & 255) << 8)) << (16 * half);
    }
    words[at] = word;
  }
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
      low += weight < 0 ? 127 * weight : -128 * weight;
      high += weight < 0 ? -128 * weight : 127 * weight;
    }
    if (low < -(2 ** 23) || high >= 2 ** 23) return false;
  }
  return true;
}
