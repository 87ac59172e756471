// SPDX-License-Identifier: Apache-2.0
/** What a command prints: the result on stdout, progress and findings on stderr, one JSON document with --json. */
import { styleText } from "node:util";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { escapeUnsafe, printable } from "../util/untrusted.js";
import { nextStep } from "./next-step.js";

export interface OutputOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  /** "auto": when the stream is a terminal, or as NO_COLOR and FORCE_COLOR say. */
  readonly color: ColorMode;
}

export const COLOR_MODES = ["auto", "always", "never"] as const;
export type ColorMode = (typeof COLOR_MODES)[number];

type Style = Parameters<typeof styleText>[0];

export interface Output extends OutputOptions {
  /** A line of the result; nothing with --json. */
  line(text?: string): void;
  /** A line of progress on stderr; nothing with --quiet or --json. */
  progress(text: string): void;
  /** A detail that only --verbose shows, on stderr. */
  detail(text: string): void;
  diagnostics(diagnostics: readonly Diagnostic[]): void;
  document(value: unknown): void;
  /** Colours text for stdout, as `color` says. */
  paint(style: Style, text: string): string;
}

// Names come from untrusted files: control characters must not reach the terminal, whatever prints them.
export function createOutput(options: OutputOptions): Output {
  const paintFor = (stream: NodeJS.WriteStream, style: Style, text: string): string =>
    options.color === "never" ? text : styleText(style, text, { stream, validateStream: options.color === "auto" });
  return {
    ...options,
    paint: (style, text) => paintFor(process.stdout, style, text),
    line(text = "") {
      if (!options.json) process.stdout.write(`${printable(text)}\n`);
    },
    progress(text) {
      if (!options.json && !options.quiet) process.stderr.write(`${printable(text)}\n`);
    },
    detail(text) {
      if (options.verbose) process.stderr.write(`${printable(text)}\n`);
    },
    diagnostics(diagnostics) {
      if (options.json) return;
      for (const diagnostic of diagnostics) {
        if (options.quiet && diagnostic.severity !== "error") continue;
        // Notes are in every JSON document; on a terminal they are for those who ask.
        if (diagnostic.severity === "note" && !options.verbose) continue;
        const style: Style =
          diagnostic.severity === "error" ? "red" : diagnostic.severity === "warning" ? "yellow" : "cyan";
        const head = paintFor(process.stderr, style, `${diagnostic.severity} ${diagnostic.code}`);
        process.stderr.write(`${head}: ${printable(diagnostic.message)}\n`);
        const hint = nextStep(diagnostic);
        if (hint !== undefined) process.stderr.write(`  hint: ${printable(hint)}\n`);
      }
    },
    document(value) {
      if (options.json) process.stdout.write(`${escapeUnsafe(JSON.stringify(value, null, 2))}\n`);
    },
  };
}
