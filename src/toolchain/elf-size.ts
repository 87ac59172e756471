// SPDX-License-Identifier: Apache-2.0
/** Reads section and symbol sizes of a linked program (ELF32 or ELF64, little endian). */
import { invariant } from "../diagnostics/tinygen-error.js";
import type { Bytes } from "../util/branded.js";

export interface ElfSection {
  readonly name: string;
  readonly address: number;
  readonly size: Bytes;
  /** Occupies memory at run time. */
  readonly allocated: boolean;
  /** Has no bytes in the file, as .bss. */
  readonly empty: boolean;
}

export interface ElfSymbol {
  readonly name: string;
  readonly address: number;
  readonly size: Bytes;
}

export interface Elf {
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
}

/** What a program occupies. `text`, `rodata`, `model` and the image of `data` lie in flash, the rest in RAM. */
export interface ProgramSize {
  /** Instructions, the vector table included. */
  readonly text: Bytes;
  /** Constants other than the model's. */
  readonly rodata: Bytes;
  /** Weights and tables of the model: input sections `.rodata.tinygen_model*`. */
  readonly model: Bytes;
  readonly data: Bytes;
  /** Zero-initialised data without arena and stack. */
  readonly bss: Bytes;
  readonly arena: Bytes;
  readonly stack: Bytes;
}

// Numbers of the ELF specification.
const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;
const SHF_WRITE = 1;
const SHF_ALLOC = 2;
const SHF_EXECINSTR = 4;

interface RawSection {
  readonly nameOffset: number;
  readonly type: number;
  readonly flags: number;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

/** Sections and symbols of a program that a linker has just written; anything else is an internal error. */
export function readElf(bytes: Uint8Array): Elf {
  const raw = rawSections(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const namesIndex = view.getUint16(is64(bytes) ? 62 : 50, true);
  const sections = raw.map((section) => ({
    name: stringAt(bytes, (raw[namesIndex]?.offset ?? 0) + section.nameOffset),
    address: section.address,
    size: section.size,
    allocated: (section.flags & SHF_ALLOC) !== 0,
    empty: section.type === SHT_NOBITS,
  }));
  const symbols = raw
    .filter((section) => section.type === SHT_SYMTAB)
    .flatMap((section) => readSymbols(bytes, section, raw[section.link]?.offset ?? 0));
  return { sections, symbols };
}

/** Sizes by kind, from the section names of templates/linker.ld.hbs, else from the sections' flags. */
export function programSize(bytes: Uint8Array): ProgramSize {
  const size = { text: 0, rodata: 0, model: 0, data: 0, bss: 0, arena: 0, stack: 0 };
  const raw = rawSections(bytes);
  readElf(bytes).sections.forEach((section, index) => {
    if (section.allocated) size[kindOf(section, raw[index]?.flags ?? 0)] += section.size;
  });
  return size;
}

function kindOf(section: ElfSection, flags: number): keyof ProgramSize {
  if (section.name.startsWith(".tinygen_arena")) return "arena";
  if (section.name === ".tinygen_stack") return "stack";
  if (section.name === ".tinygen_boot") return "text";
  if (section.name.startsWith(".tinygen_model")) return "model";
  if ((flags & SHF_EXECINSTR) !== 0) return "text";
  if ((flags & SHF_WRITE) === 0) return "rodata";
  return section.empty ? "bss" : "data";
}

function is64(bytes: Uint8Array): boolean {
  return bytes[4] === 2;
}

function rawSections(bytes: Uint8Array): readonly RawSection[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  invariant(
    bytes.length > 64 && view.getUint32(0, false) === 0x7f454c46 && bytes[5] === 1,
    "the linker wrote no ELF file",
  );
  const wide = is64(bytes);
  const table = wide ? Number(view.getBigUint64(40, true)) : view.getUint32(32, true);
  const entry = view.getUint16(wide ? 58 : 46, true);
  const count = view.getUint16(wide ? 60 : 48, true);
  invariant(table + entry * count <= bytes.length, "the linker wrote a truncated ELF file");
  return Array.from({ length: count }, (_, index) => {
    const at = table + index * entry;
    const word = (offset32: number, offset64: number): number =>
      wide ? Number(view.getBigUint64(at + offset64, true)) : view.getUint32(at + offset32, true);
    return {
      nameOffset: view.getUint32(at, true),
      type: view.getUint32(at + 4, true),
      flags: word(8, 8),
      address: word(12, 16),
      offset: word(16, 24),
      size: word(20, 32),
      link: view.getUint32(at + (wide ? 40 : 24), true),
    };
  });
}

function readSymbols(bytes: Uint8Array, table: RawSection, names: number): readonly ElfSymbol[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = is64(bytes);
  const entry = wide ? 24 : 16;
  return Array.from({ length: Math.floor(table.size / entry) }, (_, index) => {
    const at = table.offset + index * entry;
    return {
      name: stringAt(bytes, names + view.getUint32(at, true)),
      address: wide ? Number(view.getBigUint64(at + 8, true)) : view.getUint32(at + 4, true),
      size: wide ? Number(view.getBigUint64(at + 16, true)) : view.getUint32(at + 8, true),
    };
  });
}

function stringAt(bytes: Uint8Array, offset: number): string {
  const end = bytes.indexOf(0, offset);
  return Buffer.from(bytes.subarray(offset, end < 0 ? bytes.length : end)).toString("latin1");
}
