// SPDX-License-Identifier: Apache-2.0
/** PlatformIO itself, offline: it reads every platformio.ini, and builds, simulates and tests simulated boards. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { buildSystem } from "../../src/targets/board.js";
import { listBoards, loadBoard } from "../../src/targets/load-board.js";
import { buildWithPlatformIo } from "../../src/toolchain/platformio.js";
import { TinygenError } from "../../src/diagnostics/tinygen-error.js";
import { existsSync } from "node:fs";
import { emitProject, writeSources } from "../support/emit-project.js";
import { exampleModel } from "../support/sample-models.js";
import { CORE_DIR, missingPlatformIo, pio } from "./platformio-tools.js";
import { missingTools } from "./required-tools.js";

const temporary = mkdtempSync(join(tmpdir(), "tinygen-platformio-"));
afterAll(() => rmSync(temporary, { recursive: true }));
const MODEL = exampleModel("digits");
const skip = missingPlatformIo();

type Options = Readonly<Record<string, string | readonly string[]>>;

describe.skipIf(skip)("PlatformIO's parser", () => {
  const known = listBoards().flatMap((board) =>
    (board.platformio?.frameworks ?? []).map((framework) => ({ board, framework })),
  );
  const path = ({ board, framework }: (typeof known)[number]): string =>
    join(temporary, "ini", `${board.id}-${framework}`, "platformio.ini");

  it("accepts the settings of every board and framework, and reads what was meant", () => {
    for (const variant of known) {
      writeSources(dirname(path(variant)), emitProject(MODEL, variant.board, { framework: variant.framework }));
    }
    const script = fileURLToPath(new URL("parse-ini.py", import.meta.url));
    const input = known.map(path).join("\n");
    const result = spawnSync(platformIoPython(), [script], { input, encoding: "utf8", maxBuffer: 1 << 26 });
    expect(result.stderr).toBe("");
    const parsed = JSON.parse(result.stdout) as Record<string, Record<string, Options>>;
    expect(Object.keys(parsed)).toHaveLength(known.length);
    for (const variant of known) {
      const { board, framework } = variant;
      const options = parsed[path(variant)]?.[`env:${board.id}`];
      expect(options, board.id).toMatchObject({
        platform: board.platformio?.platform,
        board: board.platformio?.board,
        framework: [framework],
        ...board.platformio?.options,
      });
      expect(options?.["build_flags"]).toContain("-ffp-contract=off");
      for (const key of ["board_build.partitions", "board_build.ldscript"]) {
        const file = options?.[key];
        if (file !== undefined) expect(existsSync(join(dirname(path(variant)), String(file)))).toBe(true);
      }
    }
  });

  it("is the one that `pio project config` uses", () => {
    const folder = dirname(path(known[0]!));
    const { status, output } = pio(folder, ["project", "config"]);
    expect(output).toContain("env:");
    expect(status).toBe(0);
  });
});

const simulated = listBoards().filter((board) => buildSystem(board) === "bare-metal");

describe.skipIf(skip).each(simulated.map((board) => [board.id, board] as const))("%s", (id, board) => {
  it.skipIf(missingTools(board))("pio run, pio run -t sim and pio test work offline", () => {
    const folder = join(temporary, id);
    writeSources(folder, emitProject(MODEL, board));
    const built = pio(folder, ["run"]);
    expect(built.output).toContain("[SUCCESS]");
    expect(built.output).not.toMatch(/warning:/);
    expect(built.status).toBe(0);
    const simulation = pio(folder, ["run", "-t", "sim"]);
    expect(simulation.output).toContain("model_under_test: self-test passed");
    expect(simulation.status).toBe(0);
    const junit = join(folder, "junit.xml");
    const tested = pio(folder, ["test", "--junit-output-path", junit]);
    expect(tested.status).toBe(0);
    expect(readFileSync(junit, "utf8")).toMatch(/<testsuites [^>]*tests="4" errors="0" failures="0"/);
  });
});

describe.skipIf(skip)("what goes wrong", () => {
  const { value: board } = loadBoard("mps2-an386");
  if (board === undefined) throw new Error("no board mps2-an386");

  it.skipIf(missingTools(board))("a wrong result makes pio test fail", () => {
    const folder = join(temporary, "wrong");
    const tree = [...emitProject(MODEL, board)].map(([path, text]): [string, string | Uint8Array] => [
      path,
      path.endsWith("_selftest.c") ? String(text).replace("expected[] = { 0x", "expected[] = { 1U + 0x") : text,
    ]);
    writeSources(folder, new Map(tree));
    const junit = join(folder, "junit.xml");
    const { status, output } = pio(folder, ["test", "--junit-output-path", junit]);
    expect(output).toContain("test selftest FAILED");
    expect(status).not.toBe(0);
    expect(readFileSync(junit, "utf8")).toMatch(/tests="4" errors="0" failures="2"/);
  });

  it("a missing platform is named at once, with the command that installs it", async () => {
    const started = process.hrtime.bigint();
    const needs = { platform: "espressif32@0.0.1", framework: "espidf" };
    const build = buildWithPlatformIo({ project: temporary, environment: "esp32", coreDir: CORE_DIR, needs });
    const error: unknown = await build.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(TinygenError);
    expect((error as TinygenError).diagnostics[0]).toMatchObject({
      code: "TG5001",
      hint: expect.stringMatching(/^pio pkg install --project-dir .* --environment esp32$/) as string,
    });
    expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(20);
  });
});

/** The interpreter of the installation that `pio` belongs to. */
function platformIoPython(): string {
  const folder = (process.env["PATH"] ?? "").split(delimiter).find((entry) => existsSync(join(entry, "pio")));
  const first = readFileSync(join(folder ?? "", "pio"), "utf8").split("\n")[0] ?? "";
  return first.startsWith("#!/") ? first.slice(2).trim() : join(folder ?? "", "python3");
}
