// SPDX-License-Identifier: Apache-2.0
/** The form of a board file: closed objects, and for each number the place it comes from. */
import * as z from "zod";
import type { Bytes } from "../util/branded.js";
import { ISA_LEVELS } from "./isa.js";

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 * 1024 };

const address = z
  .string()
  .regex(/^0x[0-9a-fA-F]{1,8}$/)
  .transform(Number)
  .describe("address in hexadecimal, as 0x20000000");
const bytes = z
  .union([
    z.int().nonnegative(),
    z
      .string()
      .regex(/^[0-9]{1,9} ?[KM]B?$/)
      .transform(parseSize),
  ])
  .describe('bytes, or a text such as "128 KB" (1 KB = 1024 bytes)');
const evidence = z
  .strictObject({
    source: z.string().min(1).describe("document, file or measurement that the numbers come from"),
    checked: z.boolean().describe("false: stated from general knowledge, still to be compared with the source"),
  })
  .readonly();
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** What may be placed in a region. `boot` is where the core finds its vector table or first instruction. */
export const REGION_USES = ["boot", "code", "constants", "data", "stack", "arena"] as const;

const region = z
  .strictObject({
    name: identifier.describe("name in the linker script"),
    kind: z.enum(["ram", "flash"]),
    origin: address,
    size: bytes.describe("bytes that a program can use here"),
    speed: z.int().min(1).default(1).describe("1 is the fastest region of the board; equal figures mean equally fast"),
    uses: z.array(z.enum(REGION_USES)).readonly(),
    note: z.string().optional().describe("what to know before something is placed here"),
    evidence,
  })
  .readonly();

const target = z
  .strictObject({
    arch: z.enum(["arm", "riscv", "xtensa"]),
    cpu: z.string().describe("name as the compiler spells it, for example cortex-m4"),
    isa: z.array(z.enum(ISA_LEVELS)).nonempty().readonly().describe("instruction sets for kernels, best first"),
    fpu: z.enum(["none", "single", "double"]),
    dataAlignment: z.int().positive().describe("bytes; alignment of the arena and of every buffer in it"),
    flags: z
      .array(z.string().regex(/^-m[^\s]+$/))
      .readonly()
      .describe("GCC options that select the core"),
    kernels: z.enum(["reference", "cmsis-nn", "esp-nn"]).describe("kernel library that TFLM uses here"),
  })
  .readonly();

/** The clocks that firmware can count instructions with; each has a file templates/harness/counter_*.c. */
export const COUNTERS = ["cmsdk-timer", "sse-counter", "stm32-timer", "minstret", "none"] as const;

const simulator = z
  .strictObject({
    kind: z.enum(["qemu", "renode"]),
    machine: z.string().regex(/^[A-Za-z0-9._-]+$/),
    cpu: z
      .string()
      .regex(/^[A-Za-z0-9._,=-]+$/)
      .optional()
      .describe("the simulator's processor option"),
    counter: z.enum(COUNTERS),
    standsFor: z.string().describe("what a run there proves, and what it does not"),
  })
  .readonly();

const platformio = z
  .strictObject({
    platform: z.string().describe("platform with version, for example espressif32@6.13.0"),
    board: z.string(),
    frameworks: z.array(z.string()).nonempty().readonly().describe("best supported first"),
  })
  .readonly();

export const boardSchema = z
  .strictObject({
    $schema: z.string().optional(),
    schema: z.literal(1),
    id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
    title: z.string().min(1),
    target,
    regions: z.array(region).nonempty().readonly(),
    reserved: z
      .strictObject({
        ram: bytes.describe("taken from the data region by the framework"),
        flash: bytes.describe("taken from the code region by the framework"),
      })
      .readonly(),
    stack: bytes.describe("default size of the stack that runs the model"),
    clockHz: z.int().positive(),
    runtimes: z
      .array(z.enum(["tflm", "aot"]))
      .nonempty()
      .readonly()
      .describe("best supported first"),
    platformio: platformio.nullable(),
    simulators: z.array(simulator).readonly(),
    evidence: z
      .strictObject({ target: evidence, reserved: evidence, stack: evidence, clockHz: evidence })
      .readonly()
      .describe("where the numbers outside of regions come from"),
  })
  .readonly()
  .superRefine(checkUses)
  .superRefine(checkOverlap);

/** The same rules as a JSON Schema: the text of boards/board.schema.json. */
export function boardJsonSchema(): string {
  const schema = z.toJSONSchema(boardSchema, {
    io: "input",
    // "readonly" is a promise to TypeScript, not something that the author of a board file should read about.
    override: ({ jsonSchema }) => {
      delete jsonSchema.readOnly;
    },
  });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** Bytes of a size such as "128 KB", "1M" or 4096; NaN when it is none. */
export function parseSize(text: string): Bytes {
  const match = /^([0-9]+) ?([KM]?)B?$/.exec(text);
  return match === null ? Number.NaN : Number(match[1]) * (UNITS[match[2] ?? ""] ?? Number.NaN);
}

interface Regions {
  readonly regions: readonly z.output<typeof region>[];
}

// Everything but the arena has exactly one place, so that the linker script and the fit check agree.
function checkUses(board: Regions, context: z.RefinementCtx): void {
  for (const use of REGION_USES) {
    const count = board.regions.filter((region) => region.uses.includes(use)).length;
    if (count === 0 || (use !== "arena" && count > 1)) {
      const wanted = use === "arena" ? "at least one region" : "exactly one region";
      context.addIssue({
        code: "custom",
        path: ["regions"],
        message: `${wanted} must have the use "${use}", ${count} have it`,
      });
    }
  }
  board.regions.forEach((region, index) => {
    const wrong = region.uses.find((use) => (region.kind === "flash") !== ["boot", "code", "constants"].includes(use));
    if (wrong !== undefined && !(region.kind === "ram" && ["boot", "code"].includes(wrong))) {
      context.addIssue({
        code: "custom",
        path: ["regions", index, "uses"],
        message: `"${wrong}" cannot lie in ${region.kind}`,
      });
    }
  });
}

function checkOverlap(board: Regions, context: z.RefinementCtx): void {
  const sorted = board.regions.toSorted((a, b) => a.origin - b.origin);
  sorted.forEach((region, index) => {
    const next = sorted[index + 1];
    if (next !== undefined && region.origin + region.size > next.origin) {
      context.addIssue({
        code: "custom",
        path: ["regions"],
        message: `region ${next.name} begins inside region ${region.name}`,
      });
    }
    if (board.regions.filter((other) => other.name === region.name).length > 1) {
      context.addIssue({ code: "custom", path: ["regions"], message: `the name ${region.name} occurs twice` });
    }
  });
}
