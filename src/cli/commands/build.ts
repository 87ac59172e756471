// SPDX-License-Identifier: Apache-2.0
/** `tinygen build`: writes the firmware project for a board. */
import { basename, join } from "node:path";
import { projectTree } from "../../codegen/project/project.js";
import { createInterpreter } from "../../reference/interpret.js";
import { planDocument } from "../../report/plan-document.js";
import { sha256 } from "../../util/hash.js";
import { groupDigits, plural } from "../../util/text.js";
import { compileFor, loadCommandModel } from "../command-model.js";
import { compileProject } from "../compile-project.js";
import type { CompileDefaults } from "../defaults.js";
import type { PassFlags } from "../pass-options.js";
import { documentHead, version } from "../document.js";
import { writeProject } from "../output-folder.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime } from "../requested-board.js";
import { standardPattern } from "../vectors.js";

export interface BuildFlags extends CompileDefaults, PassFlags {
  readonly board?: string;
  readonly out?: string;
  readonly name?: string;
  readonly emit: "app" | "lib";
  readonly compile?: true;
  readonly force?: true;
}

/** Written once as a starting point; from then on the user's own. */
const USER_FILES = ["src/main.c", "src/main.cpp", "platformio.ini", "README.md", "sdkconfig.defaults"];

export async function build(output: Output, given: string | undefined, flags: BuildFlags): Promise<number> {
  const board = requestedBoard(flags.board, flags.boards);
  requestedRuntime(board, flags.runtime);
  const loaded = loadCommandModel(given, flags);
  const options = { mustFit: true, ...(flags.name === undefined ? {} : { name: flags.name }) };
  const compilation = compileFor(loaded, board, options);
  output.diagnostics(loaded.diagnostics);
  const { plan, fit, name, lowered } = compilation;
  const tree = projectTree({
    compilation,
    board,
    file: basename(loaded.file.path),
    sha256: sha256(loaded.file.bytes),
    version,
    goldenOutputs: createInterpreter(loaded.model).invoke(standardPattern(loaded.model)),
    emit: flags.emit,
  });
  const folder = flags.out ?? join("firmware", `${name}-${board.id}`);
  const result = writeProject(folder, tree, { force: flags.force === true, userFiles: USER_FILES });
  output.line(`${output.paint("bold", name)} for ${board.title}: ${folder}`);
  output.line(
    `  arena      ${groupDigits(plan.bytes)} B in ${fit.arenaRegion} (${plan.status}; TFLM's greedy planner: ${groupDigits(plan.greedyBytes)} B)`,
  );
  output.line(`  constants  ${groupDigits(lowered.pool.bytes)} B of flash`);
  output.line(
    `  files      ${plural(result.written.length, "file")} written, ${result.unchanged.length} unchanged, ${result.removed.length} removed`,
  );
  for (const path of result.kept) output.line(`  kept       ${path}, which you have edited (--force overwrites it)`);
  const program = flags.compile ? await compileProject({ folder, board, optimize: flags.optimize }) : undefined;
  if (program !== undefined) {
    const { text, rodata, model, data, bss } = program.sections;
    output.line(
      `  firmware   ${program.elf}: code ${groupDigits(text + rodata)} B, model ${groupDigits(model)} B, data and bss ${groupDigits(data + bss)} B`,
    );
  }
  output.line(
    `  next       ${board.platformio === null ? `see ${join(folder, "README.md")}` : `cd ${folder} && pio run`}`,
  );
  output.document({
    ...documentHead("build", loaded.file, loaded.diagnostics),
    board: board.id,
    runtime: "aot",
    out: folder,
    files: [...tree.keys()],
    kept: result.kept,
    ...(program === undefined ? {} : { ...planDocument(compilation), sizes: program.sections, elf: program.elf }),
  });
  return 0;
}
