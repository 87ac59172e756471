// SPDX-License-Identifier: Apache-2.0
/**
 * CONV_2D of signed bytes by columns: two pixels at a time anywhere, four with the registers of RISC-V. Behind a RELU,
 * speed is one pixel at a time without its zeros; the time then depends on the values.
 */
import type { NodeView } from "../../../ir/graph.js";
import type { IsaLevel } from "../../../targets/isa.js";
import type { KernelContext, KernelEmitter } from "../../definition.js";
import { columnsMemory, emitColumnsConvolution, isColumnsConvolution } from "../../shared/columns-c.js";
import type { ColumnCount } from "../../shared/columns-gather-c.js";
import {
  emitSparseConvolution,
  isSparseConvolution,
  sparseConvolutionMemory,
} from "../../shared/sparse-convolution-c.js";
import type { Conv2dAttributes } from "../attributes.js";
import { conv2dConvolution, conv2dGeometry } from "../convolution.js";

interface Blocks {
  readonly isa: IsaLevel;
  /** Pixels at a time. */
  readonly columns: ColumnCount;
  /** Channels of a single pixel at a time. */
  readonly channels: number;
  readonly instructionsPerMac: number;
}

function byColumns({ isa, columns, channels, instructionsPerMac }: Blocks) {
  return {
    isa,
    instructionsPerMac,
    accepts: (view, { optimize }) =>
      (optimize === "speed" || optimize === "balanced") && isColumnsConvolution(conv2dConvolution(view)),
    memory: (view, context) =>
      skipsZeros(view, context)
        ? sparseConvolutionMemory(conv2dGeometry(view))
        : columnsMemory(conv2dGeometry(view), { columns, optimize: context.optimize }),
    emit: (view, kernel, context) => {
      const convolution = conv2dConvolution(view);
      if (skipsZeros(view, context)) emitSparseConvolution(kernel, convolution, channels);
      else emitColumnsConvolution(kernel, convolution, { columns, optimize: context.optimize });
    },
  } satisfies KernelEmitter<Conv2dAttributes>;
}

function skipsZeros(view: NodeView<Conv2dAttributes>, { optimize }: KernelContext): boolean {
  return optimize === "speed" && isSparseConvolution(conv2dConvolution(view));
}

export const conv2dColumns = byColumns({ isa: "scalar", columns: 2, channels: 8, instructionsPerMac: 2.3 });
export const conv2dRiscv = byColumns({ isa: "riscv", columns: 4, channels: 20, instructionsPerMac: 2.7 });
