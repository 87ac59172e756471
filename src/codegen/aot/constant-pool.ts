// SPDX-License-Identifier: Apache-2.0
/** The constants of a generated library: stored once each, printed as C arrays or, when large, as one binary. */
import { elementBytes } from "../../ir/dtype.js";
import { alignUp } from "../../util/align.js";
import type { CConstant } from "../c/kernel-writer.js";
import type { PooledConstant } from "../library/constant-files.js";
import { sha256 } from "../../util/hash.js";
import type { Bytes } from "../../util/branded.js";

export interface ConstantPool {
  /** Returns the symbol: that of an equal constant when there is one. */
  add(owner: string, constant: CConstant): string;
  readonly constants: readonly PooledConstant[];
  /** Flash that the constants need, alignment included. */
  readonly bytes: Bytes;
}

export function createConstantPool(prefix: string): ConstantPool {
  const constants: PooledConstant[] = [];
  const byContents = new Map<string, string>();
  const symbols = new Set<string>();
  return {
    constants,
    get bytes() {
      return constants.reduce((end, constant) => alignUp(end, constant.alignment) + constant.bytes.length, 0);
    },
    add(owner, constant) {
      const alignment = Math.max(constant.alignment ?? 1, elementBytes(constant.dtype));
      const bytes = encode(constant);
      const key = `${constant.dtype}/${alignment}/${sha256(bytes)}`;
      const present = byContents.get(key);
      if (present !== undefined) return present;
      let symbol = `${prefix}_${owner}_${constant.name}`;
      for (let n = 2; symbols.has(symbol); n++) symbol = `${prefix}_${owner}_${constant.name}_${n}`;
      symbols.add(symbol);
      byContents.set(key, symbol);
      constants.push({
        symbol,
        dtype: constant.dtype,
        alignment,
        elements: constant.values.length,
        comment: constant.comment ?? "",
        bytes,
      });
      return symbol;
    },
  };
}

const INTEGERS = [Int8Array, Uint8Array, Int16Array, Uint16Array, Int32Array, Uint32Array] as const;

function encode({ dtype, values }: CConstant): Uint8Array {
  const width = elementBytes(dtype);
  // Hosts are little-endian (ir/tensor-data.ts), and signed and unsigned integers of one width have the same bytes.
  const isInteger = INTEGERS.some((array) => values instanceof array && array.BYTES_PER_ELEMENT === width);
  if (isInteger && dtype !== "float32" && ArrayBuffer.isView(values)) {
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
  }
  const bytes = new Uint8Array(values.length * width);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? 0;
    if (width === 8) view.setBigInt64(i * 8, BigInt(value), true);
    else if (dtype === "float32") view.setFloat32(i * 4, Number(value), true);
    else if (width === 4) view.setInt32(i * 4, Number(value), true);
    else if (width === 2) view.setInt16(i * 2, Number(value), true);
    else bytes[i] = Number(value);
  }
  return bytes;
}
