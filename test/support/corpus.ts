// SPDX-License-Identifier: Apache-2.0
/** Finds the corpus of real models, which is not part of the repository; without it tests skip and say so. */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describeWith, type Requirement } from "./loud-skip.js";

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
  readonly bytes: (model: CorpusModel) => Uint8Array;
}

/** Value of TINYGEN_CORPUS that says: there is none here, and that is known. */
const NONE = "none";

/** A suite over the corpus; one skipped test without it, a failing one in CI unless TINYGEN_CORPUS is "none". */
export function describeWithCorpus(name: string, body: (corpus: Corpus) => void): void {
  describeWith(name, locateCorpus(), body);
}

export function locateCorpus(): Requirement<Corpus> {
  const given = process.env["TINYGEN_CORPUS"];
  const besideProject = fileURLToPath(new URL("../../../shared/corpus", import.meta.url));
  const folder = resolve(given ?? besideProject);
  const manifest = join(folder, "manifest.json");
  if (given === NONE || !existsSync(manifest)) {
    return {
      missing: "the model corpus is absent: set TINYGEN_CORPUS to the folder that holds its manifest.json",
      excused: given === NONE,
    };
  }
  const { models } = JSON.parse(readFileSync(manifest, "utf8")) as { models: readonly CorpusModel[] };
  return { found: { folder, models, bytes: (model) => readFileSync(join(folder, model.file)) } };
}
