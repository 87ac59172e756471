// SPDX-License-Identifier: Apache-2.0
/** The measuring program in QEMU: exact counts, the same bytes everywhere, and every failure reported. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { harnessSources } from "../../src/codegen/harness.js";
import { TinygenError } from "../../src/diagnostics/tinygen-error.js";
import { runHost } from "../../src/simulators/host.js";
import { qemuMachine, runFirmware } from "../../src/simulators/qemu.js";
import type { RunOptions, RunResult } from "../../src/simulators/simulator.js";
import { arenaRegions, type Board } from "../../src/targets/board.js";
import { listBoards } from "../../src/targets/load-board.js";
import type { OptimizationGoal } from "../../src/targets/optimization-goal.js";
import { compileFirmware, compileHost, type CompileResult } from "../../src/toolchain/gcc.js";
import { readElf } from "../../src/toolchain/elf-size.js";
import { fnv1a32 } from "../../src/util/hash.js";
import { countByTrace } from "./execution-trace.js";
import { missingTools } from "./required-tools.js";

const MODEL = fileURLToPath(new URL("fake-model/", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "tinygen-harness-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const machineOf = ({ simulators }: Board): string | undefined =>
  simulators.find(({ kind }) => kind === "qemu")?.machine;
const machines = listBoards().map(machineOf);
/** One board for each machine of QEMU; what differs between boards of one machine is their linker script. */
const simulated = listBoards().filter(
  (board, i) => machines[i] !== undefined && machines.indexOf(machineOf(board)) === i,
);
const PATTERN: Omit<RunOptions, "cwd"> = { invocations: 2, inputs: "pattern", layers: true, layerHashes: true };
let folders = 0;

interface Built extends CompileResult {
  readonly cwd: string;
}

interface Variant {
  readonly optimize?: OptimizationGoal;
  readonly arenaRegion?: string;
}

async function build(
  board: Board | "host",
  defines: Readonly<Record<string, number>> = {},
  { optimize = "balanced", arenaRegion }: Variant = {},
): Promise<Built> {
  const cwd = join(temporary, String(folders++));
  const dir = join(cwd, "sources");
  mkdirSync(join(dir, "harness"), { recursive: true });
  mkdirSync(join(dir, "model"));
  for (const name of ["model.c", "model.h", "model_trace.h"]) copyFileSync(join(MODEL, name), join(dir, "model", name));
  const placement = arenaRegion === undefined ? {} : { arenaRegion };
  for (const [name, text] of harnessSources(board, placement)) writeFileSync(join(dir, "harness", name), text);
  const flags = ["-Werror", ...Object.entries(defines).map(([name, value]) => `-DFAKE_${name}=${value}u`)];
  const common = { dir, out: join(cwd, "program.elf"), flags, optimize };
  return { ...(await (board === "host" ? compileHost(common) : compileFirmware({ ...common, board }))), cwd };
}

async function run(board: Board, defines?: Readonly<Record<string, number>>): Promise<RunResult> {
  const { elf, cwd } = await build(board, defines);
  return runFirmware(elf, board, { ...PATTERN, cwd });
}

/** The first diagnostic of what a promise throws. */
async function refusal(promise: Promise<unknown>): Promise<{ code: string; message: string; hint?: string }> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof TinygenError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error.diagnostics[0]!;
}

const counts = (result: RunResult): readonly (number | null)[] => [
  ...result.invocations.map(({ instructions }) => instructions),
  ...result.layers.map(({ instructions }) => instructions),
];

