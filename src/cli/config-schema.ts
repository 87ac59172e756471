// SPDX-License-Identifier: Apache-2.0
/** The shape of tinygen.config.json. Loaded only when there is such a file: zod costs start-up time. */
import * as z from "zod";
import { OPTIMIZATION_GOALS } from "../targets/optimization-goal.js";

export const configSchema = z
  .strictObject({
    $schema: z.string().optional(),
    models: z.array(z.string().min(1)).min(1).optional().describe("paths of .tflite files, relative to the file"),
    boards: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("board ids or paths; commands without --board use them"),
    runtime: z.enum(["aot", "tflm"]).optional(),
    tflmInclude: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe("folders with TFLM's headers, relative to the file"),
    tflmLib: z.string().min(1).optional().describe("TFLM's static library, relative to the file"),
    optimize: z.enum(OPTIMIZATION_GOALS).optional(),
  })
  .readonly();

export type Config = z.output<typeof configSchema>;
export const CONFIG_KEYS = ["$schema", "models", "boards", "runtime", "tflmInclude", "tflmLib", "optimize"] as const;
