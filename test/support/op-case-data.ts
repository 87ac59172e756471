// SPDX-License-Identifier: Apache-2.0
/** Elements for the tensors of operator cases: random ones, extremes of the type, ties, and constant fills. */
import type { DType } from "../../src/ir/dtype.js";
import { elementCount } from "../../src/ir/shape.js";
import { encode, type CaseTensor } from "./op-case.js";
import { mix, type Random, seededRandom } from "./random.js";

/** Smallest and largest stored value; those of float32 and 64 bits are what a JavaScript number and TFLM bear. */
export function storedRange(dtype: DType): readonly [min: number, max: number] {
  switch (dtype) {
    case "bool":
      return [0, 1];
    case "int8":
      return [-128, 127];
    case "uint8":
      return [0, 255];
    case "int16":
      return [-32768, 32767];
    case "uint16":
      return [0, 65535];
    case "int32":
      return [-0x80000000, 0x7fffffff];
    case "uint32":
      return [0, 0xffffffff];
    case "int64":
      return [-(2 ** 52), 2 ** 52];
    case "uint64":
      return [0, 2 ** 52];
    case "float32":
      return [-3.4028234663852886e38, 3.4028234663852886e38];
    default:
      throw new Error(`no data for ${dtype}`);
  }
}

type Fill = (index: number) => number;

export interface DataTensor extends Pick<CaseTensor, "shape" | "dtype" | "quantization"> {
  readonly telling?: readonly number[] | undefined;
}

/**
 * Run-time bytes of one tensor for one invocation: all at the lower end, all at the upper end, a ramp through all
 * values, values near the zero point, runs of zero points, extremes only, or random with the telling values mixed in.
 */
export function invocationBytes(tensor: DataTensor, seed: number, invocation: number): Uint8Array {
  const random = seededRandom(mix(seed) + invocation);
  const fill = fillFor(tensor, random, invocation);
  return encode(
    tensor,
    Array.from({ length: elementCount(tensor.shape) }, (_, i) => fill(i)),
  );
}

function fillFor(tensor: DataTensor, random: Random, invocation: number): Fill {
  const { dtype } = tensor;
  const [min, max] = storedRange(dtype);
  const telling = tensor.telling?.filter((value) => value >= min && value <= max) ?? [];
  const uniform: Fill = () => (dtype === "float32" ? randomFloat(random) : random.integer(min, max));
  const zeroPoint = tensor.quantization?.zeroPoints[0] ?? 0;
  const edges: readonly [number, ...number[]] = [min, max, zeroPoint, ...telling];
  const mixed: Fill = (i) => (random.chance(0.25) ? random.pick(edges) : uniform(i));
  if (invocation === 0) return telling.length > 0 ? (i) => telling[i % telling.length] ?? 0 : mixed;
  const start = random.bits();
  // As behind a RELU: kernels may skip zero points, alone or in runs.
  const length = random.integer(1, 12);
  const runs: Fill = (i) => (Math.floor((i + start) / length) % 2 === 0 ? zeroPoint : uniform(i));
  if (invocation === 1 && tensor.quantization !== undefined && dtype !== "float32" && random.chance(0.5)) return runs;
  const kinds: readonly [Fill, ...Fill[]] = [
    mixed,
    mixed,
    uniform,
    uniform,
    () => random.pick(edges),
    () => (dtype === "float32" ? random.integer(-64, 64) / 8 : clampTo(zeroPoint + random.integer(-3, 3), min, max)),
    (i) => (dtype === "float32" ? i - 8 : min + ((start + i) % (max - min + 1))),
    () => min,
    () => max,
  ];
  return random.pick(kinds);
}

/**
 * Finite float32 values, more often ordinary ones. They are far enough from 0 that sums and products are no subnormal
 * numbers, which vector instructions of Arm (Neon on 32 bits, Helium) flush to 0.
 */
function randomFloat(random: Random): number {
  const exponent = random.chance(0.8) ? random.integer(-6, 8) : random.integer(-40, 60);
  const magnitude = Math.fround((1 + random.integer(0, 0x7fffff) / 2 ** 23) * 2 ** exponent);
  return random.chance(0.5) ? -magnitude : magnitude;
}

function clampTo(x: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, x));
}

/** Elements of a constant: random, small, extremes only, all equal, or zeros, drawn from a seed. */
export function constantValues(dtype: DType, count: number, seed: number, bound?: number): readonly number[] {
  const random = seededRandom(seed);
  if (dtype === "float32") return Array.from({ length: count }, () => randomFloat(random));
  const [typeMin, typeMax] = storedRange(dtype);
  const min = bound === undefined ? typeMin : Math.max(typeMin, -bound);
  const max = bound === undefined ? typeMax : Math.min(typeMax, bound);
  const same = random.integer(min, max);
  const uniform: Fill = () => random.integer(min, max);
  const kinds: readonly [Fill, ...Fill[]] = [
    uniform,
    () => clampTo(random.integer(-4, 4), min, max),
    () => random.pick([min, max]),
    () => max,
    () => min,
    () => same,
    () => 0,
  ];
  const fill = random.chance(0.7) ? uniform : random.pick(kinds);
  return Array.from({ length: count }, (_, i) => fill(i));
}