describe.each(simulated.map((board) => [board.id, board] as const))("%s", (_, board) => {
  const missing = missingTools(board);

  it.skipIf(missing)("counts exactly what an execution trace shows", async () => {
    const { elf, cwd } = await build(board);
    const result = await runFirmware(elf, board, { ...PATTERN, cwd });
    const traced = await countByTrace({ elf, board, cwd, symbols: readElf(readFileSync(elf)).symbols });
    expect(result.invocations.map(({ instructions }) => instructions)).toEqual(traced.invocations);
    expect(result.layers.map(({ instructions }) => instructions)).toEqual(traced.nodes);
    expect(traced.nodes).toHaveLength(4);
  });

  it.skipIf(missing)("adds exactly two instructions per loop iteration, also when the counters wrap", async () => {
    // All three constants need the same number of instructions to load. 204 million instructions: timer 0 of the MPS2
    // boards wraps after 168 million. The others are far from wrapping either way; counter.test.ts goes further.
    const wraps = qemuMachine(board)?.counter === "cmsdk-timer";
    const [small, large, wrapping] = [0x1_1000, 0x110_1000, wraps ? 0x610_1000 : 0x210_1000];
    const [a, b, c] = [
      await run(board, { LOOP: small }),
      await run(board, { LOOP: large }),
      await run(board, { LOOP: wrapping }),
    ];
    expect(difference(b, a)).toEqual(expectedDifference(2 * (large - small)));
    expect(difference(c, a)).toEqual(expectedDifference(2 * (wrapping - small)));
  });

  it.skipIf(missing)("gives the same report twice", async () => {
    const { elf, cwd } = await build(board);
    const first = await runFirmware(elf, board, { ...PATTERN, cwd });
    expect(await runFirmware(elf, board, { ...PATTERN, cwd })).toEqual(first);
  });

  it.skipIf(missing)("computes the same bytes as the host and reports the arena", async () => {
    const host = await build("host");
    const expected = await runHost(host.elf, { ...PATTERN, cwd: host.cwd });
    const result = await run(board);
    expect(result.invocations.map(({ outputs }) => outputs)).toEqual(
      expected.invocations.map(({ outputs }) => outputs),
    );
    expect(result.traces).toEqual(expected.traces);
    expect(result.arena).toEqual({ planned: 256, touchedEnd: 72, touched: 40, beyond: 0 });
    expect(expected.arena).toEqual(result.arena);
  });

  it.skipIf(missing)("computes the same bytes at every optimisation and with the arena in every region", async () => {
    const usual = await run(board);
    const variants: Variant[] = [
      { optimize: "size" },
      { optimize: "speed" },
      ...arenaRegions(board).map(({ name }) => ({ arenaRegion: name })),
    ];
    for (const variant of variants) {
      const { elf, cwd } = await build(board, {}, variant);
      const result = await runFirmware(elf, board, { ...PATTERN, cwd });
      expect(result.traces, JSON.stringify(variant)).toEqual(usual.traces);
      expect(result.arena, JSON.stringify(variant)).toEqual(usual.arena);
    }
  });

  it.skipIf(missing)("reports the stack that the model used", async () => {
    const [less, more] = [await run(board, { STACK: 64 }), await run(board, { STACK: 1088 })];
    expect(less.stack?.size).toBe(board.stack);
    expect(less.stack?.model).toBeGreaterThanOrEqual(64);
    // The frame of a large array may need another way to address it, which costs a saved register or two.
    expect(Math.abs((more.stack?.model ?? 0) - (less.stack?.model ?? 0) - 1024)).toBeLessThanOrEqual(16);
  });

  it.skipIf(missing)("reads its inputs from files and writes its outputs", async () => {
    const { elf, cwd } = await build(board);
    for (const k of [1, 2]) {
      writeFileSync(
        join(cwd, `in_${k}_0.bin`),
        Uint8Array.from({ length: 12 }, (_, i) => i * k),
      );
      writeFileSync(
        join(cwd, `in_${k}_1.bin`),
        Uint8Array.from({ length: 4 }, (_, i) => 100 + i * k),
      );
    }
    const result = await runFirmware(elf, board, { cwd, invocations: 2, inputs: "files", writeOutputs: true });
    const bytes = [1, 2].map((k) => readFileSync(join(cwd, `out_${k}_0.bin`)));
    expect(bytes).toEqual([1, 2].map((k) => Buffer.from(fakeOutput(k))));
    expect(result.invocations.map(({ outputs }) => outputs[0]?.fnv1a32)).toEqual(
      bytes.map((output) => fnv1a32(output)),
    );
    writeFileSync(join(cwd, "in_2_1.bin"), new Uint8Array(5));
    const refused = await refusal(runFirmware(elf, board, { cwd, invocations: 2, inputs: "files" }));
    expect(refused).toMatchObject({ code: "TG6001" });
    expect(refused.message).toContain("in_2_1.bin is missing or has the wrong size");
  });

  it.skipIf(missing)("notices a write behind the arena", async () => {
    expect((await run(board, { OVERRUN: 1 })).arena.beyond).toBe(1);
  });

  it.skipIf(missing)("reports a fault, an overflowing stack and a failing init", async () => {
    expect(await refusal(run(board, { CRASH: 1 }))).toMatchObject({
      code: "TG6001",
      message: expect.stringMatching(/^the firmware hit a fault: cause \d+ at address 0x/) as string,
    });
    expect(await refusal(run(board, { STACK: board.stack }))).toMatchObject({
      code: "TG6001",
      message: expect.stringMatching(/stack overflowed/) as string,
    });
    expect((await refusal(run(board, { INIT_FAILS: 1 }))).message).toMatch(/^model_init returned -5/);
  });

  it.skipIf(missing)("kills a hang and shows the command", async () => {
    const { elf, cwd } = await build(board, { HANG: 1 });
    const refused = await refusal(runFirmware(elf, board, { ...PATTERN, cwd, timeoutMs: 1500 }));
    expect(refused).toMatchObject({ code: "TG6002" });
    expect(refused.message).toContain("killed after 1.5 s");
    expect(refused.hint).toMatch(/qemu-system-\w+ .*-M /);
  });

  it.skipIf(missing)("is refused by the linker when a region overflows", async () => {
    const flash = board.regions.find(({ uses }) => uses.includes("constants"));
    const refused = await refusal(build(board, { WEIGHTS: (flash?.size ?? 0) + 100 }));
    expect(refused).toMatchObject({ code: "TG5003" });
    expect(refused.message).toContain(`region ${flash?.name}`);
  });

  it.skipIf(missing)("tells the sizes of its parts apart", async () => {
    const { sections } = await build(board, { WEIGHTS: 4096 });
    expect(sections).toMatchObject({ model: 4096, arena: 256, stack: board.stack });
    expect(sections.data).toBeGreaterThanOrEqual(4);
    expect(sections.text).toBeLessThan(4096);
  });

  function difference(a: RunResult, b: RunResult): (number | null)[] {
    const from = counts(b);
    return counts(a).map((count, i) => (count === null ? null : count - (from[i] ?? Number.NaN)));
  }
});

