// SPDX-License-Identifier: Apache-2.0
/** `tinygen build A.tflite B.tflite --emit lib`: libraries that share one arena. */
import { basename, join } from "node:path";
import { projectTree } from "../../codegen/project/project.js";
import { sharedArenaTree } from "../../codegen/project/shared-arena.js";
import { fail } from "../../diagnostics/tinygen-error.js";
import { createInterpreter } from "../../reference/interpret.js";
import { sha256 } from "../../util/hash.js";
import { groupDigits, plural } from "../../util/text.js";
import { documentHead, version } from "../document.js";
import { writeProject } from "../output-folder.js";
import { labelsFor } from "../labels.js";
import type { Output } from "../output.js";
import { RefusedModel } from "../refused-model.js";
import { requestedBoard, requestedRuntime } from "../requested-board.js";
import { loadSharedModels } from "../shared-models.js";
import { standardPattern } from "../vectors.js";
import type { BuildFlags } from "./build.js";

export function buildShared(output: Output, given: readonly string[], flags: BuildFlags): number {
  if (flags.emit !== "lib" || flags.compile === true) {
    fail("TG7001", "several models become libraries with one arena, not an application", "add --emit lib");
  }
  if (flags.pin !== undefined) fail("TG7001", "--pin needs a single model", "name one of the models");
  if (flags.labels !== undefined) fail("TG7001", "--labels needs a single model", "name one of the models");
  if (flags.name !== undefined) fail("TG7001", "--name names one model; several are named after their files");
  const board = requestedBoard(flags.board, flags.boards);
  const runtime = requestedRuntime(board, flags.runtime);
  const { models, shared } = loadSharedModels(given, board, { flags, runtime });
  const [first] = models;
  if (first !== undefined && shared.misfit.length > 0) throw new RefusedModel(first.loaded.file, shared.misfit);
  const labels = models.map(({ loaded: { model, file } }) => labelsFor(model, file, {}));
  const diagnostics = [...models.map(({ loaded }) => loaded), ...labels].flatMap((found) => found.diagnostics);
  output.diagnostics(diagnostics);
  const libraries = models.map(({ loaded: { file, model }, compilation }, i) => ({
    name: compilation.name,
    tree: projectTree({
      ...{ compilation, board, version, emit: "lib", externalArena: true },
      ...(labels[i]?.value === undefined ? {} : { labels: labels[i].value }),
      file: basename(file.path),
      sha256: sha256(file.bytes),
      goldenOutputs: createInterpreter(model).invoke(standardPattern(model)),
    }),
  }));
  const alignment = models.reduce((strictest, { compilation: { plan } }) => Math.max(strictest, plan.alignment), 16);
  const tree = sharedArenaTree({ libraries, bytes: shared.bytes, alignment, version });
  const names = libraries.map(({ name }) => name);
  const folder = flags.out ?? join("firmware", `${names.join("-")}-${board.id}`);
  const result = writeProject(folder, tree, { force: flags.force === true, userFiles: ["README.md"] });
  output.line(`${names.join(", ")} for ${board.title}: ${folder}`);
  output.line(
    `  arena      ${groupDigits(shared.bytes)} B in ${shared.fit.arenaRegion} for all (${groupDigits(shared.separateBytes)} B with one each)`,
  );
  output.line(`  files      ${plural(result.written.length, "file")} written, ${result.unchanged.length} unchanged`);
  output.document({
    ...documentHead("build", undefined, diagnostics),
    ...{ board: board.id, runtime, optimize: flags.optimize, out: folder },
    models: names,
    shared: { bytes: shared.bytes, separateBytes: shared.separateBytes, region: shared.fit.arenaRegion },
    files: [...tree.keys()],
    kept: result.kept,
  });
  return 0;
}
