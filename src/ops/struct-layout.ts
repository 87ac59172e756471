// SPDX-License-Identifier: Apache-2.0
/** Sizes of C structures under the binary interfaces of 32-bit targets. */
import { alignUp } from "../util/align.js";
import type { Bytes } from "../util/branded.js";

/** What the binary interfaces of 32-bit targets disagree about. */
export interface StructAbi {
  /** Enumerations take the fewest bytes that hold their values (bare-metal Arm), else four. */
  readonly shortEnums: boolean;
  /** Alignment of 64-bit integers and of double inside a structure. */
  readonly wideAlignment: 4 | 8;
}

/** AAPCS with the bare-metal default of GCC and Clang for Cortex-M. */
export const ARM_EABI: StructAbi = { shortEnums: true, wideAlignment: 8 };
/** RISC-V ilp32 and the Xtensa call ABI. */
export const ILP32: StructAbi = { shortEnums: false, wideAlignment: 8 };
/** The System V interface of 32-bit x86, on which TFLM's figures for 32-bit hosts were measured. */
export const I386: StructAbi = { shortEnums: false, wideAlignment: 4 };

/** One member of a structure; "word" is any of int, float, size_t and a pointer. */
export type Field = "byte" | "half" | "word" | "wide" | "enum" | StructLayout;
export type StructLayout = readonly Field[];

/** `count` members of the same type, which is also how an array is laid out. */
export function times(count: number, field: Field): StructLayout {
  return Array.from({ length: count }, () => field);
}

/** What sizeof gives; an empty structure counts as absent and takes nothing. */
export function structBytes(layout: StructLayout, abi: StructAbi): Bytes {
  let end = 0;
  for (const field of layout) end = alignUp(end, fieldAlignment(field, abi)) + fieldBytes(field, abi);
  return alignUp(end, structAlignment(layout, abi));
}

/** What alignof gives. */
export function structAlignment(layout: StructLayout, abi: StructAbi): Bytes {
  return layout.reduce((widest, field) => Math.max(widest, fieldAlignment(field, abi)), 1);
}

function fieldBytes(field: Field, abi: StructAbi): Bytes {
  if (typeof field !== "string") return structBytes(field, abi);
  switch (field) {
    case "byte":
      return 1;
    case "half":
      return 2;
    case "word":
      return 4;
    case "wide":
      return 8;
    case "enum":
      return abi.shortEnums ? 1 : 4;
  }
}

function fieldAlignment(field: Field, abi: StructAbi): Bytes {
  if (typeof field !== "string") return structAlignment(field, abi);
  return field === "wide" ? abi.wideAlignment : fieldBytes(field, abi);
}
