// SPDX-License-Identifier: Apache-2.0
/** CONV_2D of signed bytes by columns: two pixels at a time anywhere, four with the registers of RISC-V. */
import type { IsaLevel } from "../../../targets/isa.js";
import type { KernelEmitter } from "../../definition.js";
import { columnsMemory, emitColumnsConvolution, isColumnsConvolution } from "../../shared/columns-c.js";
import type { ColumnCount } from "../../shared/columns-gather-c.js";
import type { Conv2dAttributes } from "../attributes.js";
import { conv2dConvolution, conv2dGeometry } from "../convolution.js";

function byColumns(isa: IsaLevel, columns: ColumnCount, instructionsPerMac: number) {
  return {
    isa,
    instructionsPerMac,
    accepts: (view, { optimize }) =>
      (optimize === "speed" || optimize === "balanced") && isColumnsConvolution(conv2dConvolution(view)),
    memory: (view, { optimize }) => columnsMemory(conv2dGeometry(view), { columns, optimize }),
    emit: (view, kernel, { optimize }) => {
      emitColumnsConvolution(kernel, conv2dConvolution(view), { columns, optimize });
    },
  } satisfies KernelEmitter<Conv2dAttributes>;
}

export const conv2dColumns = byColumns("scalar", 2, 2.3);
export const conv2dRiscv = byColumns("riscv", 4, 2.7);
