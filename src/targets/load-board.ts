// SPDX-License-Identifier: Apache-2.0
/** Finds a board: one of the files in boards/ by its id, or a file of the user by its path. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type * as Zod from "zod";
import type { Checked, Diagnostic } from "../diagnostics/diagnostic.js";
import { sha256 } from "../util/hash.js";
import { parseJson } from "../util/json.js";
import { nearest } from "../util/text.js";
import type { Board } from "./board.js";
import { type BoardSchema, createBoardSchema } from "./board-schema.js";

const FOLDER = fileURLToPath(new URL("../../boards/", import.meta.url));
const SCHEMA_FILE = "board.schema.json";
/** What the build made of the built-in boards (src/bundle.mjs); run from source there is no such folder. */
const PREPARED = new URL("../boards/", import.meta.url);

/** Ids of the built-in boards in alphabetical order; reads only the folder. */
export function boardIds(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json") && name !== SCHEMA_FILE)
    .map((name) => name.slice(0, -".json".length))
    .sort();
}

/** All built-in boards in alphabetical order. */
export function listBoards(): readonly Board[] {
  return boardIds().flatMap((id) => {
    const board = readBoard(join(FOLDER, `${id}.json`), id).value;
    return board === undefined ? [] : [board];
  });
}

/**
 * A built-in board by its id or, when that names none, by PlatformIO's id; the board of a file by its path (anything
 * with a slash or ending in .json).
 */
export function loadBoard(idOrPath: string): Checked<Board | undefined> {
  if (idOrPath.endsWith(".json") || /[/\\]/.test(idOrPath)) {
    return existsSync(idOrPath) ? readBoard(idOrPath, undefined) : unknownBoard(idOrPath, "there is no such file");
  }
  const ids = boardIds();
  if (ids.includes(idOrPath)) return readBoard(join(FOLDER, `${idOrPath}.json`), idOrPath);
  // Several variants may share PlatformIO's id; the one that needs no further settings is meant.
  const named = listBoards().filter(({ platformio }) => platformio?.board === idOrPath);
  const board = named.find(({ platformio }) => platformio?.options === undefined) ?? named[0];
  return board === undefined ? unknownBoard(idOrPath, "it is not a built-in board") : { value: board, diagnostics: [] };
}

// Loaded on first use: reading and checking with zod takes longer than planning a small model.
let schema: BoardSchema | undefined;

function readBoard(path: string, id: string | undefined): Checked<Board | undefined> {
  const name = basename(path);
  let json: unknown;
  try {
    const bytes = readFileSync(path);
    const board = id === undefined ? undefined : preparedBoard(id, bytes);
    if (board !== undefined) return { value: board, diagnostics: [] };
    json = parseJson(bytes.toString("utf8"));
  } catch (error) {
    return refused([wrongFile(name, error instanceof Error ? error.message : String(error))]);
  }
  schema ??= createBoardSchema(createRequire(import.meta.url)("zod") as typeof Zod);
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    return refused(parsed.error.issues.map((issue) => wrongFile(name, `${fieldName(issue.path)}: ${issue.message}`)));
  }
  if (id !== undefined && parsed.data.id !== id) {
    return refused([wrongFile(name, `id: "${parsed.data.id}" differs from the file's name`)]);
  }
  return { value: parsed.data, diagnostics: [] };
}

interface PreparedBoard {
  /** SHA-256 of the board file that it was made from. */
  readonly source: string;
  readonly board: Board;
}

// The checked form of a built-in board, unless its file has changed since.
function preparedBoard(id: string, file: Uint8Array): Board | undefined {
  const path = new URL(`${id}.json`, PREPARED);
  if (!existsSync(path)) return undefined;
  const { source, board } = JSON.parse(readFileSync(path, "utf8")) as PreparedBoard;
  return source === sha256(file) ? board : undefined;
}

function fieldName(path: readonly PropertyKey[]): string {
  return path.length === 0
    ? "the file"
    : path.map((key, i) => (typeof key === "number" ? `[${key}]` : `${i === 0 ? "" : "."}${String(key)}`)).join("");
}

function wrongFile(name: string, what: string): Diagnostic {
  return {
    code: "TG7003",
    severity: "error",
    message: `board file ${name}: ${what}`,
    hint: "boards/board.schema.json describes every field; a built-in board is a good example",
  };
}

function unknownBoard(wanted: string, why: string): Checked<undefined> {
  const known = listBoards().flatMap(({ id, platformio }) => (platformio === null ? [id] : [id, platformio.board]));
  const similar = nearest(wanted, [...new Set(known)]);
  const hint = similar.length > 0 ? `did you mean ${similar.join(" or ")}? ` : "";
  return refused([
    {
      code: "TG7002",
      severity: "error",
      message: `board "${wanted}" is unknown: ${why}`,
      hint: `${hint}\`tinygen boards\` lists the built-in ones; a path to a .json file works as well`,
    },
  ]);
}

function refused(diagnostics: readonly Diagnostic[]): Checked<undefined> {
  return { value: undefined, diagnostics };
}
