// SPDX-License-Identifier: Apache-2.0
/** `tinygen doctor`: which external tools are installed and which package brings the missing ones. */
import { ALL_TOOLS, probe } from "../../toolchain/tools.js";
import { table } from "../../util/text.js";
import { documentHead } from "../document.js";
import type { Output } from "../output.js";

export async function doctor(output: Output): Promise<number> {
  const found = await Promise.all(
    ALL_TOOLS.map(async (tool) => ({ tool, version: (await probe(tool))?.version ?? null })),
  );
  const rows = found.map(({ tool, version }) => [
    version === null ? output.paint("yellow", "missing") : output.paint("green", "found"),
    tool.file,
    version ?? `apt-get install ${tool.packages.join(" ")}`,
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
