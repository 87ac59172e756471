#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
/** The command line: parses, runs one command, turns its result into an exit code. */
import { existsSync } from "node:fs";
import { Command, CommanderError, Option } from "@commander-js/extra-typings";
import { codeInfo } from "../diagnostics/codes.js";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import { readConfig } from "./config.js";
import type { Config } from "./config-schema.js";
import { withDefaults } from "./defaults.js";
import { CONTRACT_LEVELS } from "./contract-check.js";
import { documentHead, version } from "./document.js";
import { RefusedModel } from "./refused-model.js";
import { OPTIMIZATION_GOALS } from "../targets/optimization-goal.js";
import { nearest } from "../util/text.js";
import { COLOR_MODES, createOutput, type Output, type OutputOptions } from "./output.js";

const optimize = () =>
  new Option("--optimize <goal>", "what to make small: balanced (default), ram, size or speed").choices(
    OPTIMIZATION_GOALS,
  );
const runtime = () =>
  new Option("--runtime <name>", "aot or tflm; default: the board's first").choices(["aot", "tflm"] as const);
// Repeatable with one value each: a list would swallow the model that follows it.
const collect = (value: string, list: readonly string[] | undefined): readonly string[] => [
  ...(list ?? []),
  ...value.split(","),
];
const tflmInclude = () => new Option("--tflm-include <folder...>", "for --runtime tflm: folders with TFLM's headers");
const tflmLib = () => new Option("--tflm-lib <file>", "for --runtime tflm: TFLM's static library for the board's core");
const toolchain = (what: string) => new Option("--toolchain <name>", what).choices(["gcc", "platformio"] as const);
const disablePass = () =>
  new Option("--disable-pass <names>", "leave out rewrites of the graph; all for every one")
    .argParser(collect)
    .hideHelp();
const printAfter = () =>
  new Option("--print-after <names>", "print the graph after rewrites to stderr").argParser(collect).hideHelp();
const pin = () =>
  new Option("--pin <tensor=offset>", "fix a tensor at an offset of the arena, by name or as #index").argParser(
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  );
const labels = () =>
  new Option("--labels <file>", "names of the classes, one a line; default: those that the model file brings along");
const board = () => new Option("-b, --board <id>", "built-in board or path of a board file");

const isModelPath = (text: string): boolean => text.endsWith(".tflite");

type ProgramFlags = Partial<OutputOptions> & { readonly config?: string };

/** Commands return their exit code; everything they print goes through `Output`. */
type Action = (output: Output, config: Config) => Promise<number> | number;

