// SPDX-License-Identifier: Apache-2.0
/** objdump's listing of a program as values: instructions in order of address, with the function that each belongs to. */

export interface ListedInstruction {
  readonly address: number;
  readonly mnemonic: string;
  readonly operands: string;
  /** Name of the symbol that it follows. */
  readonly function: string;
}

/** Reads `objdump -d --no-show-raw-insn`; lines that are neither a label nor an instruction are passed over. */
export function readListing(text: string): ListedInstruction[] {
  const listed: ListedInstruction[] = [];
  let name = "?";
  for (const line of text.split("\n")) {
    const label = /^[0-9a-f]+ <(.+)>:$/.exec(line)?.[1];
    if (label !== undefined) {
      name = label;
      continue;
    }
    const [, address, mnemonic, operands = ""] = /^\s*([0-9a-f]+):\s+(\S+)\s*(.*)$/.exec(line) ?? [];
    if (address === undefined || mnemonic === undefined) continue;
    const [code = ""] = operands.split(/\s*(?:[;@]|\/\/)\s/);
    listed.push({ address: Number.parseInt(address, 16), mnemonic, operands: code.trim(), function: name });
  }
  return listed;
}
