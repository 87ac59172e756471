// SPDX-License-Identifier: Apache-2.0
/** Names and versions of the operator codes that a file declares. */
import { BuiltinOperator, builtinOperatorNames } from "../tflite-schema/generated/enums.js";
import type * as schema from "../tflite-schema/generated/tables.js";

export interface OperatorKind {
  /** Builtin name, `CUSTOM:<code>`, or `BUILTIN:<number>` for an operator that is newer than the schema here. */
  readonly op: string;
  readonly version: number;
  readonly code: number;
}

export function operatorKinds(tables: readonly schema.OperatorCode[]): readonly OperatorKind[] {
  return tables.map(({ builtinCode, deprecatedBuiltinCode, customCode, version }) => {
    // Files from before the 32-bit field have only the old one; newer files keep 127 in the old one for greater codes.
    const code = Math.max(builtinCode, deprecatedBuiltinCode);
    return { op: operatorName(code, customCode), version, code };
  });
}

function operatorName(code: number, customCode: string | undefined): string {
  if (code === BuiltinOperator.CUSTOM) return `CUSTOM:${customCode ?? ""}`;
  return builtinOperatorNames[code] ?? `BUILTIN:${code}`;
}
