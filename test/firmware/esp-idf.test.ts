// SPDX-License-Identifier: Apache-2.0
/**
 * What ESP-IDF's own tools say about emitted projects: Kconfig takes every line of sdkconfig.defaults for the board's
 * chip, and the partition tool every table. TINYGEN_IDF_PATH names a checkout of ESP-IDF, 5.x or 6.x; its Python with
 * esp-idf-kconfig is the one of IDF_PYTHON_ENV_PATH, which `export.sh` sets, or the first on the PATH. No compiler.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listBoards } from "../../src/targets/load-board.js";
import { exec } from "../../src/toolchain/exec.js";
import { emitProject, writeSources } from "../support/emit-project.js";
import { describeWith, namedBy } from "../support/loud-skip.js";
import { exampleModel } from "../support/sample-models.js";

const boards = listBoards().flatMap((board) =>
  board.espIdf === undefined ? [] : [[board.id, board, board.espIdf] as const],
);
const MODEL = exampleModel("digits");
const temporary = mkdtempSync(join(tmpdir(), "tinygen-idf-"));
afterAll(() => rmSync(temporary, { recursive: true }));

const checkout = namedBy(
  "TINYGEN_IDF_PATH",
  "ESP-IDF is absent: name a checkout in TINYGEN_IDF_PATH, or set it to none",
);

function python(): string {
  const environment = process.env["IDF_PYTHON_ENV_PATH"];
  return environment === undefined ? "python3" : join(environment, "bin", "python");
}

/** The file that ESP-IDF's build writes before it runs Kconfig: a line for each component that has such a file. */
function componentKconfigs(idf: string, name: string): string {
  const files = readdirSync(join(idf, "components"))
    .map((component) => join(idf, "components", component, name))
    .filter((file) => existsSync(file));
  return files.map((file) => `source "${file}"\n`).join("");
}

/** sdkconfig as ESP-IDF makes it of the defaults, and what Kconfig had to say. */
async function configure(idf: string, target: string, folder: string): Promise<{ config: string; output: string }> {
  const [all, projbuild, env] = ["kconfigs.in", "kconfigs_projbuild.in", "env.json"].map((name) => join(folder, name));
  writeFileSync(all!, componentKconfigs(idf, "Kconfig"));
  writeFileSync(projbuild!, componentKconfigs(idf, "Kconfig.projbuild"));
  const environment = {
    ...{ IDF_PATH: idf, IDF_TARGET: target, IDF_TOOLCHAIN: "gcc", IDF_ENV_FPGA: "", KCONFIG_PROMPTLESS_NO_WARN: "" },
    ...{ COMPONENT_KCONFIGS_SOURCE_FILE: all, COMPONENT_KCONFIGS_PROJBUILD_SOURCE_FILE: projbuild },
  };
  writeFileSync(env!, JSON.stringify({ ...environment, IDF_VERSION: version(idf), IDF_MINIMAL_BUILD: "n" }));
  const sdkconfig = join(folder, "sdkconfig");
  const result = await exec({
    file: python(),
    args: [
      ...["-m", "kconfgen", "--kconfig", join(idf, "Kconfig"), "--sdkconfig-rename", join(idf, "sdkconfig.rename")],
      ...["--env-file", env!, "--defaults", join(folder, "sdkconfig.defaults")],
      ...["--config", sdkconfig, "--output", "config", sdkconfig],
    ],
    timeoutMs: 120_000,
  });
  expect(result.exitCode, result.stderr).toBe(0);
  return { config: readFileSync(sdkconfig, "utf8"), output: result.stdout + result.stderr };
}

function version(idf: string): string {
  const text = readFileSync(join(idf, "tools/cmake/version.cmake"), "utf8");
  return ["MAJOR", "MINOR", "PATCH"].map((part) => new RegExp(`_${part} (\\d+)`).exec(text)?.[1]).join(".");
}

describeWith("ESP-IDF", checkout, (idf) => {
  describe.each(boards)("%s", (id, board, espIdf) => {
    const folder = join(temporary, id);
    mkdirSync(folder);
    const tree = emitProject(MODEL, board);
    writeSources(folder, tree);

    it("has every option for this chip", { timeout: 120_000 }, async () => {
      const wanted = String(tree.get("sdkconfig.defaults"))
        .split("\n")
        .filter((line) => line.startsWith("CONFIG_"));
      expect(wanted.length).toBeGreaterThan(3);
      const { config, output } = await configure(idf, espIdf.target, folder);
      const made = new Set(config.split("\n"));
      expect(wanted.filter((line) => !made.has(line))).toEqual([]);
      for (const line of wanted) expect(output).not.toContain(line.split("=")[0]);
    });

    it("takes the partition table for this flash", { timeout: 60_000 }, async () => {
      const tool = join(idf, "components/partition_table/gen_esp32part.py");
      const megabytes = `${espIdf.flash / 2 ** 20}MB`;
      const [table, binary] = ["partitions.csv", "partitions.bin"].map((name) => join(folder, name));
      const options = ["--flash-size", megabytes, "--offset", "0x8000"];
      const written = await exec({ file: python(), args: [tool, ...options, table!, binary!] });
      expect(written.exitCode, written.stderr).toBe(0);
      const read = await exec({ file: python(), args: [tool, "-q", ...options, binary!] });
      expect(read.exitCode, read.stderr).toBe(0);
      const sizes = read.stdout
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => line.split(",")[0]);
      expect(sizes).toEqual(espIdf.partitions.map(({ name }) => name));
    });
  });
});
