// SPDX-License-Identifier: Apache-2.0
/** `tinygen profile --compare`: with an earlier result in a file, or with the same model on another runtime. */
import { basename } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fail } from "../diagnostics/tinygen-error.js";
import { compareProfiles, type Comparison, regressions } from "../profile/compare.js";
import { changeText, figure } from "../report/profile-text.js";
import { sha256 } from "../util/hash.js";
import { type EarlierProfile, readEarlierProfile } from "./earlier-profile.js";
import { type ProfileRequest, requestedProfile, type RequestedProfile } from "./profile-request.js";
import type { RuntimeName } from "./requested-board.js";

export interface ComparedProfile {
  readonly comparison: Comparison;
  /** What it was compared with, for people. */
  readonly against: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** What --compare names. */
export type ComparisonTarget =
  { readonly runtime: RuntimeName } | { readonly path: string; readonly earlier: EarlierProfile };

/** Before anything is built; throws TG7001 for a file that cannot be compared with. */
export function comparisonTarget(what: string): ComparisonTarget {
  return what === "aot" || what === "tflm" ? { runtime: what } : { path: what, earlier: readEarlierProfile(what) };
}

export async function compareProfile(
  request: ProfileRequest,
  target: ComparisonTarget,
  now: RequestedProfile,
): Promise<ComparedProfile> {
  if ("runtime" in target) {
    const { runtime } = target;
    if (runtime === now.runtime) fail("TG7001", `--compare ${runtime} is the profiled runtime itself`);
    const { profile, findings } = await requestedProfile(request, { runtime });
    const comparison = compareProfiles(profile, now.profile);
    return { comparison, against: `the runtime ${runtime}`, diagnostics: findings };
  }
  const {
    path,
    earlier: { profile, ...earlier },
  } = target;
  const diagnostics = [
    ...(earlier.sha256 === undefined || earlier.sha256 === sha256(now.loaded.file.bytes)
      ? []
      : [differs(`${path} is about another model`)]),
    ...(earlier.board === undefined || earlier.board === now.board.id
      ? []
      : [differs(`${path} is about the board ${earlier.board}, this is ${now.board.id}`)]),
  ];
  return { comparison: compareProfiles(profile, now.profile), against: basename(path), diagnostics };
}

/** Findings for totals that grew by more than `limit` percent; throws TG7001 when that cannot be told. */
export function judgeRegression(comparison: Comparison, limit: number): Diagnostic[] {
  const { before, after } = comparison.total.instructions;
  if (before === null || after === null) {
    fail("TG7001", "--max-regression needs instruction counts on both sides, and one is missing");
  }
  return regressions(comparison, limit).map(({ what, change }) => ({
    code: "TG8003",
    severity: "error",
    message: `${what}: ${figure(change.after)}, before ${figure(change.before)}: ${changeText(change)}, and ${limit} % are allowed`,
  }));
}

function differs(message: string): Diagnostic {
  return {
    code: "TG8003",
    severity: "warning",
    message,
    hint: "layers are matched by place and operator all the same",
  };
}
