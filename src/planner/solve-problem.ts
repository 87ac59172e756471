// SPDX-License-Identifier: Apache-2.0
/** Solves a bare placement problem, as low as possible or within a capacity, and says what was proven about it. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Bytes } from "../util/branded.js";
import { groupDigits } from "../util/text.js";
import { isLarge, solveLarge } from "./large-problem.js";
import type { PlacementProblem, SolveResult } from "./problem.js";
import { solveExact } from "./solvers/exact.js";
import { type FitResult, solveWithin } from "./solvers/within.js";
import { greedyPlannerBytes } from "./solvers/greedy.js";
import { type VerifiedPlacement, verifyPlacement } from "./verify-placement.js";

/** Search steps for a problem that somebody set: far more than a model may take, whose plan is made in every build. */
export const PROBLEM_MAX_STEPS = 5_000_000;

export interface SolvedProblem {
  readonly problem: PlacementProblem;
  readonly capacity?: Bytes;
  /** Undefined when no placement within the capacity, or none at all, exists or was found. */
  readonly placement?: VerifiedPlacement;
  /**
   * `optimal`: no placement is lower than this one. `bounded`: there is none below `lowerBound`.
   * `infeasible`: it is proven that no placement within the capacity, or for the pins, exists.
   */
  readonly status: "optimal" | "bounded" | "infeasible";
  readonly lowerBound: Bytes;
  readonly greedyBytes: Bytes;
  readonly steps: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** With a capacity the first placement within it is the answer; without one the lowest that the steps allow. */
export function solveProblem(
  problem: PlacementProblem,
  { capacity, maxSteps = PROBLEM_MAX_STEPS }: { readonly capacity?: Bytes; readonly maxSteps?: number } = {},
): SolvedProblem {
  const result = isLarge(problem)
    ? large(problem, capacity)
    : capacity === undefined
      ? solveExact(problem, { maxSteps })
      : solveWithin(problem, capacity, { maxSteps });
  const { lowerBound, steps } = result;
  const common = {
    problem,
    lowerBound,
    steps,
    greedyBytes: greedyPlannerBytes(problem),
    ...(capacity === undefined ? {} : { capacity }),
  };
  if (!("placement" in result)) {
    const proven = result.status === "infeasible";
    const diagnostics = [misfit({ lowerBound, steps, capacity, proven })];
    return { ...common, status: proven ? "infeasible" : "bounded", diagnostics };
  }
  const placement = verifyPlacement(problem, result.placement);
  const status = placement.height === lowerBound ? "optimal" : "bounded";
  return { ...common, placement, status, diagnostics: capacity === undefined ? gapNote(common, placement) : [] };
}

function large(problem: PlacementProblem, capacity: Bytes | undefined): SolveResult | FitResult {
  const { placement, lowerBound } = solveLarge(problem);
  const found = { lowerBound, steps: 0 };
  if (placement === undefined || (capacity !== undefined && lowerBound > capacity)) {
    return { ...found, status: "infeasible" };
  }
  if (capacity !== undefined && placement.height > capacity) return { ...found, status: "unknown" };
  return { ...found, placement, status: placement.height === lowerBound ? "optimal" : "bounded" };
}

function misfit(found: {
  readonly lowerBound: Bytes;
  readonly steps: number;
  readonly capacity: Bytes | undefined;
  readonly proven: boolean;
}): Diagnostic {
  const { lowerBound, steps, capacity, proven } = found;
  const message = !proven
    ? `no placement within ${groupDigits(capacity ?? 0)} B was found in ${groupDigits(steps)} steps, nor is it proven that there is none; every placement needs ${groupDigits(lowerBound)} B`
    : capacity !== undefined && lowerBound > capacity
      ? `no placement fits ${groupDigits(capacity)} B: every one needs at least ${groupDigits(lowerBound)} B`
      : "the fixed offsets contradict each other: no placement exists at any height";
  return { code: "TG3004", severity: "error", message };
}

function gapNote({ lowerBound, steps }: { lowerBound: Bytes; steps: number }, { height }: VerifiedPlacement) {
  if (height === lowerBound) return [];
  const best =
    steps === 0 ? "comes from a greedy planner, without a search" : `is the best of ${groupDigits(steps)} steps`;
  const message = `${groupDigits(height)} B ${best}; no placement is below ${groupDigits(lowerBound)} B`;
  return [{ code: "TG3003", severity: "warning", message } satisfies Diagnostic];
}
