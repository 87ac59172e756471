// SPDX-License-Identifier: Apache-2.0
/** The commands that README, CONTRIBUTING and the examples show exist, with the options that they show. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import packageJson from "../../package.json" with { type: "json" };
import { folderWith, tinygen } from "../support/run-cli.js";
import { PROJECT } from "../support/source-files.js";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "ARCHITECTURE.md",
  "examples/README.md",
  "examples/sine/README.md",
  "examples/digits/README.md",
  "examples/projects/README.md",
];
const texts = PAGES.map((page) => [page, readFileSync(join(PROJECT, page), "utf8")] as const);
const cwd = folderWith({});

/** Code spans and lines of code blocks. */
function codeOf(text: string): string[] {
  const blocks = [...text.matchAll(/```[a-z]*\n([^]*?)```/g)].flatMap(([, block]) => (block ?? "").split("\n"));
  const spans = [...text.replace(/```[^]*?```/g, "").matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? "");
  return [...blocks, ...spans];
}

const help = new Map<string, string>();
function helpOf(command: string): string {
  const known = help.get(command) ?? tinygen(cwd, command === "" ? ["--help"] : [command, "--help"]).stdout;
  help.set(command, known);
  return known;
}

describe.each(texts)("%s", (page, text) => {
  it("shows commands and options that exist", () => {
    const names = [...helpOf("").matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name ?? "");
    const wrong: string[] = [];
    for (const line of codeOf(text)) {
      const [, first = "", rest = ""] = /(?:^|[ /])(?:tinygen|cli\/main\.js) ([\w./-]+)(.*)/.exec(line) ?? [];
      if (first === "") continue;
      const command = names.includes(first) ? first : "";
      // Anything else must be a model, or a placeholder in capitals.
      if (command === "" && !/^(--|MODEL$|COMMAND$)|\.tflite$/.test(first)) wrong.push(line);
      const known = helpOf(command) + helpOf("");
      for (const [option] of `${first}${rest}`.matchAll(/(?<![\w-])--[a-z][a-z-]*/g)) {
        if (!known.includes(option)) wrong.push(`${line}: ${option}`);
      }
    }
    expect(wrong, page).toEqual([]);
  });

  it("names npm scripts and files that exist", () => {
    const scripts = codeOf(text).flatMap((line) =>
      [...line.matchAll(/npm run (?:--silent )?([\w:]+)/g)].map(([, name]) => name ?? ""),
    );
    expect(scripts.filter((name) => !(name in packageJson.scripts))).toEqual([]);
    const links = [...text.matchAll(/\]\(([^)#:\s]+)(?:#[^)]*)?\)/g)].map(([, path]) => path ?? "");
    expect(links.filter((path) => !existsSync(join(PROJECT, page, "..", path)))).toEqual([]);
  });

  it("holds no path of a machine", () => {
    expect(text).not.toMatch(/(^|[\s`"'(])\/(home|work|tmp|Users|root)\//m);
  });
});