function createProgram(run: (name: string, flags: ProgramFlags, action: Action) => Promise<void>) {
  const program = new Command("tinygen")
    .description("Compiles INT8 TensorFlow Lite models into firmware for microcontrollers.")
    .version(version)
    .option("--json", "print one JSON document on stdout")
    .option("-q, --quiet", "print errors and the result only")
    .option("-v, --verbose", "print external commands and details")
    .addOption(new Option("--color <when>", "when to colour").choices(COLOR_MODES).default("auto" as const))
    .option("--config <file>", "configuration file")
    .option("--offline", "never download anything (always on)")
    .option("--debug", "print stack traces of internal errors")
    .argument("[model]", "a .tflite file: what is in it, and which boards it fits")
    .showHelpAfterError(false)
    .enablePositionalOptions(false)
    .exitOverride();
  const flags = (): ProgramFlags => program.opts();
  program.configureOutput({ outputError: () => undefined });
  program.action((model) =>
    run("overview", flags(), async (output) => {
      if (model === undefined) return (process.stdout.write(program.helpInformation()), 0);
      const meant = misspeltCommand(program, model);
      if (meant !== undefined && !existsSync(model)) {
        fail("TG7001", `there is no command or file "${model}"`, `did you mean \`tinygen ${meant}\`?`);
      }
      return (await import("./commands/overview.js")).overview(output, model);
    }),
  );
  program
    .command("inspect")
    .description("operators, tensors, quantisation, problems")
    .argument("[model]")
    .action((model) =>
      run("inspect", flags(), async (output) => (await import("./commands/inspect.js")).inspect(output, model)),
    );
  program
    .command("plan")
    .description("arena plan and memory map of a model, a placement problem (.csv), or of models that share an arena")
    .argument("[models...]")
    .addOption(board())
    .addOption(runtime())
    .addOption(optimize())
    .addOption(disablePass())
    .addOption(printAfter())
    .addOption(pin())
    .option("--explain", "the peak moment and what would make the model fit")
    .option("--csv <file>", "write the placement problem in minimalloc's format, a .csv's with offsets; - for stdout")
    .option("--capacity <size>", "for a .csv: any placement within this size, for example 64KB")
    .option("--max-steps <count>", "for a .csv: search steps before the best placement so far is taken")
    .option("--html <file>", "write the memory map as one self-contained page")
    .action((models, options) =>
      run("plan", flags(), async (output, config) =>
        models.length > 1
          ? (await import("./commands/plan-shared.js")).planShared(output, models, withDefaults(options, config))
          : (await import("./commands/plan.js")).plan(output, models[0], withDefaults(options, config)),
      ),
    );
  program
    .command("check")
    .description("support and fit gate for CI")
    .argument("[models...]")
    .addOption(new Option("-b, --board <id...>", "built-in boards or paths of board files"))
    .addOption(runtime())
    .addOption(optimize())
    .addOption(disablePass())
    .addOption(printAfter())
    .addOption(labels())
    .option("--contract <file>", "NAME.contract.json of an earlier build: exit 10 when the interface is another one")
    .addOption(
      new Option(
        "--contract-level <level>",
        "what must be the same: abi for flashed applications, api for their sources",
      )
        .choices(CONTRACT_LEVELS)
        .default("abi" as const),
    )
    .action((models, options) =>
      run("check", flags(), async (output, config) => {
        // A list of boards swallows the models that follow it.
        const { board: list, ...rest } = options;
        const boards = list?.filter((id) => !isModelPath(id)) ?? [];
        const given = [...models, ...(list?.filter(isModelPath) ?? [])];
        const defaults = withDefaults({ ...rest, ...(boards.length === 0 ? {} : { board: boards }) }, config);
        return (await import("./commands/check.js")).check(output, given, defaults);
      }),
    );
  program
    .command("build")
    .description("firmware project for the board; of several models libraries that share an arena")
    .argument("[models...]")
    .addOption(board())
    .addOption(runtime())
    .addOption(tflmInclude())
    .addOption(tflmLib())
    .addOption(optimize())
    .addOption(disablePass())
    .addOption(printAfter())
    .addOption(pin())
    .option("-o, --out <folder>", "output folder; default: firmware/<model>-<board>")
    .addOption(labels())
    .option("--name <name>", "name of the library and prefix of its symbols")
    .addOption(
      new Option("--emit <form>", "a whole project or only the library")
        .choices(["app", "lib"] as const)
        .default("app" as const),
    )
    .option("--framework <name>", "framework of PlatformIO; default: the board's first")
    .option("--compile", "compile the project with the installed tools")
    .addOption(toolchain("what compiles; default: platformio for boards that it knows, else gcc"))
    .option("--force", "overwrite files that were edited or come from elsewhere")
    .action((models, options) =>
      run("build", flags(), async (output, config) =>
        models.length > 1
          ? (await import("./commands/build-shared.js")).buildShared(output, models, withDefaults(options, config))
          : (await import("./commands/build.js")).build(output, models[0], withDefaults(options, config)),
      ),
    );
  program
    .command("run")
    .description("build, simulate, measure")
    .argument("[model]")
    .addOption(board())
    .addOption(runtime())
    .addOption(tflmInclude())
    .addOption(tflmLib())
    .addOption(optimize())
    .addOption(disablePass())
    .addOption(printAfter())
    .addOption(pin())
    .option("--vectors <folder>", "in_K_T.bin and optionally out_K_T.bin")
    .option("--input <file...>", "raw bytes of one invocation, a file per model input")
    .option("--outputs <folder>", "write out_K_T.bin there")
    .addOption(toolchain("what compiles the measuring program; default: gcc"))
    .option("--timeout <seconds>", "limit for the simulator", "300")
    .action((model, options) =>
      run("run", flags(), async (output, config) => {
        const { input: list, ...rest } = options;
        const input = list?.filter((path) => !isModelPath(path)) ?? [];
        const defaults = withDefaults({ ...rest, ...(input.length === 0 ? {} : { input }) }, config);
        return (await import("./commands/run.js")).runCommand(output, model ?? list?.find(isModelPath), defaults);
      }),
    );
  program
    .command("profile")
    .description("work per layer: MACs, instructions, estimated cycles, loads and stores; comparisons")
    .argument("[model]")
    .addOption(board())
    .addOption(runtime())
    .addOption(tflmInclude())
    .addOption(tflmLib())
    .addOption(optimize())
    .addOption(disablePass())
    .addOption(printAfter())
    .option("--vectors <folder>", "in_1_T.bin: inputs of the profiled inference")
    .option("--input <file...>", "raw bytes of the inputs, a file per model input")
    .option("--html <file>", "write the profile as one self-contained page")
    .option("--compare <what>", "an earlier result of profile --json (a file), or another runtime: aot or tflm")
    .option("--max-regression <percent>", "with --compare: exit 10 when the totals grew by more")
    .option("--tradeoffs", "RAM, flash and instructions of every choice of --optimize")
    .option("--timeout <seconds>", "limit for the simulator", "300")
    .action((model, options) =>
      run("profile", flags(), async (output, config) => {
        const { input: list, ...rest } = options;
        const input = list?.filter((path) => !isModelPath(path)) ?? [];
        const defaults = withDefaults({ ...rest, ...(input.length === 0 ? {} : { input }) }, config);
        return (await import("./commands/profile.js")).profileCommand(
          output,
          model ?? list?.find(isModelPath),
          defaults,
        );
      }),
    );
  program
    .command("verify")
    .description("same bytes as the golden vectors?")
    .argument("[model]")
    .addOption(board())
    .addOption(runtime())
    .addOption(tflmInclude())
    .addOption(tflmLib())
    .addOption(
      new Option("--on <place>", "where the model runs")
        .choices(["reference", "host", "board"] as const)
        .default("reference" as const),
    )
    .option("--vectors <folder>", "in_K_T.bin, out_K_T.bin and optionally layers.json")
    .option("--sanitize", "with --on host: build with ASan and UBSan")
    .option("--timeout <seconds>", "limit for the simulator", "300")
    .addOption(optimize())
    .addOption(disablePass())
    .addOption(printAfter())
    .addOption(pin())
    .action((model, options) =>
      run("verify", flags(), async (output, config) =>
        (await import("./commands/verify.js")).verify(output, model, withDefaults(options, config)),
      ),
    );
  program
    .command("boards")
    .description("the built-in boards")
    .argument("[filter]")
    .action((filter) =>
      run("boards", flags(), async (output) => (await import("./commands/boards.js")).boards(output, filter)),
    );
  program
    .command("ops")
    .description("the supported operators, types and versions")
    .argument("[filter]")
    .action((filter) => run("ops", flags(), async (output) => (await import("./commands/ops.js")).ops(output, filter)));
  program
    .command("explain")
    .description("cause and remedy of a diagnostic code")
    .argument("<code>")
    .action((code) =>
      run("explain", flags(), async (output) => (await import("./commands/explain.js")).explain(output, code)),
    );
  program
    .command("doctor")
    .description("which tools are installed, and what each is for")
    .action(() => run("doctor", flags(), async (output) => (await import("./commands/doctor.js")).doctor(output)));
  // --json and the other global flags may stand behind the command as well.
  for (const command of program.commands) {
    command
      .option("--json", "print one JSON document on stdout")
      .option("-q, --quiet", "print errors and the result only")
      .option("-v, --verbose", "print external commands and details");
  }
  return program;
}

