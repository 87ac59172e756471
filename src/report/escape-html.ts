// SPDX-License-Identifier: Apache-2.0
/** Makes untrusted text safe inside HTML elements and attributes. */

export function escapeHtml(text: string): string {
  return (
    text
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll('"', "&quot;")
      .replaceAll("'", "&#39;")
      // Control characters are not allowed in HTML at all, and a change of direction would reach beyond its text.
      .replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{Cs}]/gu, "?")
  );
}
