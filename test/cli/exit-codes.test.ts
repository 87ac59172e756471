// SPDX-License-Identifier: Apache-2.0
/** Each kind of failure has its exit code, a diagnostic that names the thing, and a next step. */
import { describe, expect, it } from "vitest";
import { folderWith, tinygen, tinygenJson } from "../support/run-cli.js";
import { exampleModel, floatModel, singleOperatorModel, sumModel } from "../support/sample-models.js";

const sine = exampleModel("sine");
const cwd = folderWith({
  "sine.tflite": sine,
  "half.tflite": sine.subarray(0, sine.length / 2),
  "text.tflite": "not a model at all, but long enough to look at",
  "empty.tflite": "",
  "unknown.tflite": singleOperatorModel("BITCAST"),
  "custom.tflite": singleOperatorModel("CUSTOM:edgetpu-custom-op"),
  "hybrid.tflite": floatModel("int8"),
  "float.tflite": floatModel("float32"),
  "large.tflite": sumModel(400_000),
  "board.json": "{}",
  "inputs/in_1_0.bin": new Uint8Array(1),
});

describe("check", () => {
  it.each([
    ["sine.tflite", 0, "fits", []],
    ["half.tflite", 3, "invalid", ["TG1003"]],
    ["text.tflite", 3, "invalid", ["TG1002"]],
    ["empty.tflite", 3, "invalid", ["TG1002"]],
    ["unknown.tflite", 4, "unsupported", ["TG2001"]],
    ["custom.tflite", 4, "unsupported", ["TG2005"]],
    ["hybrid.tflite", 4, "unsupported", ["TG2003"]],
    ["float.tflite", 4, "unsupported", ["TG2004"]],
    ["large.tflite", 5, "does-not-fit", ["TG3001"]],
  ])("%s gives exit %i", (file, exit, verdict, codes) => {
    const { exitCode, document } = tinygenJson(cwd, ["check", file, "-b", "esp32"]);
    expect(exitCode).toBe(exit);
    expect(document["verdict"]).toBe(verdict);
    const errors = document.diagnostics.filter(({ severity }) => severity === "error");
    // A damaged file may break in several places; each is listed.
    expect([...new Set(errors.map(({ code }) => code))]).toEqual(codes);
    for (const { hint } of errors) expect(hint, "every error has a next step").toMatch(/\w/);
    const plain = tinygen(cwd, ["check", file, "-b", "esp32"]);
    expect(plain.exitCode).toBe(exit);
    for (const code of codes) expect(plain.stderr).toContain(`error ${code}: `);
    expect(plain.stdout).toContain(verdict.replaceAll("-", " "));
  });

  it("says how much is missing, when, and which tensors are there then", () => {
    const { stderr } = tinygen(cwd, ["check", "large.tflite", "-b", "esp32"]);
    const [, ...figures] =
      /region DRAM [^:]*: ([\d ]+) B needed, ([\d ]+) B free \(([\d ]+) B over\)/.exec(stderr) ?? [];
    const [needed = 0, free = 0, over = 0] = figures.map((text) => Number(text.replaceAll(" ", "")));
    expect([free, over]).toEqual([168_448, needed - free]);
    expect(needed).toBeGreaterThanOrEqual(800_000);
    expect(stderr).toMatch(/peak .*node 0 ADD/);
    for (const tensor of ["a", "b", "sum"]) expect(stderr).toMatch(new RegExp(`400 000 B[^\\n]*\\b${tensor}\\b`));
  });

  it("gives the converter lines for a model with float activations", () => {
    const { document } = tinygenJson(cwd, ["check", "hybrid.tflite", "-b", "esp32"]);
    expect(document.diagnostics[0]?.hint).toMatch(
      /representative_dataset.*TFLITE_BUILTINS_INT8.*inference_input_type/s,
    );
  });

  it("reports all findings of all models, and the gravest decides", () => {
    const { exitCode, document } = tinygenJson(cwd, [
      "check",
      "large.tflite",
      "unknown.tflite",
      "half.tflite",
      "-b",
      "esp32",
    ]);
    expect(exitCode).toBe(3);
    const codes = new Set(document.diagnostics.map(({ code }) => code));
    expect([...codes].sort()).toEqual(["TG1003", "TG2001", "TG3001"]);
  });
});

describe("other commands refuse the same models", () => {
  it.each([["plan"], ["build"], ["run"]])("%s", (command) => {
    for (const [file, exit] of [
      ["half.tflite", 3],
      ["custom.tflite", 4],
      ["float.tflite", 4],
    ] as const) {
      const { exitCode, document } = tinygenJson(cwd, [command, file, "-b", "mps2-an386"]);
      expect([file, exitCode]).toEqual([file, exit]);
      expect(document.command).toBe(command);
      expect(document.model?.file, "a refused model is still named").toBe(file);
    }
  });

  it("build does not write a project that cannot fit", () => {
    const { exitCode, document } = tinygenJson(cwd, ["build", "large.tflite", "-b", "esp32"]);
    expect(exitCode).toBe(5);
    expect(document.diagnostics.map(({ code }) => code)).toEqual(["TG3001"]);
  });
});