/** The command that a word probably stands for which is neither a command nor looks like a file. */
function misspeltCommand(
  program: { readonly commands: readonly { name(): string }[] },
  word: string,
): string | undefined {
  const names = program.commands.map((command) => command.name());
  return names.includes(word) || /[./\\]/.test(word) ? undefined : nearest(word, names, 1)[0];
}

async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  const wantsJson = argv.includes("--json");
  const debug = argv.includes("--debug");
  // The bundle is minified; its maps are read only for stack traces that somebody wants to see.
  if (debug) process.setSourceMapsEnabled(true);
  const program = createProgram(async (name, flags, action) => {
    const output = createOutput({
      json: wantsJson,
      quiet: flags.quiet ?? (argv.includes("-q") || argv.includes("--quiet")),
      verbose: flags.verbose ?? (argv.includes("-v") || argv.includes("--verbose")),
      color: flags.color ?? "auto",
    });
    try {
      exitCode = await action(output, await readConfig(flags.config));
    } catch (error) {
      exitCode = report(output, name, error, debug);
    }
  });
  try {
    await program.parseAsync([...argv], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const output = createOutput({ json: wantsJson, quiet: false, verbose: false, color: "auto" });
    const first = argv.find((word) => !word.startsWith("-")) ?? "tinygen";
    const meant = misspeltCommand(program, first);
    const wrong = new TinygenError([
      {
        code: "TG7001",
        severity: "error",
        message: error.message.replace(/^error: /, ""),
        hint: `${meant === undefined ? "" : `did you mean \`tinygen ${meant}\`? `}\`tinygen --help\` lists the commands, \`tinygen COMMAND --help\` their options`,
      },
    ]);
    return report(output, first, wrong, false);
  }
  return exitCode;
}

function report(output: Output, command: string, error: unknown, debug: boolean): number {
  const diagnostics: readonly Diagnostic[] =
    error instanceof TinygenError
      ? error.diagnostics
      : [
          {
            code: "TG9001",
            severity: "error",
            message: `${error instanceof Error ? error.message : String(error)}: this is a bug in tinygen`,
            hint: "report it with the model, the board and the command line; --debug shows where it happened",
          },
        ];
  if (debug && error instanceof Error) process.stderr.write(`${error.stack ?? ""}\n`);
  output.diagnostics(diagnostics);
  output.document(documentHead(command, error instanceof RefusedModel ? error.file : undefined, diagnostics));
  return error instanceof TinygenError ? error.exitCode : 1;
}

// A reader that has seen enough (`tinygen plan | head`) closes the pipe; that is no failure. A full disk is one.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return;
    if (stream === process.stdout) {
      process.stderr.write(`error TG7001: the result cannot be written to stdout: ${error.message}\n`);
    }
    process.exit(codeInfo("TG7001").exit);
  });
}
process.exitCode = await main(process.argv.slice(2));
