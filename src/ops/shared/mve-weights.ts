// SPDX-License-Identifier: Apache-2.0
/** Weights of convolutions in the order of the kernels for Arm's MVE. */

/** Bytes of a vector. */
export const VECTOR = 16;

/** Output channels whose sums are kept in registers at a time. */
export const BLOCK_CHANNELS = 4;

/** `channels` rows of `taps` weights: blocks of four channels, in them vectors of one channel after the other, zeros to fill. */
export function mveWeights(filter: ArrayLike<number>, channels: number, taps: number): Int8Array {
  const vectors = Math.ceil(taps / VECTOR);
  const blocks = Math.ceil(channels / BLOCK_CHANNELS);
  const result = new Int8Array(blocks * vectors * BLOCK_CHANNELS * VECTOR);
  for (let channel = 0; channel < channels; channel++) {
    const block = Math.floor(channel / BLOCK_CHANNELS);
    for (let tap = 0; tap < taps; tap++) {
      const vector = block * vectors + Math.floor(tap / VECTOR);
      const row = vector * BLOCK_CHANNELS + (channel % BLOCK_CHANNELS);
      result[row * VECTOR + (tap % VECTOR)] = filter[channel * taps + tap] ?? 0;
    }
  }
  return result;
}

/** The channels of all lanes of the blocks; −1 where there is none. */
export function blockLanes(channels: number): number[] {
  const lanes = Math.ceil(channels / BLOCK_CHANNELS) * BLOCK_CHANNELS;
  return Array.from({ length: lanes }, (_, lane) => (lane < channels ? lane : -1));
}
