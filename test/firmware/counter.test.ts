// SPDX-License-Identifier: Apache-2.0
/** The arithmetic of the instruction counters over their whole range, run on the host against exact integers. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { exec } from "../../src/toolchain/exec.js";

const TEMPLATES = fileURLToPath(new URL("../../templates/harness/", import.meta.url));
const MASK = 0xffff_ffffn;

/** Prints counter_between for every six arguments. */
const MAIN = `
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include "counter.h"
static uint32_t number(const char *text) { return (uint32_t)strtoul(text, NULL, 10); }
int main(int argc, char **argv) {
    for (int i = 1; i + 5 < argc; i += 6) {
        struct counter_sample begin = {{number(argv[i]), number(argv[i + 1]), number(argv[i + 2])}};
        struct counter_sample end = {{number(argv[i + 3]), number(argv[i + 4]), number(argv[i + 5])}};
        printf("%" PRIu64 "\\n", counter_between(&begin, &end));
    }
    return 0;
}
`;

type Sample = readonly [bigint, bigint, bigint];

/** What the registers show once `at` instructions have run; a sample reads them one after the other. */
const CLOCKS: Readonly<Record<string, { readonly range: bigint; readonly sample: (at: bigint) => Sample }>> = {
  // Down-counters at 25 MHz and at 25 MHz / 256; 1024 ns per instruction.
  counter_cmsdk: {
    range: 42_000_000_000n,
    sample: (at) => [MASK - (((at * 256n) / 10n) & MASK), MASK - ((((at + 2n) * 256n) / 2560n) & MASK), 0n],
  },
  // The same at 20 MHz.
  counter_iotkit: {
    range: 52_000_000_000n,
    sample: (at) => [MASK - (((at * 512n) / 25n) & MASK), MASK - ((((at + 2n) * 512n) / 6400n) & MASK), 0n],
  },
  // A 64-bit counter at 32 MHz; 1024 ns per instruction. Its high half is read before and after the low one.
  counter_sse: {
    range: 1_000_000_000_000n,
    sample: (at) => {
      const ticks = (n: bigint): bigint => (n * 32_768n) / 1000n;
      return [(ticks(at) >> 32n) & MASK, ticks(at + 2n) & MASK, (ticks(at + 4n) >> 32n) & MASK];
    },
  },
  // Half turns of a 32-bit counter at 40 MHz, and the counter; 64 ns per instruction. Each half turn costs 19 instructions
  // of the interrupt that counts it, which are not the program's.
  counter_ccount: {
    range: 1_000_000_000_000n,
    sample: (at) => {
      const halfTurn = (2n ** 31n * 25n) / 64n;
      const turns = at < halfTurn ? 0n : (at - 19n) / (halfTurn - 19n);
      return [turns & MASK, (((at + 19n * turns) * 64n) / 25n) & MASK, 0n];
    },
  },
  // Up-counters of instructions and of 65536 instructions.
  counter_stm32: {
    range: 281_000_000_000_000n,
    sample: (at) => [at & MASK, ((at + 2n) >> 16n) & MASK, 0n],
  },
};

let folder = "";
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "tinygen-counter-"))));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(Object.entries(CLOCKS))("%s", (name, clock) => {
  // The low half is sampled two instructions after the high one; both samples do so, and it cancels out.
  it("finds the number of instructions between any two moments", async () => {
    const program = join(folder, name);
    writeFileSync(join(folder, "main.c"), MAIN);
    const args = ["-std=c99", `-I${TEMPLATES}`, join(folder, "main.c"), join(TEMPLATES, `${name}.c`), "-o", program];
    expect(await exec({ file: "cc", args })).toMatchObject({ exitCode: 0, stderr: "" });

    const far = fc.bigInt({ min: 0n, max: clock.range });
    const near = fc.bigInt({ min: 0n, max: 300_000n });
    const pairs = fc.sample(fc.tuple(fc.oneof(near, far), fc.oneof(near, far)), { numRuns: 3000, seed: 1 });
    const values = pairs.flatMap(([start, elapsed]) => [...clock.sample(start), ...clock.sample(start + elapsed)]);
    const result = await exec({ file: program, args: values.map(String) });
    expect(result.stdout.trim().split("\n").map(BigInt)).toEqual(pairs.map(([, elapsed]) => elapsed));
  });
});
