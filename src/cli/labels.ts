// SPDX-License-Identifier: Apache-2.0
/** The labels of a model: those of the command line, else those that the model file brings along. */
import { readFileSync, statSync } from "node:fs";
import { matchLabels, type ModelLabels } from "../contract/labels.js";
import type { Checked } from "../diagnostics/diagnostic.js";
import { fail } from "../diagnostics/tinygen-error.js";
import type { Model } from "../ir/graph.js";
import { attachedLabels } from "../tflite/label-files.js";
import type { ModelFile } from "./document.js";

export interface LabelFlags {
  readonly labels?: string;
}

/** Far above any list of labels. */
const MAX_BYTES = 4 * 1024 * 1024;

export function labelsFor(model: Model, file: ModelFile, flags: LabelFlags): Checked<ModelLabels | undefined> {
  if (flags.labels !== undefined) {
    return matchLabels(model, { file: flags.labels, bytes: readLabels(flags.labels), severity: "error" });
  }
  const attached = attachedLabels(file.bytes, model.metadata);
  if (attached === undefined) return { value: undefined, diagnostics: [] };
  return matchLabels(model, {
    ...attached,
    file: `${attached.file}, which the model brings along,`,
    severity: "warning",
  });
}

function readLabels(path: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true) fail("TG7009", `${path} is not a file`, "name a text file with one label a line");
  if (stat.size > MAX_BYTES) fail("TG7009", `${path} has ${stat.size} B; at most ${MAX_BYTES} B are read`);
  try {
    return readFileSync(path);
  } catch (error) {
    return fail("TG7009", `${path} cannot be read: ${(error as Error).message}`);
  }
}
