// SPDX-License-Identifier: Apache-2.0
/** C text for the order in which pixels are computed: either direction, and outputs that are held back for a pair. */
import type { CBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import type { PixelOrder } from "./conv-overlap.js";

/** What a function that goes through pixels needs to know about their order; the bounds are arguments. */
export interface OrderC {
  readonly reverse: boolean;
  readonly holds: boolean;
  /** C type of one element of the output. */
  readonly element: string;
}

export interface OrderArguments extends OrderC {
  /** For `orderParameters`. */
  readonly arguments: readonly string[];
}

/** `channels` elements of each of the two pixels are held back at most. */
export function orderArguments(
  kernel: KernelWriter,
  { reverse, held }: PixelOrder,
  { element, channels }: { readonly element: "int8" | "int16"; readonly channels: number },
): OrderArguments {
  const common = { reverse, element: `${element}_t` };
  if (held === undefined) return { ...common, holds: false, arguments: [] };
  kernel.include("string.h");
  return {
    ...common,
    holds: true,
    arguments: [kernel.local("held", { dtype: element, count: 2 * channels }), String(held.from), String(held.to)],
  };
}

/** Further parameters of a function. */
export function orderParameters({ holds, element }: OrderC): readonly string[] {
  return holds ? [`${element} *held`, "int32_t held_from", "int32_t held_to"] : [];
}

/** A loop over `count` values of `name` in the order. */
export function orderedLoop(body: CBody, order: OrderC, name: string, count: number, inner: () => void): void {
  const head = order.reverse
    ? `for (int32_t ${name} = ${count}; ${name}-- > 0;)`
    : `for (int32_t ${name} = 0; ${name} < ${count}; ++${name})`;
  body.block(head, inner);
}

/**
 * Declares `y0` for the pixel where a pair begins, and `y1` for its other one when there may be one (`next` is 1 then,
 * else 0). `pixel` and `to` are the C names of the index of `y0`'s pixel and of its place in the output.
 */
export function printTargets(
  body: CBody,
  order: OrderC,
  { pair, depth }: { readonly pair: boolean; readonly depth: string | number },
): void {
  const sign = order.reverse ? "-" : "+";
  if (order.holds) {
    body.print`
      /* The output lies on inputs that are still to be read: it waits until they have been. */
      const int hold = pixel >= held_from && pixel < held_to;`;
    body.print`${order.element} *y0 = hold ? held${order.reverse && pair ? ` + next * ${depth}` : ""} : to;`;
  } else body.print`${order.element} *y0 = to;`;
  if (pair) body.print`${order.element} *y1 = y0 ${sign} next * ${depth};`;
}

/** Moves what was held back to its place. */
export function printRelease(
  body: CBody,
  order: OrderC,
  { pair, depth }: { readonly pair: boolean; readonly depth: string | number },
): void {
  if (!order.holds) return;
  const first = order.reverse && pair ? `to - next * ${depth}` : "to";
  const count = pair ? `(1 + next) * ${depth}` : String(depth);
  body.block("if (hold)", () => {
    body.print`memcpy(${first}, held, sizeof(*held) * (size_t)(${count}));`;
  });
}

/** For products of whole pixels: lets `x0` point to a copy of the inputs of the pair where the output would destroy them. */
export function printHeldInputs(body: CBody, { reverse, element }: OrderC): void {
  body.block("if (pixel >= held_from && pixel < held_to)", () => {
    body.print`
      /* The output lies on inputs that are still to be read: they are read from a copy. */
      const ${element} *const first = ${reverse ? "x0 - next * depth" : "x0"};
      memcpy(held, first, sizeof(*held) * (size_t)((1 + next) * depth));
      x0 = held + (x0 - first);`;
  });
}