describe("host", () => {
  it("counts nothing and says so", async () => {
    const { elf, cwd } = await build("host");
    const result = await runHost(elf, { ...PATTERN, cwd });
    expect(counts(result)).toEqual([null, null, null, null, null, null]);
    expect(result.stack).toBeNull();
  });

  it("overwrites what an invocation left in the arena where asked", async () => {
    const outputs = async (defines: Readonly<Record<string, number>>, poison: boolean): Promise<unknown> => {
      const { elf, cwd } = await build("host", defines);
      const { invocations } = await runHost(elf, { ...PATTERN, cwd, poison });
      return invocations.map((invocation) => invocation.outputs);
    };
    expect(await outputs({}, true)).toEqual(await outputs({}, false));
    // A model that counts in the arena is found out.
    expect(await outputs({ STALE: 1 }, true)).not.toEqual(await outputs({ STALE: 1 }, false));
  });

  it("reports a compiler error with the command", async () => {
    const { elf, cwd } = await build("host");
    writeFileSync(join(cwd, "sources", "model", "broken.c"), "int broken(void) { return missing; }\n");
    const refused = await refusal(compileHost({ dir: join(cwd, "sources"), out: elf }));
    expect(refused).toMatchObject({ code: "TG5002" });
    expect(refused.message).toMatch(/missing/);
    expect(refused.hint).toContain("broken.c");
  });

  it("names the package of a missing compiler", async () => {
    const { elf, cwd } = await build("host");
    const refused = await refusal(compileHost({ dir: join(cwd, "sources"), out: elf, compiler: "no-such-cc" }));
    expect(refused).toMatchObject({ code: "TG5001", hint: expect.stringContaining("apt-get install") as string });
  });
});

/** Two invocations; then two nodes for each of them, of which only the second one loops. */
function expectedDifference(instructions: number): number[] {
  return [instructions, instructions, 0, instructions, 0, instructions];
}

/** What test/firmware/fake-model computes from the inputs that the test writes. */
function fakeOutput(k: number): number[] {
  const input = [...Array.from({ length: 12 }, (_, i) => i * k), ...Array.from({ length: 4 }, (_, i) => 100 + i * k)];
  const weights = [3, 1, 4, 1, 5];
  const reversed = Array.from({ length: 16 }, (_, i) => (input[15 - i] ?? 0) + (weights[i % 5] ?? 0));
  const runs = 6 + k;
  return reversed.slice(0, 8).map((value) => (value + runs + 1) & 0xff);
}
