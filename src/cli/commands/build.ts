// SPDX-License-Identifier: Apache-2.0
/** `tinygen build`: writes the firmware project for a board. */
import { basename, join, resolve } from "node:path";
import { arenaOnHeap } from "../../codegen/project/arena-place.js";
import { projectTree } from "../../codegen/project/project.js";
import { hasErrors } from "../../diagnostics/diagnostic.js";
import { fail, TinygenError } from "../../diagnostics/tinygen-error.js";
import { createInterpreter } from "../../reference/interpret.js";
import { planDocument } from "../../report/plan-document.js";
import { sha256 } from "../../util/hash.js";
import { groupDigits, plural } from "../../util/text.js";
import { compileFor, loadCommandModel } from "../command-model.js";
import { compileProject, type Toolchain } from "../compile-project.js";
import type { CompileDefaults } from "../defaults.js";
import { type LabelFlags, labelsFor } from "../labels.js";
import type { PassFlags } from "../pass-options.js";
import { parsePins, type PinFlags } from "../pins.js";
import { documentHead, version } from "../document.js";
import { writeProject } from "../output-folder.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedFramework } from "../requested-board.js";
import { requestedTarget, requestedWithoutLibrary } from "../requested-target.js";
import { standardPattern } from "../vectors.js";

export interface BuildFlags extends CompileDefaults, PassFlags, PinFlags, LabelFlags {
  readonly board?: string;
  readonly out?: string;
  readonly name?: string;
  readonly emit: "app" | "lib";
  readonly compile?: true;
  readonly toolchain?: Toolchain;
  readonly framework?: string;
  readonly force?: true;
}

/** Written once as a starting point; from then on the user's own. */
const USER_FILES = [
  ...["src/main.c", "src/main.cpp", "main/main.c", "test/test_model/test_main.c"],
  ...["platformio.ini", "partitions.csv", "sdkconfig.defaults", "prj.conf", "zephyr/prj.conf", "README.md"],
];

export async function build(output: Output, given: string | undefined, flags: BuildFlags): Promise<number> {
  const asked = requestedBoard(flags.board, flags.boards);
  if (flags.compile && flags.emit === "lib") {
    fail("TG7001", "--compile needs a whole project, --emit lib writes the library alone", "leave one of them out");
  }
  if (flags.name !== undefined && !/[A-Za-z0-9]/.test(flags.name)) {
    fail("TG7001", `--name "${flags.name}" has no letter or digit that C knows`, "use a-z, 0-9 and _");
  }
  const framework = requestedFramework(asked, flags.framework);
  // A project can be written without the library; it asks for it when it is built.
  const needsLibrary = flags.tflmLib !== undefined || (flags.compile === true && asked.espIdf === undefined);
  const { board, runtime, prebuilt, findings } = (needsLibrary ? requestedTarget : requestedWithoutLibrary)(
    asked,
    flags,
  );
  const tflm = prebuilt.prebuilt;
  const loaded = loadCommandModel(given, flags, runtime, findings);
  const options = {
    runtime,
    mustFit: true,
    optimize: flags.optimize,
    pins: parsePins(flags),
    // The heap gives one piece of memory.
    split: !board.regions.some(({ name }) => arenaOnHeap(board, name, framework)),
    ...(flags.name === undefined ? {} : { name: flags.name }),
  };
  const labels = labelsFor(loaded.model, loaded.file, flags);
  if (hasErrors(labels.diagnostics)) throw new TinygenError(labels.diagnostics);
  const compilation = compileFor(loaded, board, options);
  const diagnostics = [...loaded.diagnostics, ...labels.diagnostics];
  output.diagnostics(diagnostics);
  const { plan, fit, name } = compilation;
  const tree = projectTree({
    compilation,
    board,
    file: basename(loaded.file.path),
    sha256: sha256(loaded.file.bytes),
    version,
    goldenOutputs: createInterpreter(loaded.model).invoke(standardPattern(loaded.model)),
    emit: flags.emit,
    ...(labels.value === undefined ? {} : { labels: labels.value }),
    ...(framework === undefined ? {} : { framework }),
    ...(tflm === undefined
      ? {}
      : { tflm: { library: resolve(tflm.archive), includes: tflm.includes.map((path) => resolve(path)) } }),
  });
  const folder = flags.out ?? join("firmware", `${name}-${board.id}`);
  const result = writeProject(folder, tree, { force: flags.force === true, userFiles: USER_FILES });
  output.line(`${output.paint("bold", name)} for ${board.title}: ${folder}`);
  if (flags.name !== undefined && flags.name !== name) {
    output.line(`  name       "${flags.name}" is no C identifier (or one that is taken): ${name} instead`);
  }
  output.line(
    `  arena      ${groupDigits(compilation.arenaBytes)} B in ${fit.arena.map(({ name: region }) => region).join(", ")} (${plan.status}; TFLM's greedy planner: ${groupDigits(plan.greedyBytes)} B)`,
  );
  output.line(`  constants  ${groupDigits(compilation.constants)} B of flash`);
  if (labels.value !== undefined) {
    output.line(`  labels     ${labels.value.texts.length} for output ${labels.value.output}`);
  }
  output.line(
    `  files      ${plural(result.written.length, "file")} written, ${result.unchanged.length} unchanged, ${result.removed.length} removed`,
  );
  for (const path of result.kept) {
    const why = result.foreign.includes(path) ? "tinygen did not write" : "you have edited";
    output.line(`  kept       ${path}, which ${why} (--force overwrites it)`);
  }
  const program = flags.compile
    ? await compileProject({
        folder,
        board,
        optimize: flags.optimize,
        framework,
        toolchain: flags.toolchain,
        ...prebuilt,
      })
    : undefined;
  if (program !== undefined) {
    const { text, rodata, model, data, bss } = program.sections;
    output.line(
      `  firmware   ${program.elf}: code ${groupDigits(text + rodata)} B, model ${groupDigits(model)} B, data and bss ${groupDigits(data + bss)} B`,
    );
  }
  output.line(
    `  next       ${board.platformio === null || flags.emit === "lib" ? `see ${join(folder, "README.md")}` : `cd ${folder} && pio run`}`,
  );
  output.document({
    ...documentHead("build", loaded.file, diagnostics),
    board: board.id,
    runtime,
    optimize: flags.optimize,
    out: folder,
    files: [...tree.keys()],
    kept: result.kept,
    ...(program === undefined ? {} : { ...planDocument(compilation), sizes: program.sections, elf: program.elf }),
  });
  return 0;
}
