// SPDX-License-Identifier: Apache-2.0
/** Suites that need something from outside: without it one test is skipped that says why, and in CI it fails. */
import { describe, it } from "vitest";

/** The thing that a suite needs, or why it is not here. `excused` marks an absence that was asked for. */
export type Requirement<T> = { readonly found: T } | { readonly missing: string; readonly excused?: boolean };

/** What the variable names; absent when it is not set, and excused when it says "none". */
export function namedBy(variable: string, missing: string): Requirement<string> {
  const found = process.env[variable];
  return found === undefined || found === "none" ? { missing, excused: found === "none" } : { found };
}

/** The suite with what it needs; without it a single test that skips, or fails where the variable CI is set. */
export function describeWith<T>(name: string, requirement: Requirement<T>, body: (found: T) => void): void {
  describe(name, () => {
    if ("found" in requirement) {
      body(requirement.found);
      return;
    }
    it("runs", (context) => {
      if (process.env["CI"] !== undefined && requirement.excused !== true) throw new Error(requirement.missing);
      context.skip(requirement.missing);
    });
  });
}
