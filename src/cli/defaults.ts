// SPDX-License-Identifier: Apache-2.0
/** Options that a command line leaves open, filled from the configuration file. */
import type { Optimize } from "../toolchain/gcc.js";
import type { Config } from "./config-schema.js";
import type { RuntimeName } from "./requested-board.js";

interface OpenOptions {
  readonly runtime?: RuntimeName;
  readonly optimize?: Optimize;
}

/** What every command that compiles gets beside its own options. */
export interface CompileDefaults {
  readonly runtime?: RuntimeName;
  readonly optimize: Optimize;
  /** Models of the configuration, used when the command line names none. */
  readonly models: readonly string[];
  /** Boards of the configuration, likewise. */
  readonly boards: readonly string[];
}

export function withDefaults<T extends OpenOptions>(options: T, config: Config): Omit<T, "optimize"> & CompileDefaults {
  const runtime = options.runtime ?? config.runtime;
  return {
    ...options,
    ...(runtime === undefined ? {} : { runtime }),
    optimize: options.optimize ?? config.optimize ?? "balanced",
    models: config.models ?? [],
    boards: config.boards ?? [],
  };
}
