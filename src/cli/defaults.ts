// SPDX-License-Identifier: Apache-2.0
/** Options that a command line leaves open, filled from the configuration file. */
import { DEFAULT_GOAL, type OptimizationGoal } from "../targets/optimization-goal.js";
import type { Config } from "./config-schema.js";
import type { RuntimeName } from "./requested-board.js";
import type { TflmFlags } from "./tflm-library.js";

interface OpenOptions extends TflmFlags {
  readonly runtime?: RuntimeName;
  readonly optimize?: OptimizationGoal;
}

/** What every command that compiles gets beside its own options. */
export interface CompileDefaults extends TflmFlags {
  readonly runtime?: RuntimeName;
  readonly optimize: OptimizationGoal;
  /** Models of the configuration, used when the command line names none. */
  readonly models: readonly string[];
  /** Boards of the configuration, likewise. */
  readonly boards: readonly string[];
}

export function withDefaults<T extends OpenOptions>(options: T, config: Config): Omit<T, "optimize"> & CompileDefaults {
  const runtime = options.runtime ?? config.runtime;
  const tflmInclude = options.tflmInclude ?? config.tflmInclude;
  const tflmLib = options.tflmLib ?? config.tflmLib;
  return {
    ...options,
    ...(runtime === undefined ? {} : { runtime }),
    ...(tflmInclude === undefined ? {} : { tflmInclude }),
    ...(tflmLib === undefined ? {} : { tflmLib }),
    optimize: options.optimize ?? config.optimize ?? DEFAULT_GOAL,
    models: config.models ?? [],
    boards: config.boards ?? [],
  };
}