describe("the command line", () => {
  it.each([
    [["chekc", "-b", "esp32"], 2, /TG7001/, /tinygen check/],
    [["chekc"], 2, /TG7001/, /tinygen check/],
    [["check", "--bord", "esp32"], 2, /TG7001/, /--board/],
    [["check", "sine.tflite"], 2, /TG7001/, /--board/],
    [["check", "sine.tflite", "-b", "esp23"], 2, /TG7002/, /esp32/],
    [["check", "sine.tflite", "-b", "board.json"], 2, /TG7003/, /schema/],
    [["check", "sine.tflite", "-b", "no/such.json"], 2, /TG7002/, /boards/],
    [["build", "sine.tflite", "-b", "esp32", "--runtime", "tflite"], 2, /TG7001/, /aot/],
    [["build", "sine.tflite", "-b", "mps2-an386", "--runtime", "tflm", "--compile"], 6, /TG5004/, /--tflm-lib/],
    [["plan", "-b", "esp32"], 2, /TG7005/, /name/],
    [["check", "missing.tflite", "-b", "esp32"], 3, /TG1001/, /models here: .*\.tflite/],
    [["check", `${"x".repeat(300)}.tflite`, "-b", "esp32"], 3, /TG1001.*cannot be read/, /\.tflite/],
    [["check", ".", "-b", "esp32"], 3, /TG1001/, /\.tflite/],
    [["missing.tflite"], 3, /TG1001/, /models here: .*\.tflite/],
    [["explain", "TG9999"], 2, /TG7001/, /TG\d{4}/],
    [["verify", "sine.tflite", "--vectors", "nowhere"], 2, /TG7007/, /in_K_T/],
    [["verify", "sine.tflite", "--vectors", "inputs"], 2, /TG7007.*no expected bytes/, /out_K_T/],
    [["verify", "sine.tflite", "--on", "board"], 2, /TG7001/, /--board/],
    [["run", "sine.tflite", "-b", "mps2-an386", "--runtime", "tflm"], 6, /TG5004.*cortex-m4/, /--tflm-lib.*aot/],
    [["run", "sine.tflite", "-b", "mps2-an386", "--runtime", "tflm", "--tflm-lib", "no.a"], 6, /TG5004.*no\.a/, /make/],
    [
      [
        "run",
        "sine.tflite",
        "-b",
        "mps2-an386",
        "--runtime",
        "tflm",
        "--tflm-lib",
        "text.tflite",
        "--tflm-include",
        ".",
      ],
      6,
      /TG5004.*micro_interpreter\.h/,
      /CHECKOUT/,
    ],
    [["verify", "sine.tflite", "--on", "host", "--runtime", "tflm"], 2, /TG7001/, /--on board/],
    [["run", "sine.tflite", "-b", "esp32"], 8, /TG6003/, /tinygen|mps2|QEMU/i],
    [["run", "sine.tflite", "-b", "mps2-an386", "--timeout", "soon"], 2, /TG7001/, /--timeout/],
  ])("%j", (args, exit, code, hint) => {
    const { exitCode, stdout, stderr } = tinygen(cwd, args);
    expect(stderr).toMatch(code);
    expect(stderr).toMatch(hint);
    expect(stderr).toContain("hint: ");
    expect(exitCode).toBe(exit);
    expect(stdout).toBe("");
    const { exitCode: sameExit, document } = tinygenJson(cwd, args);
    expect(sameExit).toBe(exit);
    expect(document.diagnostics[0]?.hint).toMatch(/\w/);
  });

  it("asks for a name when a folder holds no model or several", () => {
    expect(tinygen(folderWith({}), ["check", "-b", "esp32"])).toMatchObject({ exitCode: 2 });
    const { exitCode, stderr } = tinygen(folderWith({ "a/x.tflite": sine, "y.tflite": sine }), [
      "check",
      "-b",
      "esp32",
    ]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("a/x.tflite, y.tflite");
  });

  it("names the package of a missing tool, with exit 6", () => {
    const { exitCode, stderr } = tinygen(cwd, ["run", "sine.tflite", "-b", "mps2-an386"], { PATH: cwd });
    expect(exitCode).toBe(6);
    expect(stderr).toContain("TG5001");
    expect(stderr).toContain("gcc-arm-none-eabi");
  });
});
