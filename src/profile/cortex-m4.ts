// SPDX-License-Identifier: Apache-2.0
/**
 * Cycle costs of the Cortex-M4 with memory that answers at once. Source: instruction timings of the Cortex-M4 technical
 * reference manual (Arm 100166, section 3.3).
 */
import type { CostTable, CycleRange } from "./cost-table.js";
import type { ListedInstruction } from "./listing.js";

const exactly = (cycles: number): CycleRange => ({ value: cycles, low: cycles, high: cycles });

const CONDITION = "(?:eq|ne|cs|hs|cc|lo|mi|pl|vs|vc|hi|ls|ge|lt|gt|le|al)?";
const matcher = (base: string): RegExp => new RegExp(`^(?:${base})${CONDITION}(?:\\.[a-z0-9]+)*$`);
const LOAD = matcher("ldr(?:|b|h|sb|sh|t|bt|ht|sbt|sht|ex|exb|exh)|vldr");
const STORE = matcher("str(?:|b|h|t|bt|ht|ex|exb|exh)|vstr");
const DOUBLE = matcher("ldrd|strd");
const MULTIPLE = matcher("ldm(?:|ia|db|fd|ea)|stm(?:|ia|db|fd|ea)|push|pop|vldm(?:ia|db)?|vstm(?:ia|db)?|vpush|vpop");
const DIVIDE = matcher("[su]div");
const TABLE_BRANCH = matcher("tb[bh]");
const FLOAT_DIVIDE = matcher("vdiv|vsqrt");
const FLOAT_MULTIPLY_ADD = matcher("v(?:n?ml|f|fn)(?:a|s|ma|ms)");
const NO_RESULT = matcher(
  "cmp|cmn|tst|teq|b|bl|bx|blx|cbz|cbnz|nop|it[te]*|dmb|dsb|isb|bkpt|svc|pld|vcmpe?|msr|cps(?:ie|id)",
);
const TWO_RESULTS = matcher("[us]mull|[us]mlal|smlal[bt][bt]|smlaldx?|smlsldx?|umaal");

export const cortexM4: CostTable = {
  name: "cortex-m4",
  version: 1,
  assumptions:
    "memory without wait states; a taken branch adds 1 cycle (range 1 to 3), a division takes 7 (2 to 12); " +
    "not modelled: unaligned accesses, alignment of branch targets, bus contention",
  taken: { value: 1, low: 1, high: 3 },
  cost,
};

function cost(instruction: ListedInstruction, previous: ListedInstruction | undefined): CycleRange {
  const { mnemonic } = instruction;
  if (DIVIDE.test(mnemonic)) return { value: 7, low: 2, high: 12 };
  const base = baseCost(instruction, previous);
  return exactly(base + (previous !== undefined && waitsForAddress(instruction, previous) ? 1 : 0));
}

function baseCost(instruction: ListedInstruction, previous: ListedInstruction | undefined): number {
  const { mnemonic, operands } = instruction;
  if (LOAD.test(mnemonic)) return previous !== undefined && follows(instruction, previous) ? 1 : 2;
  if (STORE.test(mnemonic)) return mnemonic.startsWith("v") ? 2 : 1;
  if (DOUBLE.test(mnemonic)) return 3;
  if (MULTIPLE.test(mnemonic)) return 1 + listedWords(operands);
  if (TABLE_BRANCH.test(mnemonic)) return 2;
  if (FLOAT_DIVIDE.test(mnemonic)) return 14;
  if (FLOAT_MULTIPLY_ADD.test(mnemonic)) return 3;
  return 1;
}

/** A load right behind another load whose result it does not need for its address shares the pipeline with it. */
function follows(load: ListedInstruction, previous: ListedInstruction): boolean {
  return LOAD.test(previous.mnemonic) && !addressRegisters(load).some((name) => results(previous).includes(name));
}

/** An address from the result of the preceding arithmetic comes a cycle late. */
function waitsForAddress(access: ListedInstruction, previous: ListedInstruction): boolean {
  const registers = addressRegisters(access);
  if (registers.length === 0 || isAccess(previous)) return false;
  return results(previous).some((name) => registers.includes(name));
}

function isAccess({ mnemonic }: ListedInstruction): boolean {
  return [LOAD, STORE, DOUBLE, MULTIPLE].some((pattern) => pattern.test(mnemonic));
}

/** Registers that an access computes its address from: those in brackets, or the base of a multiple access. */
function addressRegisters(access: ListedInstruction): readonly string[] {
  if (!isAccess(access)) return [];
  if (MULTIPLE.test(access.mnemonic)) return /^([a-z][a-z0-9]*)!?, *\{/.exec(access.operands)?.slice(1) ?? [];
  const inside = /\[([^\]]*)\]/.exec(access.operands)?.[1] ?? "";
  return inside.match(/\b(?:r[0-9]+|sp|lr|ip|fp|sl)\b/g) ?? [];
}

function results({ mnemonic, operands }: ListedInstruction): readonly string[] {
  if (NO_RESULT.test(mnemonic)) return [];
  const names = operands.split(/, */);
  return names.slice(0, TWO_RESULTS.test(mnemonic) ? 2 : 1);
}

/** Words of a register list: {r4, r5, lr}, {s16-s19}, {d8-d9}. */
function listedWords(operands: string): number {
  const list = /\{([^}]*)\}/.exec(operands)?.[1] ?? "";
  return list
    .split(/, */)
    .filter((item) => item !== "")
    .reduce((sum, item) => {
      const [first = "", last = first] = item.split("-");
      const width = first.startsWith("d") ? 2 : 1;
      const number = (name: string): number => Number(name.replace(/^[a-z]+/, ""));
      return sum + width * (last === first ? 1 : number(last) - number(first) + 1);
    }, 0);
}
