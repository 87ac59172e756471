// SPDX-License-Identifier: Apache-2.0
/** Arithmetic on tensor shapes; a scalar has the empty shape and one element. */
export type Shape = readonly number[];

export function elementCount(shape: Shape): number {
  return shape.reduce((product, extent) => product * extent, 1);
}

/** Text form as Netron writes it: 1x96x96x3; a scalar is "scalar". */
export function shapeText(shape: Shape): string {
  return shape.length === 0 ? "scalar" : shape.join("x");
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((extent, axis) => extent === b[axis]);
}
