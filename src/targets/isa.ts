// SPDX-License-Identifier: Apache-2.0
/**
 * The ladder of instruction sets that kernels are written for; "scalar" is plain C99 and runs everywhere. "riscv" is
 * plain C99 too, in blocks that need the 31 registers of RISC-V.
 */

export const ISA_LEVELS = ["scalar", "arm-dsp", "arm-mve", "riscv", "riscv-p", "riscv-v", "xtensa-lx7-simd"] as const;
export type IsaLevel = (typeof ISA_LEVELS)[number];
