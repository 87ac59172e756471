// SPDX-License-Identifier: Apache-2.0
/** Hashes that appear in reports: FNV-1a for tensor bytes, SHA-256 for files. */
import { createHash } from "node:crypto";

/** FNV-1a with 32 bits over raw bytes, as eight lower-case hexadecimal digits. */
export function fnv1a32(bytes: Uint8Array): string {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

/** SHA-256 as lower-case hexadecimal digits. */
export function sha256(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}
