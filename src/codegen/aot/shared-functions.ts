// SPDX-License-Identifier: Apache-2.0
/** Static functions that several nodes use: one copy per distinct text. */

export interface SharedFunctions {
  /** Returns the name of the function; `definition` receives it. */
  add(stem: string, definition: (name: string) => string): string;
  /** Function texts in the order of their first use. */
  readonly texts: readonly string[];
}

// A name that cannot occur in C, so that texts are compared without their names.
const PLACEHOLDER = "@name@";

export function createSharedFunctions(): SharedFunctions {
  const names = new Map<string, string>();
  const texts: string[] = [];
  const counts = new Map<string, number>();
  return {
    texts,
    add(stem, definition) {
      // Out of line for the reason that tinygen_compiler.h gives.
      const key = definition(PLACEHOLDER).replace(/^static (?!inline)/m, "TINYGEN_NOINLINE static ");
      const present = names.get(key);
      if (present !== undefined) return present;
      const count = (counts.get(stem) ?? 0) + 1;
      counts.set(stem, count);
      const name = count === 1 ? stem : `${stem}_${count}`;
      names.set(key, name);
      texts.push(key.replaceAll(PLACEHOLDER, name));
      return name;
    },
  };
}
