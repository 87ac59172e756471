// SPDX-License-Identifier: Apache-2.0
/** `tinygen doctor`: which external tools are installed and which package brings the missing ones. */
import {
  ARM_COMPILER,
  HOST_COMPILER,
  probe,
  QEMU_ARM,
  QEMU_RISCV,
  RISCV_COMPILER,
  type Tool,
  installCommand,
  QEMU_XTENSA,
  RENODE,
  XTENSA_COMPILER,
} from "../../toolchain/tools.js";
import { PLATFORMIO } from "../../toolchain/platformio.js";
import { table } from "../../util/text.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";

const TOOLS: readonly (Tool & { readonly purpose: string })[] = [
  { ...HOST_COMPILER, purpose: "verify --on host" },
  { ...ARM_COMPILER, purpose: "Cortex-M firmware: run, verify --on board, build --compile" },
  { ...QEMU_ARM, purpose: "simulates Cortex-M boards" },
  { ...RISCV_COMPILER, purpose: "RISC-V firmware (ESP32-C3 class)" },
  { ...QEMU_RISCV, purpose: "simulates RISC-V boards" },
  { ...XTENSA_COMPILER, purpose: "Xtensa firmware for qemu-xtensa-lx106 (not for an ESP32)" },
  { ...QEMU_XTENSA, purpose: "simulates qemu-xtensa-lx106" },
  { ...PLATFORMIO, purpose: "builds, flashes and tests projects: pio run, build --toolchain platformio" },
  RENODE,
];

export async function doctor(output: Output): Promise<number> {
  const found = await Promise.all(TOOLS.map(async (tool) => ({ tool, version: (await probe(tool))?.version ?? null })));
  const rows = found.map(({ tool, version }) => [
    version === null ? output.paint("yellow", "missing") : output.paint("green", "found"),
    tool.file,
    version ?? installCommand(tool),
    tool.purpose,
  ]);
  for (const line of table(rows)) output.line(line);
  output.document({
    ...documentHead("doctor", undefined, []),
    tools: found.map(({ tool, version }) => ({
      tool: tool.file,
      version,
      packages: tool.packages,
      purpose: tool.purpose,
    })),
  });
  return 0;
}
