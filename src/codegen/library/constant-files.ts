// SPDX-License-Identifier: Apache-2.0
/** Prints a constant pool: C arrays for a size that people read and diff, a binary with .incbin beyond it. */
import { type DType, elementBytes } from "../../ir/dtype.js";
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import { cComment, cFloat, cInteger } from "../c/literals.js";
import { cType } from "../c/kernel-writer.js";
import type { SourceTree } from "../source-tree.js";

/** Above this many bytes C arrays cost more compile time than they are worth reading. */
const BINARY_ABOVE: Bytes = 128 * 1024;
const LINE_WIDTH = 100;

/** A constant of a library, in read-only memory. */
export interface PooledConstant {
  readonly symbol: string;
  readonly dtype: DType;
  readonly alignment: Bytes;
  readonly elements: number;
  readonly comment: string;
  /** Little-endian bytes. */
  readonly bytes: Uint8Array;
}

export interface ConstantFilesInput {
  readonly name: string;
  readonly banner: string;
  readonly constants: readonly PooledConstant[];
}

/** Files below the library's source folder that define every constant of the pool. */
export function constantFiles({ name, banner, constants }: ConstantFilesInput): SourceTree {
  if (constants.length === 0) return new Map();
  const total = constants.reduce((sum, constant) => sum + constant.bytes.length, 0);
  return total > BINARY_ABOVE ? binaryFiles(name, banner, constants) : arrayFile(name, banner, constants);
}

function arrayFile(name: string, banner: string, constants: readonly PooledConstant[]): SourceTree {
  const definitions = constants.map(
    (constant) =>
      (constant.comment === "" ? "" : `/* ${cComment(constant.comment)} */\n`) +
      `TINYGEN_MODEL_DATA TINYGEN_ALIGNED(${constant.alignment})\n` +
      `const ${cType(constant.dtype)} ${constant.symbol}[${constant.elements}] = {\n${rows(constant)}};\n`,
  );
  const text = `${banner}\n#include "${name}_internal.h"\n\n${definitions.join("\n")}`;
  return new Map([[`${name}_constants.c`, text]]);
}

function rows(constant: PooledConstant): string {
  const lines: string[] = [];
  let line = "";
  for (const literal of literals(constant)) {
    if (line !== "" && line.length + literal.length + 2 > LINE_WIDTH - 4) {
      lines.push(`    ${line}\n`);
      line = "";
    }
    line += line === "" ? `${literal},` : ` ${literal},`;
  }
  if (line !== "") lines.push(`    ${line}\n`);
  return lines.join("");
}

function* literals({ dtype, bytes, elements }: PooledConstant): Generator<string> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < elements; i++) {
    switch (dtype) {
      case "int8":
        yield String(view.getInt8(i));
        break;
      case "int16":
        yield String(view.getInt16(i * 2, true));
        break;
      case "uint16":
        yield String(view.getUint16(i * 2, true));
        break;
      case "int32":
      case "resource":
        yield cInteger(view.getInt32(i * 4, true));
        break;
      case "uint32":
        yield `${view.getUint32(i * 4, true)}U`;
        break;
      case "int64":
        yield cInteger(view.getBigInt64(i * 8, true));
        break;
      case "float32":
        yield cFloat(view.getFloat32(i * 4, true));
        break;
      default:
        yield String(view.getUint8(i));
    }
  }
}

function binaryFiles(name: string, banner: string, constants: readonly PooledConstant[]): SourceTree {
  const file = `${name}_constants.bin`;
  const offsets: number[] = [];
  let end = 0;
  for (const constant of constants) {
    const offset = alignUp(end, constant.alignment);
    offsets.push(offset);
    end = offset + constant.bytes.length;
  }
  const binary = new Uint8Array(end);
  constants.forEach((constant, i) => binary.set(constant.bytes, offsets[i]));
  const symbols = constants.map((constant, i) => {
    const elements = `${constant.elements} x ${cType(constant.dtype)}, ${elementBytes(constant.dtype)} B each`;
    return [
      `    /* ${cComment(constant.comment === "" ? elements : `${constant.comment}: ${elements}`)} */`,
      `    .balign ${constant.alignment}`,
      `    .global ${constant.symbol}`,
      `    .type ${constant.symbol}, %object`,
      `    .size ${constant.symbol}, ${constant.bytes.length}`,
      `${constant.symbol}:`,
      `    .incbin "${file}", ${offsets[i]}, ${constant.bytes.length}`,
      "",
    ].join("\n");
  });
  const assembly = [
    banner.trimEnd(),
    `/* The constants are in ${file}, in the order of this file; the assembler finds it on the include path. */`,
    '    .section .rodata.tinygen_model, "a", %progbits',
    ...symbols,
    '    .section .note.GNU-stack, "", %progbits',
    "",
  ].join("\n");
  return new Map<string, string | Uint8Array>([
    [`${name}_constants.S`, assembly],
    [file, binary],
  ]);
}

/**
 * `extern TINYGEN_ALIGNED(4) const int8_t symbol[640];` The alignment must be that of the definition: without it,
 * compilers for x86-64 take arrays of 16 bytes and more as aligned to 16, as its ABI allows.
 */
export function declaration({ symbol, dtype, alignment, elements }: PooledConstant): string {
  return `extern TINYGEN_ALIGNED(${alignment}) const ${cType(dtype)} ${symbol}[${elements}];`;
}
