// SPDX-License-Identifier: Apache-2.0
/** Reads the shipped templates; handlebars is strict, so that a missing value is an error and not an empty string. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type Handlebars from "handlebars";
import { cIdentifier, cString } from "./c/literals.js";

const FOLDER = new URL("../../templates/", import.meta.url);

export function readTemplate(path: string): string {
  return readFileSync(new URL(path, FOLDER), "utf8");
}

/** A plain C header that is copied into generated libraries as it is. */
export function runtimeHeader(name: string): string {
  return readTemplate(`aot/runtime/${name}`);
}

const HELPERS: Record<string, (value: unknown) => string> = {
  cString: (value) => cString(String(value)),
  cIdentifier: (value) => cIdentifier(String(value)),
  hex: (value) => `0x${Number(value).toString(16).padStart(8, "0")}`,
};

let environment: typeof Handlebars | undefined;

/** Renders a template below `templates/`; throws when it uses a value that the view model lacks. */
export function renderTemplate(path: string, view: object): string {
  environment ??= createEnvironment();
  const compiled = environment.compile(readTemplate(path), {
    strict: true,
    noEscape: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
    preventIndent: true,
  });
  return compiled(view);
}

// Loaded on first use: commands that only read and plan do not pay for it.
function createEnvironment(): typeof Handlebars {
  const handlebars = createRequire(import.meta.url)("handlebars") as typeof Handlebars;
  const created = handlebars.create();
  for (const [name, helper] of Object.entries(HELPERS)) created.registerHelper(name, helper);
  return created;
}
