// SPDX-License-Identifier: Apache-2.0
/** NumPy broadcasting of two inputs as a nest of as few loops as possible. */
import type { Shape } from "../../ir/shape.js";

/** One loop over the output; strides are elements, 0 where the input is repeated. */
export interface BroadcastLoop {
  readonly extent: number;
  readonly strides: readonly [number, number];
}

/** Extents of the broadcast result, or undefined when the shapes do not fit. */
export function broadcastShape(a: Shape, b: Shape): Shape | undefined {
  const rank = Math.max(a.length, b.length);
  const left = extend(a, rank);
  const right = extend(b, rank);
  if (left.some((extent, axis) => extent !== right[axis] && extent !== 1 && right[axis] !== 1)) return undefined;
  return left.map((extent, axis) => (extent === 1 ? (right[axis] ?? 1) : extent));
}

/**
 * Loops from the outermost to the innermost, for shapes that broadcast. Axes of extent 1 are dropped and neighbours
 * that both inputs walk without a jump are fused, so equal shapes give one loop. There is always at least one loop.
 */
export function broadcastLoops(a: Shape, b: Shape): readonly [...BroadcastLoop[], BroadcastLoop] {
  const output = broadcastShape(a, b) ?? [];
  const left = stridesOf(extend(a, output.length));
  const right = stridesOf(extend(b, output.length));
  let innermost: BroadcastLoop = { extent: 1, strides: [1, 1] };
  const outer: BroadcastLoop[] = [];
  for (let axis = output.length - 1; axis >= 0; axis--) {
    const extent = output[axis] ?? 1;
    if (extent === 1) continue;
    const loop: BroadcastLoop = { extent, strides: [left[axis] ?? 0, right[axis] ?? 0] };
    const current = outer[0] ?? innermost;
    if (innermost.extent === 1) innermost = loop;
    else if (continues(loop, current)) {
      const fused = { extent: extent * current.extent, strides: current.strides };
      if (outer.length === 0) innermost = fused;
      else outer[0] = fused;
    } else outer.unshift(loop);
  }
  return [...outer, innermost];
}

function continues(outer: BroadcastLoop, inner: BroadcastLoop): boolean {
  return outer.strides.every((stride, input) => stride === (inner.strides[input] ?? 0) * inner.extent);
}

function extend(shape: Shape, rank: number): Shape {
  return [...Array.from({ length: rank - shape.length }, () => 1), ...shape];
}

// Element strides of a dense tensor, 0 along axes that are repeated.
function stridesOf(shape: Shape): number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const extent = shape[axis] ?? 1;
    strides.unshift(extent === 1 ? 0 : stride);
    stride *= extent;
  }
  return strides;
}

/** Calls `visit` once per run of the innermost loop with the first element of each input and of the output. */
export function forEachInnerRun(
  loops: readonly [...BroadcastLoop[], BroadcastLoop],
  visit: (a: number, b: number, output: number) => void,
): void {
  const inner = loops.at(-1)?.extent ?? 1;
  const walk = (depth: number, a: number, b: number, output: number): void => {
    const loop = loops[depth];
    if (loop === undefined || depth === loops.length - 1) {
      visit(a, b, output);
      return;
    }
    const size = loops.slice(depth + 1).reduce((product, { extent }) => product * extent, 1);
    for (let i = 0; i < loop.extent; i++) {
      walk(depth + 1, a + i * loop.strides[0], b + i * loop.strides[1], output + i * size);
    }
  };
  if (inner > 0) walk(0, 0, 0, 0);
}
