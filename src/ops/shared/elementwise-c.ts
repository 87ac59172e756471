// SPDX-License-Identifier: Apache-2.0
/** C loops over the elements of a tensor. */
import type { CBody } from "../../codegen/c/c-body.js";

export interface ElementLoopOptions {
  readonly count: number;
  /** Statements per pass where `count` is a multiple; 1 by default. Short statements gain from 4. */
  readonly unroll?: number;
  /** The statement for an index that is given as a C expression. */
  readonly statement: (index: string) => string;
}

// Below this the loop's own instructions do not matter.
const UNROLL_FROM = 16;

/** Prints the statement for the indices 0 … count − 1 in ascending order. */
export function emitElementLoop(body: CBody, options: ElementLoopOptions): void {
  const { count, unroll = 1, statement } = options;
  if (count === 1) {
    body.print`${statement("0")}`;
    return;
  }
  const step = count % unroll === 0 && count >= UNROLL_FROM ? unroll : 1;
  body.block(`for (int32_t i = 0; i < ${count}; ${step === 1 ? "i++" : `i += ${step}`})`, () => {
    for (let offset = 0; offset < step; offset++) {
      body.print`${statement(offset === 0 ? "i" : `i + ${offset}`)}`;
    }
  });
}
