// SPDX-License-Identifier: Apache-2.0
/** `tinygen build`: the project that is written, and the files of the user that are not touched. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { boardIds } from "../../src/targets/load-board.js";
import { folderWith, tinygen, tinygenJson } from "../support/run-cli.js";
import { exampleModel } from "../support/sample-models.js";

const sine = exampleModel("sine");
const OUT = join("firmware", "sine-esp32");
const fresh = (): string => folderWith({ "models/sine.tflite": sine });
const read = (cwd: string, path: string): string => readFileSync(join(cwd, OUT, path), "utf8");

function filesOf(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "latin1")]),
  );
}

describe("build --board esp32 in a folder with one model", () => {
  const cwd = fresh();
  const { exitCode, document } = tinygenJson(cwd, ["build", "--board", "esp32"]);

  it("writes a PlatformIO project with the library", () => {
    expect(exitCode).toBe(0);
    const files = document["files"] as string[];
    for (const path of [
      "platformio.ini",
      "CMakeLists.txt",
      "src/main.c",
      "lib/sine/src/model.h",
      "lib/sine/src/sine.c",
    ]) {
      expect(files).toContain(path);
    }
    expect([...filesOf(join(cwd, OUT)).keys()].filter((path) => path !== ".tinygen-manifest.json").sort()).toEqual(
      [...files].sort(),
    );
    expect(read(cwd, "platformio.ini")).toMatch(/^board = esp32dev$/m);
    expect(read(cwd, "lib/sine/src/model.h")).toContain("model_invoke");
  });

  it("leaves nothing else in the working folder", () => {
    expect(readdirSync(cwd).sort()).toEqual(["firmware", "models"]);
    expect(readdirSync(join(cwd, "firmware"))).toEqual(["sine-esp32"]);
  });

  it("gives the same bytes from another working folder and in a second run", () => {
    const elsewhere = folderWith({ "deep/er/sine.tflite": sine });
    expect(tinygen(elsewhere, ["build", "deep/er/sine.tflite", "-b", "esp32", "-o", "out"]).exitCode).toBe(0);
    expect(filesOf(join(elsewhere, "out"))).toEqual(filesOf(join(cwd, OUT)));
    const before = filesOf(join(cwd, OUT));
    const second = tinygen(cwd, ["build", "--board", "esp32"]);
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toContain("0 files written");
    expect(filesOf(join(cwd, OUT))).toEqual(before);
  });
});

describe("every board", () => {
  const cwd = fresh();
  it.each(boardIds())("%s gets a project", (id) => {
    const { exitCode, document } = tinygenJson(cwd, ["build", "-b", id]);
    expect(exitCode).toBe(0);
    const files = document["files"] as string[];
    // ESP-IDF, Zephyr and the Pico SDK build boards that PlatformIO does not know, each through CMake.
    expect(files.some((path) => path === "platformio.ini" || path === "CMakeLists.txt")).toBe(true);
    expect(files).toContain("README.md");
  });
});

describe("the user's files", () => {
  it("are kept where tinygen never wrote them, and said to be somebody else's", () => {
    const cwd = folderWith({ "models/sine.tflite": sine, "out/README.md": "mine" });
    const { exitCode, stdout } = tinygen(cwd, ["build", "--board", "esp32", "-o", "out"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("kept       README.md, which tinygen did not write");
    expect(readFileSync(join(cwd, "out", "README.md"), "utf8")).toBe("mine");
  });

  it("are not taken for a folder", () => {
    const cwd = folderWith({ "models/sine.tflite": sine, taken: "mine" });
    for (const out of ["taken", "taken/below/it"]) {
      const { exitCode, stderr } = tinygen(cwd, ["build", "--board", "esp32", "-o", out]);
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/TG7004: .*taken is not a folder/)]);
    }
    expect(readFileSync(join(cwd, "taken"), "utf8")).toBe("mine");
  });

  it("are kept when they are meant to be edited, and named", () => {
    const cwd = fresh();
    tinygen(cwd, ["build", "-b", "esp32"]);
    writeFileSync(join(cwd, OUT, "src/main.c"), "int mine;\n");
    const { exitCode, document } = tinygenJson(cwd, ["build", "-b", "esp32"]);
    expect([exitCode, document["kept"]]).toEqual([0, ["src/main.c"]]);
    expect(read(cwd, "src/main.c")).toBe("int mine;\n");
    expect(tinygen(cwd, ["build", "-b", "esp32"]).stdout).toContain("src/main.c, which you have edited");
    expect(tinygen(cwd, ["build", "-b", "esp32", "--force"]).exitCode).toBe(0);
    expect(read(cwd, "src/main.c")).not.toBe("int mine;\n");
  });

  it("stop the run before anything is written when they are in the way", () => {
    const cwd = fresh();
    tinygen(cwd, ["build", "-b", "esp32"]);
    const edited = `${read(cwd, "lib/sine/src/sine.c")}/* mine */\n`;
    writeFileSync(join(cwd, OUT, "lib/sine/src/sine.c"), edited);
    rmSync(join(cwd, OUT, "platformio.ini"));
    const before = filesOf(join(cwd, OUT));
    const { exitCode, document } = tinygenJson(cwd, ["build", "-b", "esp32"]);
    expect([exitCode, document.diagnostics.map(({ code }) => code)]).toEqual([2, ["TG7004"]]);
    expect(document.diagnostics[0]?.message).toContain("sine.c");
    expect(document.diagnostics[0]?.hint).toContain("--force");
    expect(filesOf(join(cwd, OUT))).toEqual(before);
    expect(tinygen(cwd, ["build", "-b", "esp32", "--force"]).exitCode).toBe(0);
    expect(read(cwd, "lib/sine/src/sine.c")).not.toBe(edited);
  });

  it("are not written behind a link that leads out of the folder, not even when told to", () => {
    const cwd = fresh();
    tinygen(cwd, ["build", "-b", "esp32"]);
    rmSync(join(cwd, OUT, "src"), { recursive: true });
    mkdirSync(join(cwd, "elsewhere"));
    symlinkSync(join(cwd, "elsewhere"), join(cwd, OUT, "src"));
    for (const force of [[], ["--force"]]) {
      const { exitCode, stderr } = tinygen(cwd, ["build", "-b", "esp32", ...force]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining("behind a link that leads out")]);
    }
    expect(readdirSync(join(cwd, "elsewhere"))).toEqual([]);
  });

  it("are not overwritten in a folder that tinygen has never seen", () => {
    const cwd = fresh();
    mkdirSync(join(cwd, "project"));
    writeFileSync(join(cwd, "project", "CMakeLists.txt"), "# mine\n");
    writeFileSync(join(cwd, "project", "notes.txt"), "mine\n");
    const { exitCode, stderr } = tinygen(cwd, ["build", "-b", "esp32", "-o", "project"]);
    expect([exitCode, existsSync(join(cwd, "project", "lib"))]).toEqual([2, false]);
    expect(stderr).toContain("was not written by tinygen");
    rmSync(join(cwd, "project", "CMakeLists.txt"));
    expect(tinygen(cwd, ["build", "-b", "esp32", "-o", "project"]).exitCode).toBe(0);
    expect(readFileSync(join(cwd, "project", "notes.txt"), "utf8")).toBe("mine\n");
  });

  it("of an earlier model are removed only where tinygen wrote them", () => {
    const cwd = folderWith({ "sine.tflite": sine });
    expect(tinygen(cwd, ["build", "-b", "esp32", "-o", "out", "--name", "first"]).exitCode).toBe(0);
    writeFileSync(join(cwd, "out/lib/first/mine.txt"), "mine\n");
    expect(tinygen(cwd, ["build", "-b", "esp32", "-o", "out", "--name", "second"]).exitCode).toBe(0);
    expect(readdirSync(join(cwd, "out/lib/first"), { recursive: true })).toContain("mine.txt");
    expect(existsSync(join(cwd, "out/lib/first/src/first.c"))).toBe(false);
    expect(existsSync(join(cwd, "out/lib/second/src/second.c"))).toBe(true);
  });

  it("named in a manifest from elsewhere are not deleted", () => {
    const cwd = folderWith({
      "sine.tflite": sine,
      "precious.txt": "mine\n",
      "out/.tinygen-manifest.json": JSON.stringify({
        "../precious.txt": "d6a64395e6e7cbd4ae5ddbd4d7ddbd4f6d8c6f4d2f0a3e8b2d2b8a9a1d6d5c4b",
      }),
    });
    tinygen(cwd, ["build", "-b", "esp32", "-o", "out"]);
    expect(readFileSync(join(cwd, "precious.txt"), "utf8")).toBe("mine\n");
  });
});

describe("options", () => {
  it("--emit lib writes the library alone", () => {
    const cwd = fresh();
    const { exitCode, document } = tinygenJson(cwd, ["build", "-b", "esp32", "--emit", "lib", "-o", "lib"]);
    expect(exitCode).toBe(0);
    expect(document["files"]).not.toContain("platformio.ini");
    expect(existsSync(join(cwd, "lib", "src", "sine.h"))).toBe(true);
  });

  it("--name names files and symbols, and is made a C identifier", () => {
    const cwd = fresh();
    expect(tinygen(cwd, ["build", "-b", "esp32", "--name", "wake word-2", "-o", "out"]).exitCode).toBe(0);
    const names = [...filesOf(join(cwd, "out")).keys()];
    expect(names.filter((path) => /[^\w./@-]/.test(path))).toEqual([]);
  });

  it("a model's file name reaches neither paths nor C as it is", () => {
    const cwd = folderWith({ ['we"ird *$(x) #\n#error mine \\.tflite']: sine });
    const { exitCode } = tinygen(cwd, ["build", "-b", "mps2-an386", "-o", "out"]);
    expect(exitCode).toBe(0);
    for (const [path, text] of filesOf(join(cwd, "out"))) {
      expect(path).toMatch(/^[\w./-]+$/);
      expect(text, path).not.toMatch(/^#error/m);
      // C comments and JSON may hold it; a build system would expand it.
      if (!/\.(json|[ch])$/.test(path)) expect(text, path).not.toContain("$(x)");
    }
  });
});

describe("names, labels and contracts on the command line", () => {
  const cwd = folderWith({ "digits.tflite": exampleModel("digits"), "sine.tflite": sine });
  const ten = Array.from({ length: 10 }, (_, i) => `class ${i}`);
  writeFileSync(join(cwd, "ten.txt"), ten.join("\n"));
  writeFileSync(join(cwd, "nine.txt"), ten.slice(1).join("\n"));
  writeFileSync(join(cwd, "other.txt"), ten.toReversed().join("\n"));
  const contract = join("out", "lib", "wake_word", "wake_word.contract.json");
  const check = (...args: readonly string[]) => tinygenJson(cwd, ["check", ...args, "--contract", contract]);
  const codes = (document: Record<string, unknown>): readonly (readonly [string, string])[] =>
    (document["diagnostics"] as { code: string; severity: string }[])
      // What the passes did to the model is said as well.
      .filter(({ code }) => !code.startsWith("TG2"))
      .map(({ code, severity }) => [code, severity]);

  it("are made into C, or refused with what is wrong", () => {
    const args = ["build", "digits.tflite", "-b", "esp32", "-o", "out", "--name", "Wake Word", "--labels", "ten.txt"];
    const { exitCode, stdout } = tinygen(cwd, args);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('name       "Wake Word" is no C identifier');
    expect(stdout).toContain("labels     10 for output 0");
    expect(readFileSync(join(cwd, "out/lib/wake_word/src/wake_word_labels.c"), "utf8")).toContain('"class 9",');
    const refused = (...more: readonly string[]) =>
      tinygenJson(cwd, ["build", "digits.tflite", "-b", "esp32", "-o", "no", ...more]);
    expect(codes(refused("--labels", "nine.txt").document)).toEqual([["TG7009", "error"]]);
    expect(codes(refused("--labels", "absent.txt").document)).toEqual([["TG7009", "error"]]);
    expect(codes(refused("--name", "模型").document)).toEqual([["TG7001", "error"]]);
    expect(existsSync(join(cwd, "no"))).toBe(false);
  });

  it("are kept by the same interface, with or without a board", () => {
    const { exitCode, document } = check("digits.tflite", "--labels", "ten.txt");
    expect([exitCode, document["board"], document["verdict"]]).toEqual([0, null, null]);
    expect(document["contract"]).toMatchObject({ matches: true, differences: [] });
    expect(check("digits.tflite", "--labels", "ten.txt", "-b", "esp32")).toMatchObject({
      exitCode: 0,
      document: { verdict: "fits", contract: { matches: true } },
    });
  });

  it("are broken by every difference, each of which is named", () => {
    const labels = check("digits.tflite", "--labels", "other.txt");
    expect(labels.exitCode).toBe(10);
    expect(labels.document["contract"]).toMatchObject({ matches: false, level: "abi" });
    expect(codes(labels.document)).toEqual(ten.map(() => ["TG8004", "error"]));
    // Sources that were written for these labels still compile and ask for the right number of them.
    const sources = check("digits.tflite", "--labels", "other.txt", "--contract-level", "api");
    expect([sources.exitCode, new Set(codes(sources.document).map(([, severity]) => severity))]).toEqual([
      0,
      new Set(["note"]),
    ]);
    const model = check("sine.tflite", "-b", "esp32");
    expect([model.exitCode, model.document["verdict"]]).toEqual([10, "fits"]);
    const { differences } = model.document["contract"] as { differences: { what: string; level: string }[] };
    expect(differences.filter(({ level }) => level === "api").map(({ what }) => what)).toEqual([
      "input 0: shape",
      "output 0: shape",
      "number of labels",
    ]);
    // What does not fit at all outranks a contract.
    expect(check("digits.tflite", "--labels", "nine.txt").exitCode).toBe(2);
  });

  it("are refused when the file is no contract", () => {
    const { exitCode, document } = tinygenJson(cwd, ["check", "digits.tflite", "--contract", "ten.txt"]);
    expect([exitCode, codes(document)]).toEqual([2, [["TG7010", "error"]]]);
  });
});
