// SPDX-License-Identifier: Apache-2.0
/** `tinygen profile`: work per layer, measured in the simulator; compared with an earlier result or another runtime. */
import { basename } from "node:path";
import { codeInfo } from "../../diagnostics/codes.js";
import { fail } from "../../diagnostics/tinygen-error.js";
import { comparisonDocument, profileDocument } from "../../report/profile-document.js";
import { profilePage } from "../../report/profile-html.js";
import { comparisonRows, functionRows, profileRows, totalRows } from "../../report/profile-text.js";
import { type ComparedProfile, compareProfile, comparisonTarget, judgeRegression } from "../compare-profile.js";
import { documentHead, version } from "../document.js";
import type { Output } from "../output.js";
import { memoryOf, type ProfileFlags, requestedProfile, type RequestedProfile } from "../profile-request.js";
import { tradeoffs } from "../tradeoffs.js";
import { writeText } from "../write-text.js";

export async function profileCommand(output: Output, given: string | undefined, flags: ProfileFlags): Promise<number> {
  const limit = checkFlags(flags);
  const request = { output, given, flags };
  if (flags.tradeoffs === true) return tradeoffs(request);
  const target = flags.compare === undefined ? undefined : comparisonTarget(flags.compare);
  const now = await requestedProfile(request);
  const compared = target === undefined ? undefined : await compareProfile(request, target, now);
  const worse = compared === undefined || limit === undefined ? [] : judgeRegression(compared.comparison, limit);
  const diagnostics = [...now.loaded.diagnostics, ...(compared?.diagnostics ?? []), ...worse];
  output.diagnostics(diagnostics);
  const { simulator } = now.measured.run;
  const where = `${simulator.kind} ${simulator.version} (${simulator.machine})`;
  print(output, now, where, compared);
  if (flags.html !== undefined) {
    const { profile, loaded, compilation, board, runtime, optimize } = now;
    const settings = { name: compilation.name, board, runtime, optimize, where, version };
    const modelFile = basename(loaded.file.path);
    const page = { profile, modelFile, ...settings, ...(compared === undefined ? {} : { compared }) };
    writeText(flags.html, profilePage(page));
    output.progress(`wrote ${flags.html}`);
  }
  output.document({
    ...documentHead("profile", now.loaded.file, diagnostics),
    board: now.board.id,
    runtime: now.runtime,
    optimize: now.optimize,
    simulator,
    ...profileDocument(now.profile),
    memory: memoryOf(now),
    comparison: compared === undefined ? null : comparisonDocument(compared.comparison, compared.against),
  });
  return worse[0] === undefined ? 0 : codeInfo(worse[0].code).exit;
}

function print(
  output: Output,
  { profile, compilation, board, runtime }: RequestedProfile,
  where: string,
  compared: ComparedProfile | undefined,
): void {
  output.line(`${output.paint("bold", compilation.name)} on ${board.id}, runtime ${runtime}, measured in ${where}`);
  const functions = functionRows(profile);
  const blocks = [profileRows(profile), totalRows(profile), ...(functions.length > 0 ? [functions] : [])];
  if (compared !== undefined) {
    blocks.push([`compared with ${compared.against}`, ...comparisonRows(compared.comparison)]);
  }
  for (const block of blocks) {
    output.line();
    for (const line of block) output.line(line);
  }
}

/** The allowed growth in percent; throws TG7001 for options that do not go together. */
function checkFlags(flags: ProfileFlags): number | undefined {
  if (flags.vectors !== undefined && flags.input !== undefined) {
    fail("TG7001", "--vectors and --input exclude each other", "give one of them");
  }
  if (flags.tradeoffs === true && (flags.compare !== undefined || flags.html !== undefined)) {
    fail("TG7001", "--tradeoffs cannot be combined with --compare or --html", "run them one after the other");
  }
  if (flags.maxRegression === undefined) return undefined;
  if (flags.compare === undefined) fail("TG7001", "--max-regression needs --compare", "say what to compare with");
  if (!/^[0-9]{1,6}(\.[0-9]+)?$/.test(flags.maxRegression)) {
    fail("TG7001", `--max-regression takes a percentage, not "${flags.maxRegression}"`, "for example 2 or 0.5");
  }
  return Number(flags.maxRegression);
}
