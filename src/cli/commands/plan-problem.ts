// SPDX-License-Identifier: Apache-2.0
/** `tinygen plan PROBLEM.csv`: solves a placement problem in MiniMalloc's format, without any model. */
import { basename } from "node:path";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { codeInfo } from "../../diagnostics/codes.js";
import { fail, TinygenError } from "../../diagnostics/tinygen-error.js";
import { readProblemCsv, writeProblemCsv } from "../../planner/csv.js";
import { solveProblem, type SolvedProblem } from "../../planner/solve-problem.js";
import { memoryMap } from "../../report/memory-map.js";
import { problemDocument } from "../../report/problem-document.js";
import { parseSize } from "../../targets/board-schema.js";
import { groupDigits, plural } from "../../util/text.js";
import { documentHead, type ModelFile } from "../document.js";
import { readModelFile } from "../model-file.js";
import type { Output } from "../output.js";
import { writeText } from "../write-text.js";

export interface ProblemFlags {
  readonly capacity?: string;
  readonly maxSteps?: string;
  readonly csv?: string;
}

/** The file when it is a placement problem: by its name, or because its first line names the columns of one. */
export function asProblemFile(path: string): ModelFile | undefined {
  if (path.toLowerCase().endsWith(".tflite")) return undefined;
  const file = readModelFile(path);
  const [firstLine = ""] = new TextDecoder().decode(file.bytes.subarray(0, 1024)).split(/[\r\n]/);
  const columns = firstLine.toLowerCase().split(",");
  const hasColumns = columns.some((name) => name.trim() === "size") && columns.length >= 4;
  return hasColumns || path.toLowerCase().endsWith(".csv") ? file : undefined;
}

/** Exit code 5 when no placement within the capacity exists or was found; 3 for a damaged file. */
export function planProblem(output: Output, file: ModelFile, flags: ProblemFlags): number {
  const { value: problem, diagnostics: faults } = readProblemCsv(new TextDecoder().decode(file.bytes));
  if (faults.length > 0) throw new TinygenError(faults.map((fault) => named(fault, file)));
  const capacity = flags.capacity === undefined ? undefined : readSize(flags.capacity);
  const maxSteps = flags.maxSteps === undefined ? undefined : readSteps(flags.maxSteps);
  const solved = solveProblem(problem, {
    ...(capacity === undefined ? {} : { capacity }),
    ...(maxSteps === undefined ? {} : { maxSteps }),
  });
  output.diagnostics(solved.diagnostics);
  if (solved.placement !== undefined && flags.csv !== undefined) {
    const text = writeProblemCsv(problem, solved.placement);
    if (flags.csv === "-") output.line(text.trimEnd());
    else writeText(flags.csv, text);
  }
  if (flags.csv !== "-") print(output, solved);
  const head = documentHead("plan", undefined, solved.diagnostics);
  output.document({ ...head, problem: documentHead("plan", file, []).model, ...problemDocument(solved) });
  const [error] = solved.diagnostics.filter(({ severity }) => severity === "error");
  return error === undefined ? 0 : codeInfo(error.code).exit;
}

function print(output: Output, { problem, placement, status, lowerBound, greedyBytes, steps }: SolvedProblem): void {
  if (placement === undefined) return;
  output.line(
    `arena  ${groupDigits(placement.height)} B (${status}, lower bound ${groupDigits(lowerBound)} B, ${plural(steps, "search step")})`,
  );
  output.line(`TFLM   ${groupDigits(greedyBytes)} B for the same buffers with its greedy planner`);
  output.line();
  const axis = { name: (time: number) => `time ${time}` };
  for (const line of memoryMap({ problem, placement, bytes: placement.height }, { axis })) output.line(line);
}

function named(fault: Diagnostic, file: ModelFile): Diagnostic {
  return { ...fault, message: `${basename(file.path)}: ${fault.message}` };
}

function readSize(text: string): number {
  const bytes = parseSize(text.trim().toUpperCase());
  if (Number.isSafeInteger(bytes)) return bytes;
  return fail("TG7001", `--capacity "${text}" is no size`, "write bytes, or a size such as 64KB (65 536 B)");
}

function readSteps(text: string): number {
  const steps = /^\d+$/.test(text) ? Number(text) : NaN;
  if (Number.isSafeInteger(steps) && steps > 0) return steps;
  return fail("TG7001", `--max-steps "${text}" is no positive number`, "for example --max-steps 1000000");
}
