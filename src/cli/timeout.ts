// SPDX-License-Identifier: Apache-2.0
/** The --timeout option: seconds as text. */
import { fail } from "../diagnostics/tinygen-error.js";

export function timeoutMs(seconds: string): number {
  const value = Number(seconds);
  if (!Number.isFinite(value) || value <= 0 || value > 86_400) {
    fail("TG7001", `--timeout ${seconds} is not a number of seconds between 0 and 86400`, "for example --timeout 300");
  }
  return value * 1000;
}
