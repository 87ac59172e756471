// SPDX-License-Identifier: Apache-2.0
/** --pin TENSOR=OFFSET: the text of the option as a wish that the planner understands. */
import { fail } from "../diagnostics/tinygen-error.js";
import type { Pin } from "../planner/pins.js";
import { parseSize } from "../targets/board-schema.js";

export interface PinFlags {
  readonly pin?: readonly string[];
}

/** Names of tensors may hold "="; the offset is behind the last one: bytes, "4 KB" or hexadecimal. */
export function parsePins({ pin = [] }: PinFlags): readonly Pin[] {
  return pin.map((text) => {
    const at = text.lastIndexOf("=");
    const number = text.slice(at + 1).trim();
    const offset = /^0x[0-9a-f]{1,8}$/i.test(number) ? Number(number) : parseSize(number);
    if (at < 1 || !Number.isSafeInteger(offset)) {
      fail("TG7001", `--pin ${text} is not TENSOR=OFFSET`, 'for example --pin "input=0" or --pin "#7=4 KB"');
    }
    return { tensor: text.slice(0, at), offset };
  });
}
