// SPDX-License-Identifier: Apache-2.0
/** Reads tinygen.config.json: defaults for options that the command line leaves open. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail, TinygenError } from "../diagnostics/tinygen-error.js";
import { parseJson } from "../util/json.js";
import { nearest } from "../util/text.js";
import { quoted } from "../util/untrusted.js";
import type { Config } from "./config-schema.js";

const DEFAULT_FILE = "tinygen.config.json";

/** The given file, or the one in the working folder, or no defaults at all. Paths become relative to the folder. */
export async function readConfig(given: string | undefined): Promise<Config> {
  const path = given ?? DEFAULT_FILE;
  if (!existsSync(path)) {
    if (given !== undefined) fail("TG7008", `${given} does not exist`, "check the path after --config");
    return {};
  }
  let json: unknown;
  try {
    json = parseJson(readFileSync(path, "utf8"));
  } catch (error) {
    const hint = "the file must be JSON in UTF-8: no comments, no comma before a closing bracket";
    return fail(
      "TG7008",
      `${path}: ${(error as Error).message}`,
      error instanceof SyntaxError ? hint : "check the path",
    );
  }
  const { CONFIG_KEYS, configSchema } = await import("./config-schema.js");
  const parsed = configSchema.safeParse(json);
  if (!parsed.success) {
    throw new TinygenError(
      parsed.error.issues.flatMap((issue): Diagnostic[] =>
        issue.code === "unrecognized_keys"
          ? issue.keys.map((key) => wrong(path, `the key ${quoted(key)} is unknown`, nearestKey(key, CONFIG_KEYS)))
          : [wrong(path, `${issue.path.length === 0 ? "" : `${issue.path.join(".")}: `}${issue.message}`)],
      ),
    );
  }
  const inFolder = (file: string): string => (isAbsolute(file) ? file : join(dirname(path), file));
  const { models, tflmInclude, tflmLib, ...rest } = parsed.data;
  return {
    ...rest,
    ...(models === undefined ? {} : { models: models.map(inFolder) }),
    ...(tflmInclude === undefined ? {} : { tflmInclude: tflmInclude.map(inFolder) }),
    ...(tflmLib === undefined ? {} : { tflmLib: inFolder(tflmLib) }),
  };
}

function nearestKey(key: string, known: readonly string[]): string {
  const [best] = nearest(key, known, 1);
  return best === undefined ? `known keys: ${known.join(", ")}` : `did you mean "${best}"?`;
}

function wrong(path: string, what: string, hint?: string): Diagnostic {
  return { code: "TG7008", severity: "error", message: `${path}: ${what}`, ...(hint === undefined ? {} : { hint }) };
}
