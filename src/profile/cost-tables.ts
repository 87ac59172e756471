// SPDX-License-Identifier: Apache-2.0
/** Which core has a table of cycle costs. */
import { cortexM4 } from "./cortex-m4.js";
import type { CostTable } from "./cost-table.js";

/** Cores whose estimates were compared with published measurements; for others instructions are all that is said. */
const TABLES: Readonly<Record<string, CostTable>> = { "cortex-m4": cortexM4 };

export function costTableOf(cpu: string): CostTable | undefined {
  return Object.hasOwn(TABLES, cpu) ? TABLES[cpu] : undefined;
}
