// SPDX-License-Identifier: Apache-2.0
/** NumPy broadcasting of any number of inputs as a nest of as few loops as possible. */
import { elementCount, type Shape } from "../../ir/shape.js";
import { broadcastShape } from "./broadcast.js";

/** One loop over the output; strides are elements, by input, 0 where the input is repeated. */
export interface NestLoop {
  readonly extent: number;
  readonly strides: readonly number[];
}

/** Extents of the broadcast result, or undefined when the shapes do not fit. */
export function broadcastShapes(shapes: readonly Shape[]): Shape | undefined {
  return shapes.reduce<Shape | undefined>((result, shape) => result && broadcastShape(result, shape), []);
}

/** Loops from the outermost to the innermost, at least one; axes that all inputs walk alike are fused. */
export function broadcastNest(shapes: readonly Shape[], output: Shape): readonly NestLoop[] {
  const strides = shapes.map((shape) => stridesOf(shape, output.length));
  const loops: NestLoop[] = [];
  for (let axis = output.length - 1; axis >= 0; axis--) {
    const extent = output[axis] ?? 1;
    if (extent === 1) continue;
    const loop = { extent, strides: strides.map((ofInput) => ofInput[axis] ?? 0) };
    const [outermost] = loops;
    if (outermost !== undefined && loop.strides.every((s, i) => s === (outermost.strides[i] ?? 0) * outermost.extent)) {
      loops[0] = { extent: extent * outermost.extent, strides: outermost.strides };
    } else {
      loops.unshift(loop);
    }
  }
  return loops.length > 0 ? loops : [{ extent: 1, strides: shapes.map(() => 1) }];
}

/** Calls `visit` once per output element with the element of each input; the array is reused. */
export function forEachBroadcast(
  loops: readonly NestLoop[],
  visit: (inputs: readonly number[], output: number) => void,
): void {
  const total = elementCount(loops.map(({ extent }) => extent));
  const inputs = loops[0]?.strides.map(() => 0) ?? [];
  for (let element = 0; element < total; element++) {
    inputs.fill(0);
    let rest = element;
    for (let depth = loops.length - 1; depth >= 0; depth--) {
      const { extent, strides } = loops[depth] as NestLoop;
      const index = rest % extent;
      rest = Math.floor(rest / extent);
      strides.forEach((stride, i) => (inputs[i] = (inputs[i] ?? 0) + index * stride));
    }
    visit(inputs, element);
  }
}

// Element strides of a dense tensor that is extended by leading axes; 0 along axes that are repeated.
function stridesOf(shape: Shape, rank: number): readonly number[] {
  const strides: number[] = [];
  let stride = 1;
  for (let axis = rank - 1; axis >= 0; axis--) {
    const extent = shape[axis - rank + shape.length] ?? 1;
    strides.unshift(extent === 1 ? 0 : stride);
    stride *= extent;
  }
  return strides;
}
