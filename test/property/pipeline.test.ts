// SPDX-License-Identifier: Apache-2.0
/** Damaged files through the whole pure line: a diagnostic or a compilation, never an exception or a hang. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { hasErrors } from "../../src/diagnostics/diagnostic.js";
import { loadBoard } from "../../src/targets/load-board.js";
import { PROJECT } from "../support/source-files.js";

const board = loadBoard("mps2-an386").value!;
const MODELS = ["examples/sine/sine.tflite", "examples/digits/digits.tflite"];
/** The structure of a .tflite file lies at its end; the weights before it are less telling. */
const STRUCTURE = 6000;
const RUNS = 400;

const damage = fc.record({
  model: fc.constantFrom(...MODELS),
  changes: fc.array(fc.record({ fromEnd: fc.nat({ max: STRUCTURE - 1 }), value: fc.nat({ max: 255 }) }), {
    minLength: 1,
    maxLength: 4,
  }),
  cut: fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: STRUCTURE }) }),
});

describe("damaged models", () => {
  it("end in findings or in a compilation", () => {
    let refused = 0;
    fc.assert(
      fc.property(damage, ({ model, changes, cut }) => {
        const whole = readFileSync(join(PROJECT, model));
        const bytes = Uint8Array.from(whole.subarray(0, whole.length - cut));
        for (const { fromEnd, value } of changes) {
          const at = bytes.length - 1 - fromEnd;
          if (at >= 0) bytes[at] = value;
        }
        const { value, diagnostics } = compile(bytes, board, { name: "damaged" });
        if (value === undefined) refused++;
        return value !== undefined || hasErrors(diagnostics);
      }),
      { seed: 20261120, numRuns: RUNS },
    );
    // The damage must matter: some of it is refused, some of it only changes numbers.
    expect(refused).toBeGreaterThan(RUNS / 20);
    expect(refused).toBeLessThan(RUNS);
  });
});
