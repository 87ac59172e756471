// SPDX-License-Identifier: Apache-2.0
/** The Cortex-M4 table against timings worked out by hand from the reference manual. */
import { describe, expect, it } from "vitest";
import { cortexM4 } from "./cortex-m4.js";
import { functionWork, programOf, totalCycles } from "./estimate-cycles.js";
import { type ListedInstruction, readListing } from "./listing.js";

function instruction(text: string): ListedInstruction {
  const [mnemonic = "", operands = ""] = text.split(/ (.*)/);
  return { address: 0, mnemonic, operands, function: "f" };
}

const cost = (text: string, previous?: string): number =>
  cortexM4.cost(instruction(text), previous === undefined ? undefined : instruction(previous)).value;

describe("the cost of one instruction", () => {
  it.each([
    ["adds r0, r1, r2", 1],
    ["smlad r0, r1, r2, r0", 1],
    ["sxtb16 r3, r4, ror #8", 1],
    ["smmlar r0, r1, r2, r3", 1],
    ["ssat r0, #8, r0, asr #5", 1],
    ["ldr.w r3, [r0, #4]", 2],
    ["ldrsbne r3, [r0], #1", 2],
    ["str r3, [r0, #4]", 1],
    ["strb.w r3, [r0], #1", 1],
    ["ldrd r2, r3, [r0, #8]", 3],
    ["strd r2, r3, [r0]", 3],
    ["ldmia.w r0!, {r4, r5, r6, r7}", 5],
    ["stmia.w r0!, {r4-r7, r9}", 6],
    ["push {r4, lr}", 3],
    ["pop {r4, r5, pc}", 4],
    ["vldr s0, [r0]", 2],
    ["vpush {d8-d9}", 5],
    ["vmla.f32 s0, s1, s2", 3],
    ["vfma.f32 s0, s1, s2", 3],
    ["vmul.f32 s0, s1, s2", 1],
    ["vdiv.f32 s0, s1, s2", 14],
    ["vsqrt.f32 s0, s1", 14],
    ["tbb [pc, r3]", 2],
    ["bne.n 1c <f+0x1c>", 1],
  ])("%s: %d", (text, cycles) => {
    expect(cost(text)).toBe(cycles);
  });

  it("is a range for a division", () => {
    expect(cortexM4.cost(instruction("sdiv r0, r1, r2"), undefined)).toEqual({ value: 7, low: 2, high: 12 });
  });

  it("is one cycle for a load behind a load that it does not depend on", () => {
    expect(cost("ldr r3, [r0, #4]", "ldr r2, [r0, #0]")).toBe(1);
    expect(cost("ldr r3, [r2, #4]", "ldr r2, [r0, #0]")).toBe(2);
    expect(cost("ldr r3, [r0, #4]", "str r2, [r0, #0]")).toBe(2);
  });

  it("has one cycle more when the address was computed just before", () => {
    expect(cost("ldr r3, [r0, #4]", "add r0, r1")).toBe(3);
    expect(cost("ldr r3, [r1, r0, lsl #2]", "subs r0, #1")).toBe(3);
    expect(cost("str r3, [r0, #4]", "add r0, r1")).toBe(2);
    expect(cost("ldmia r0!, {r4, r5}", "add r0, r1")).toBe(4);
    expect(cost("ldr r3, [r4, #4]", "smull r3, r4, r1, r2")).toBe(3);
    // The result of the addition is the stored value, not the address; a comparison has no result.
    expect(cost("str r3, [r0, #4]", "add r3, r1")).toBe(1);
    expect(cost("ldr r3, [r0, #4]", "cmp r0, r1")).toBe(2);
  });
});

const LISTING = `
firmware.elf:     file format elf32-littlearm

00000100 <loop>:
     100:\tmovs\tr0, #10
     102:\tldr\tr2, [r1, #0]
     104:\tldr\tr3, [r1, #4]\t@ a comment
     106:\tsubs\tr0, #1
     108:\tbne.n\t102 <loop+0x2>
     10a:\tbx\tlr

0000010c <unused>:
     10c:\t.word\t0x12345678
`;

describe("the estimate of a loop", () => {
  const program = programOf(readListing(LISTING));
  const executed = [
    { address: 0x100, count: 1, taken: 0 },
    { address: 0x102, count: 10, taken: 0 },
    { address: 0x104, count: 10, taken: 0 },
    { address: 0x106, count: 10, taken: 0 },
    { address: 0x108, count: 10, taken: 9 },
    { address: 0x10a, count: 1, taken: 1 },
  ];

  it("adds what pairs save and what taken branches cost", () => {
    // 1 + 10 * (2 + 1 + 1 + 1) + 1, and ten taken branches of 1 to 3 cycles.
    expect(functionWork(executed, program, cortexM4)).toEqual([
      { name: "loop", instructions: 42, cycles: { value: 62, low: 62, high: 82 } },
    ]);
  });

  it("does not pair an instruction that was jumped to with the one before it in memory", () => {
    const jumped = [
      { address: 0x102, count: 1, taken: 1 },
      { address: 0x104, count: 1, taken: 0 },
    ];
    expect(totalCycles(functionWork(jumped, program, cortexM4) ?? [])?.low).toBe(2 + 1 + 2);
  });

  it("counts without estimating where there is no table", () => {
    expect(functionWork(executed, program, undefined)).toEqual([{ name: "loop", instructions: 42, cycles: null }]);
  });

  it("refuses what is not in the listing", () => {
    expect(functionWork([{ address: 0x200, count: 1, taken: 0 }], program, cortexM4)).toBeUndefined();
  });
});
