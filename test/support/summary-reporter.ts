// SPDX-License-Identifier: Apache-2.0
/** Vitest reporter for machines: names every skipped test with its reason and ends with `N passed, N failed`. */
import { writeSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestCase, TestModule } from "vitest/node";

export interface Summary {
  readonly passed: number;
  /** Tests that failed, and files or hooks that failed without a test to blame. */
  readonly failed: number;
  readonly skipped: readonly string[];
}

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const { passed, failed, skipped } = summarise(modules, unhandledErrors.length);
    // The default reporter writes its own summary at the same moment; the last line must be ours.
    process.once("exit", (exitCode) => {
      // A set-up that fails before any test has no module to blame.
      const failures = exitCode === 0 ? failed : Math.max(failed, 1);
      const lines = [...skipped.map((text) => `SKIPPED: ${text}`), `${passed} passed, ${failures} failed`];
      writeSync(1, `${lines.join("\n")}\n`);
    });
  }
}

export function summarise(modules: readonly TestModule[], unhandledErrors: number): Summary {
  let passed = 0;
  let failed = unhandledErrors;
  const skipped: string[] = [];
  for (const module of modules) {
    const before = failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed++;
      else if (state === "failed") failed++;
      else skipped.push(`${module.relativeModuleId}: ${test.fullName}: ${reasonOf(test)}`);
    }
    // A file that cannot be loaded, or whose beforeAll fails, has tests that never ran or none at all.
    if (module.state() === "failed" && failed === before) failed++;
  }
  return { passed, failed, skipped };
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return (result.state === "skipped" ? result.note : undefined) ?? "no reason given";
}
