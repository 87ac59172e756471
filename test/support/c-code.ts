// SPDX-License-Identifier: Apache-2.0
/** What a C99 compiler reads of a source: no comments, no contents of literals, no layout. */

/** As translation phases 1 to 3 do it: trigraphs, then lines that end in a backslash, then comments and literals. */
export function codeOf(source: string): string {
  const joined = source.replaceAll("??/", "\\").replaceAll("\\\n", "");
  const tokens = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\/\*|["']/g;
  const code = joined.replace(tokens, (found) => {
    if (found.length === 1 || found === "/*") throw new Error(`${found} without its end`);
    return found.startsWith("/") ? " " : found.charAt(0).repeat(2);
  });
  return code.replace(/\s+/g, " ").trim();
}
