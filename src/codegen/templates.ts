// SPDX-License-Identifier: Apache-2.0
/** Reads the shipped templates; handlebars is strict, so that a missing value is an error and not an empty string. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type Handlebars from "handlebars";
import { sha256 } from "../util/hash.js";
import { cIdentifier, cString } from "./c/literals.js";

const FOLDER = new URL("../../templates/", import.meta.url);
/** What the build made of the templates (src/bundle.mjs); run from source there is no such file. */
const PREPARED = fileURLToPath(new URL("../templates.cjs", import.meta.url));

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

const OPTIONS = {
  strict: true,
  noEscape: true,
  knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(HELPERS).map((name) => [name, true])),
  preventIndent: true,
};

/** The templates as handlebars translated them, and the part of handlebars that runs them. */
interface PreparedTemplates {
  readonly runtime: typeof Handlebars;
  readonly templates: Readonly<Record<string, { /** SHA-256 of the template. */ source: string; spec: TemplateSpec }>>;
}

type TemplateSpec = Parameters<typeof Handlebars.template>[0];

// Both are loaded on first use: commands that only read and plan do not pay for them.
let prepared: PreparedTemplates | undefined;
let handlebars: typeof Handlebars | undefined;

/** Renders a template below `templates/`; throws when it uses a value that the view model lacks. */
export function renderTemplate(path: string, view: object): string {
  const text = readTemplate(path);
  return (preparedTemplate(path, text) ?? compiler().compile(text, OPTIONS))(view);
}

/** JavaScript that `renderTemplate` of a build runs, where neither the template nor this module has changed since. */
export function translateTemplate(path: string): { readonly source: string; readonly spec: string } {
  const text = readTemplate(path);
  return { source: sha256(text), spec: compiler().precompile(text, OPTIONS) as string };
}

function preparedTemplate(path: string, text: string): Handlebars.TemplateDelegate | undefined {
  if (prepared === undefined) {
    if (!existsSync(PREPARED)) return undefined;
    prepared = createRequire(import.meta.url)(PREPARED) as PreparedTemplates;
    prepared.runtime.registerHelper(HELPERS);
  }
  const template = prepared.templates[path];
  return template?.source === sha256(text) ? prepared.runtime.template(template.spec) : undefined;
}

function compiler(): typeof Handlebars {
  if (handlebars === undefined) {
    handlebars = (createRequire(import.meta.url)("handlebars") as typeof Handlebars).create();
    handlebars.registerHelper(HELPERS);
  }
  return handlebars;
}
