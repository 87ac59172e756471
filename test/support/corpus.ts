// SPDX-License-Identifier: Apache-2.0
/** Finds the corpus of real models, which is not part of the repository; without it tests skip and say so. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** One model as manifest.json describes it; further fields are read by the tests that know them. */
export interface CorpusModel {
  readonly name: string;
  readonly group: "real" | "unit" | "reject";
  /** Path of the .tflite file below the corpus folder. */
  readonly file: string;
  /** Folder of the golden vectors below the corpus folder; null when TFLM does not run the model. */
  readonly golden: string | null;
  readonly [field: string]: unknown;
}

export interface Corpus {
  readonly folder: string;
  readonly models: readonly CorpusModel[];
  bytes(model: CorpusModel): Uint8Array;
}

/**
 * The corpus at TINYGEN_CORPUS or ../shared/corpus beside the project. When it is absent: undefined and a printed
 * reason, but an error where the environment variable CI is set, so that a pipeline cannot skip it unnoticed.
 */
export function findCorpus(): Corpus | undefined {
  const besideProject = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
  const folder = resolve(process.env["TINYGEN_CORPUS"] ?? besideProject);
  const manifest = join(folder, "manifest.json");
  if (!existsSync(manifest)) {
    const reason = "the model corpus is absent: set TINYGEN_CORPUS to the folder that holds its manifest.json";
    if (process.env["CI"] !== undefined) throw new Error(reason);
    console.warn(`SKIPPED: ${reason}`);
    return undefined;
  }
  const { models } = JSON.parse(readFileSync(manifest, "utf8")) as { models: readonly CorpusModel[] };
  return { folder, models, bytes: (model) => readFileSync(join(folder, model.file)) };
}
