// SPDX-License-Identifier: Apache-2.0
/** The dependency rules of ARCHITECTURE.md as data; test/architecture.test.ts enforces every row. */

export interface Row {
  readonly name: string;
  /** Folders or files below src. A file belongs to the row with the longest part that contains it. */
  readonly parts: readonly string[];
  /** Rows whose files it may import, beside its own. */
  readonly imports: readonly string[];
  /** npm packages that it may import at run time. */
  readonly npm: readonly string[];
  readonly reason: string;
}

const BASE = ["util", "diagnostics"];
const MODEL = [...BASE, "ir"];
const OPS = [...MODEL, "quant", "targets", "tflite-schema", "codegen/c"];
const PLANNING = [...OPS, "ops", "planner/problem", "planner/solvers", "planner/verify-placement"];
const EMITTING = [...PLANNING, "planner", "codegen/source-tree", "codegen/templates", "codegen/library", "contract"];
const PURE = [...EMITTING, "tflite", "passes", "support", "reference", "codegen/aot", "codegen/tflm", "compile"];

/** Low to high: a row imports only from rows above it, which the test checks as well. */
export const TABLE: readonly Row[] = [
  row("util", [], "the lowest layer knows nothing of tinygen"),
  row("diagnostics", ["util"], "findings are values that every layer makes"),
  row("tflite-schema", ["util"], "the file format, without what tinygen makes of it", { npm: ["flatbuffers"] }),
  row("ir", BASE, "a graph does not know operators, files or targets"),
  row("contract", MODEL, "what an application relies on; knows neither C nor how a model runs"),
  row("quant", MODEL, "arithmetic of the quantisation scheme, over the element types of ir"),
  row("targets", BASE, "a board is data", { npm: ["zod"] }),
  row("codegen/c", MODEL, "prints C for the element types of ir; knows no operator"),
  row("codegen/source-tree", BASE, "generated files are values", { parts: ["codegen/source-tree.ts"] }),
  row("codegen/templates", [...BASE, "codegen/c"], "the one door to the template engine and to the shipped files", {
    parts: ["codegen/templates.ts"],
    npm: ["handlebars"],
  }),
  row("planner/problem", BASE, "a placement problem is numbers only: no graph, no operators, no TFLite", {
    parts: ["planner/problem.ts", "planner/csv.ts"],
  }),
  row("planner/verify-placement", [...BASE, "planner/problem"], "the verifier shares no code with any solver", {
    parts: ["planner/verify-placement.ts"],
  }),
  row("planner/solvers", [...BASE, "planner/problem"], "solvers see the numbers of a problem and nothing else", {
    parts: ["planner/solvers", "planner/lower-bound.ts"],
  }),
  row(
    "codegen/library",
    [...MODEL, "contract", "targets", "codegen/c", "codegen/source-tree"],
    "what libraries of every runtime share",
  ),
  row("ops", OPS, "one folder holds all that tinygen knows about an operator: options, constraints, kernels"),
  row("tflite", [...MODEL, "tflite-schema"], "bytes to graph and back; what is supported is decided elsewhere", {
    npm: ["flatbuffers"],
  }),
  row(
    "passes",
    [...MODEL, "quant", "ops"],
    "one rewrite of a graph per file; asks operators for what it needs to know",
  ),
  row("support", [...MODEL, "targets", "ops"], "asks the operators for their rules"),
  row("reference", [...MODEL, "ops"], "runs the operators' reference kernels"),
  row("planner", PLANNING, "turns a graph into a placement problem, and the answer into a plan"),
  row("codegen/aot", EMITTING, "lowers a supported model to a C library"),
  row(
    "codegen/tflm",
    [...EMITTING, "tflite"],
    "plans for TFLM, writes the graph back as a file, and the C++ around TFLM's interpreter",
  ),
  row(
    "compile",
    [...EMITTING, "tflite", "passes", "support", "codegen/aot", "codegen/tflm"],
    "the list of pure stages",
    {
      parts: ["compile.ts"],
    },
  ),
  row("codegen/project", PURE, "project files and the measuring program around a compilation", {
    parts: ["codegen/project", "codegen/harness.ts"],
  }),
  row("index", [...PURE, "codegen/project"], "the library API re-exports the pure part, and loading of boards", {
    parts: ["index.ts"],
  }),
  row("profile", [...OPS, "ops"], "work per layer and the cost tables: counts in, figures out"),
  row("toolchain", [...BASE, "targets"], "runs external tools; knows boards, not models", { npm: ["execa"] }),
  row(
    "simulators",
    [...BASE, "targets", "toolchain"],
    "runs firmware through toolchain/exec.ts; knows boards, not models",
  ),
  row("report", [...PURE, "profile"], "values to text; no input, no output"),
  row("cli", [...PURE, "codegen/project", "index", "toolchain", "profile", "simulators", "report"], "the outer ring", {
    npm: ["@commander-js/extra-typings", "zod"],
  }),
];

function row(
  name: string,
  imports: readonly string[],
  reason: string,
  { parts = [name], npm = [] }: { readonly parts?: readonly string[]; readonly npm?: readonly string[] } = {},
): Row {
  return { name, parts, imports, npm, reason };
}

export interface Permission {
  /** Parts (as in the table) or files that may do it. */
  readonly only: readonly string[];
  readonly what: string;
  /** Modules, or names as they are written in the code. */
  readonly uses: readonly string[];
  readonly reason: string;
}

export const PERMISSIONS: readonly Permission[] = [
  {
    what: "touches the file system",
    uses: ["node:fs", "node:fs/promises"],
    only: [
      ...["cli", "toolchain", "simulators/profile-run.ts"],
      ...["targets/load-board.ts", "codegen/templates.ts", "tflite-schema/generate.ts"],
    ],
    reason: "everything up to the source tree is a function of its arguments",
  },
  {
    what: "starts processes",
    uses: ["execa", "node:child_process", "node:worker_threads"],
    only: ["toolchain/exec.ts"],
    reason: "quoting, limits and cleaning up are done in one place",
  },
  {
    what: "ends the process, prints, or reads arguments",
    uses: [
      "process.exit",
      "process.exitCode",
      "process.stdout",
      "process.stderr",
      "process.argv",
      "console.log",
      "console.error",
      "console.warn",
    ],
    only: ["cli", "tflite-schema/generate.ts"],
    reason: "results and findings are values until the command line prints them",
  },
  {
    what: "reads the environment of the process",
    uses: ["process.env", "process.cwd", "process.platform", "process.chdir"],
    only: ["cli"],
    reason: "the same model, board and options give the same bytes on every machine",
  },
  {
    what: "uses the clock, random numbers or the locale",
    uses: [
      "Date",
      "Date.now",
      "performance.now",
      "Math.random",
      "setTimeout",
      "Intl",
      ".toLocaleString",
      ".localeCompare",
      "process.hrtime",
    ],
    only: ["cli", "toolchain", "simulators"],
    reason: "the same model, board and options give the same bytes on every machine",
  },
  {
    what: "uses the network",
    uses: ["fetch", "node:http", "node:https", "node:net", "node:dns"],
    only: [],
    reason: "tinygen never downloads anything by itself",
  },
];
