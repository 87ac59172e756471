// SPDX-License-Identifier: Apache-2.0
/** Reads the result of an earlier `profile --json` or `run --json`, to compare with. */
import { existsSync, readFileSync } from "node:fs";
import { fail } from "../diagnostics/tinygen-error.js";
import { parseJson } from "../util/json.js";
import type { Comparable, ComparableWork } from "../profile/compare.js";

export interface EarlierProfile {
  readonly profile: Comparable;
  /** What differs from now beside the figures: sha256 of the model, board; undefined where the file does not say. */
  readonly sha256: string | undefined;
  readonly board: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** Throws TG7001 for a file that is no such result. */
export function readEarlierProfile(path: string): EarlierProfile {
  const wrong = (what: string): never =>
    fail("TG7001", `${path}: ${what}`, "--compare takes a runtime, or what `tinygen profile … --json` has printed");
  if (!existsSync(path)) return wrong("there is no such file");
  let parsed: unknown;
  try {
    parsed = parseJson(readFileSync(path, "utf8"));
  } catch {
    return wrong("this is no JSON");
  }
  const result = asObject(parsed);
  if (result === undefined || result["schema"] !== 1) return wrong("this is no result of tinygen, schema 1");
  const layers = Array.isArray(result["layers"]) ? (result["layers"] as unknown[]).map(asObject) : undefined;
  if ((result["command"] !== "profile" && result["command"] !== "run") || layers === undefined) {
    return wrong(`a result of \`tinygen ${String(result["command"])}\` has no layers`);
  }
  const total = asObject(result["total"]) ?? asObject((result["invocations"] as unknown[] | undefined)?.[0]);
  const table = asObject(result["costTable"]);
  return {
    profile: {
      total: workOf(total),
      layers: layers.flatMap((layer) => {
        const { node, op } = layer ?? {};
        return typeof node === "number" && typeof op === "string" ? [{ node, op, ...workOf(layer) }] : [];
      }),
      costTable: table === undefined ? null : { name: String(table["name"]), version: Number(table["version"]) },
    },
    sha256: text(asObject(result["model"])?.["sha256"]),
    board: text(result["board"]),
  };
}

function workOf(fields: Json | undefined): ComparableWork {
  const cycles = number(asObject(fields?.["estimatedCycles"])?.["value"]);
  return { instructions: number(fields?.["instructions"]), cycles: cycles === null ? null : { value: cycles } };
}

function asObject(value: unknown): Json | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function number(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
