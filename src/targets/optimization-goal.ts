// SPDX-License-Identifier: Apache-2.0
/** What a user wants to be small: `--optimize` of the command line. */

/** Smallest arena, smallest code, fewest instructions, or near the best of each. */
export const OPTIMIZATION_GOALS = ["balanced", "ram", "size", "speed"] as const;
export type OptimizationGoal = (typeof OPTIMIZATION_GOALS)[number];

export const DEFAULT_GOAL: OptimizationGoal = "balanced";
