// SPDX-License-Identifier: Apache-2.0
/** What layer hooks may ask about a layer: tables that exist only in builds with hooks. */
import { cString } from "../c/literals.js";

/** One operator of the entry graph that runs. */
export interface Layer {
  readonly op: string;
  /** Name of its first output in the file. */
  readonly name: string;
  /** Index of the operator in the file. */
  readonly index: number;
}

/** Names longer than this are cut: they are for logs. */
const NAME_LIMIT = 60;

/** Functions for C and C++ alike. */
export function layerTables(prefix: string, layers: readonly Layer[]): string {
  const ops = layers.map(({ op }) => cString(op));
  const names = layers.map(({ name }) => cString(shorten(name)));
  const indices = layers.map(({ index }) => `${index}U`);
  return [
    table(`const char *${prefix}_layer_operator`, "const char *", { values: ops, otherwise: "NULL" }),
    table(`const char *${prefix}_layer_name`, "const char *", { values: names, otherwise: "NULL" }),
    table(`uint32_t ${prefix}_layer_index`, "uint32_t ", { values: indices, otherwise: "0xffffffffU" }),
  ].join("\n");
}

function table(
  head: string,
  type: string,
  { values, otherwise }: { readonly values: readonly string[]; readonly otherwise: string },
): string {
  // C has no arrays of length 0.
  if (values.length === 0) return `${head}(uint32_t layer)\n{\n    (void)layer;\n    return ${otherwise};\n}\n`;
  return `${head}(uint32_t layer)
{
    static ${type.endsWith("*") ? `${type}const ` : `const ${type}`}table[] = {
${values.map((value) => `        ${value},\n`).join("")}    };

    return layer < sizeof table / sizeof table[0] ? table[layer] : ${otherwise};
}
`;
}

function shorten(name: string): string {
  const points = Array.from(name);
  return points.length > NAME_LIMIT ? `${points.slice(0, NAME_LIMIT - 3).join("")}...` : name;
}
