// SPDX-License-Identifier: Apache-2.0
/**
 * The form of a board file: closed objects, and for each number the place it comes from. A function of zod, so that only
 * who reads a board file for the first time loads it.
 */
import type * as Zod from "zod";
import type { Bytes } from "../util/branded.js";
import { ISA_LEVELS } from "./isa.js";

const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 * 1024 };

/** What may be placed in a region. `boot` is where the core finds its vector table or first instruction. */
export const REGION_USES = ["boot", "code", "constants", "data", "stack", "arena"] as const;

/** The clocks that firmware can count instructions with; each has a file templates/harness/counter_*.c. */
export const COUNTERS = [
  "cmsdk-timer",
  "iotkit-timer",
  "sse-counter",
  "stm32-timer",
  "minstret",
  "ccount",
  "none",
] as const;

/** Frameworks of PlatformIO for which tinygen has an example application. */
export const FRAMEWORKS = ["arduino", "cmsis", "espidf", "mbed", "stm32cube", "zephyr"] as const;

/** Far above any core's need; C compilers refuse much larger alignments of objects. */
const MAX_ALIGNMENT = 1024;
const ADDRESS_SPACE = 2 ** 32;

export type BoardSchema = ReturnType<typeof createBoardSchema>;

export function createBoardSchema(z: typeof Zod) {
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
  // Written into comments of generated files, which neither a line break nor the end of a C comment may leave.
  const line = z.string().regex(/^(?!.*\*\/)[^\p{Cc}\u2028\u2029]+$/u, 'must be one line without "*/"');
  const evidence = z
    .strictObject({
      source: z.string().min(1).describe("document, file or measurement that the numbers come from"),
      checked: z.boolean().describe("false: stated from general knowledge, still to be compared with the source"),
    })
    .readonly();
  const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

  const region = z
    .strictObject({
      name: identifier.describe("name in the linker script"),
      kind: z.enum(["ram", "flash"]),
      origin: address,
      size: bytes.describe("bytes that a program can use here"),
      reserved: bytes.optional().describe("bytes at the end of the region that are kept for other uses"),
      speed: z
        .int()
        .min(1)
        .default(1)
        .describe("1 is the fastest region of the board; equal figures mean equally fast"),
      uses: z.array(z.enum(REGION_USES)).readonly(),
      section: z
        .string()
        .regex(/^\.[A-Za-z0-9_.]+$/)
        .optional()
        .describe("linker section that the framework's own linker script places here; without it the default section"),
      note: z.string().optional().describe("what to know before something is placed here"),
      evidence,
    })
    .readonly();

  const target = z
    .strictObject({
      arch: z.enum(["arm", "riscv", "xtensa"]),
      cpu: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9_.+-]*$/)
        .describe("name as the compiler spells it, for example cortex-m4"),
      isa: z.array(z.enum(ISA_LEVELS)).nonempty().readonly().describe("instruction sets for kernels, best first"),
      fpu: z.enum(["none", "single", "double"]),
      dataAlignment: z
        .int()
        .min(1)
        .max(MAX_ALIGNMENT)
        .refine((value) => (value & (value - 1)) === 0, "must be a power of two")
        .describe("bytes, a power of two; alignment of the arena and of every buffer in it"),
      flags: z
        .array(z.string().regex(/^-m[^\s]+$/))
        .readonly()
        .describe("GCC options that select the core"),
      kernels: z.enum(["reference", "cmsis-nn", "esp-nn"]).describe("kernel library that TFLM uses here"),
    })
    .readonly();

  const simulator = z
    .strictObject({
      kind: z.enum(["qemu", "renode"]),
      machine: z
        .string()
        .regex(/^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)?$/)
        .describe("QEMU's machine, or Renode's description below platforms/ without its ending, as cpus/stm32f4"),
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
      platform: z
        .string()
        .regex(/^[A-Za-z0-9_.:/@#+~^=-]+$/)
        .describe("platform with version, for example espressif32@6.13.0"),
      board: z.string().regex(/^[A-Za-z0-9_.-]+$/),
      frameworks: z.array(z.enum(FRAMEWORKS)).nonempty().readonly().describe("best supported first"),
      options: z
        .record(z.string().regex(/^board_[a-z_]+(\.[a-z_]+)+$/), z.string().regex(/^[A-Za-z0-9_.-]+$/))
        .readonly()
        .optional()
        .describe("settings of platformio.ini where PlatformIO's own board file is wrong or another variant"),
      evidence,
    })
    .readonly();

  const word = z.string().regex(/^[A-Za-z0-9_./@-]+$/);
  const number = z.union([z.int().nonnegative(), address]);

  const partition = z
    .strictObject({
      name: z.string().regex(/^[a-z0-9_]{1,16}$/),
      type: z.enum(["app", "data"]),
      subtype: z.string().regex(/^[a-z0-9_]+$/),
      offset: number,
      size: bytes,
    })
    .readonly();

  const espIdf = z
    .strictObject({
      target: word.describe("as idf.py set-target spells it"),
      flash: bytes.describe("size of the flash chip"),
      partitions: z.array(partition).nonempty().readonly().describe("written to partitions.csv; the first app is used"),
      sdkconfig: z
        .array(z.string().regex(/^CONFIG_[A-Z0-9_]+=[A-Za-z0-9_"]+$/))
        .readonly()
        .describe("lines for sdkconfig.defaults that this board needs"),
      evidence,
    })
    .readonly();

  return z
    .strictObject({
      $schema: z.string().optional(),
      schema: z.literal(1),
      id: z.string().regex(/^[a-z0-9][a-z0-9_-]*$/),
      title: line,
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
      espIdf: espIdf.optional().describe("what ESP-IDF has to know about the board"),
      zephyr: z
        .strictObject({ board: word })
        .readonly()
        .optional()
        .describe("Zephyr's name, as west build -b takes it"),
      picoSdk: z.strictObject({ board: word }).readonly().optional().describe("the Pico SDK's PICO_BOARD"),
      simulators: z.array(simulator).readonly(),
      evidence: z
        .strictObject({ target: evidence, reserved: evidence, stack: evidence, clockHz: evidence })
        .readonly()
        .describe("where the numbers outside of regions come from"),
    })
    .readonly()
    .superRefine(checkUses)
    .superRefine(checkPartitions)
    .superRefine(checkOverlap);
}

/** The same rules as a JSON Schema: the text of boards/board.schema.json. */
export function boardJsonSchema(z: typeof Zod): string {
  const schema = z.toJSONSchema(createBoardSchema(z), {
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

/** What the rules between fields look at. */
interface Regions {
  readonly regions: readonly {
    readonly name: string;
    readonly kind: "ram" | "flash";
    readonly origin: number;
    readonly size: Bytes;
    readonly uses: readonly (typeof REGION_USES)[number][];
  }[];
}

// Everything but the arena has exactly one place, so that the linker script and the fit check agree.
function checkUses(board: Regions, context: Zod.RefinementCtx): void {
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

interface Partition {
  readonly name: string;
  readonly type: "app" | "data";
  readonly offset: number;
  readonly size: Bytes;
}

interface Partitioned extends Regions {
  readonly espIdf?: { readonly flash: Bytes; readonly partitions: readonly Partition[] } | undefined;
}

// The partition that holds the firmware is the region that the fit check uses; all lie in the flash, one after another.
function checkPartitions({ espIdf: idf, regions }: Partitioned, context: Zod.RefinementCtx): void {
  if (idf === undefined) return;
  const issue = (message: string): void =>
    context.addIssue({ code: "custom", path: ["espIdf", "partitions"], message });
  const app = idf.partitions.find(({ type }) => type === "app");
  const code = regions.find(({ uses }) => uses.includes("code"));
  if (app === undefined) issue("there is no partition of type app");
  else if (code?.size !== app.size) issue(`the first app has ${app.size} bytes, the region for code ${code?.size}`);
  idf.partitions.forEach((entry, index) => {
    const alignment = entry.type === "app" ? 0x10000 : 0x1000;
    const end = index === 0 ? FIRST_PARTITION : partitionEnd(idf.partitions[index - 1]);
    if (entry.offset % alignment !== 0) issue(`${entry.name} does not begin at a multiple of ${alignment}`);
    if (entry.offset < end) issue(`${entry.name} begins before ${end}`);
    if (partitionEnd(entry) > idf.flash) issue(`${entry.name} ends behind the flash of ${idf.flash} bytes`);
  });
}

// The partition table itself lies at 0x8000 and takes one sector.
const FIRST_PARTITION = 0x9000;

function partitionEnd(entry: Partition | undefined): number {
  return entry === undefined ? 0 : entry.offset + entry.size;
}

function checkOverlap(board: Regions, context: Zod.RefinementCtx): void {
  const sorted = board.regions.toSorted((a, b) => a.origin - b.origin);
  sorted.forEach((region, index) => {
    const next = sorted[index + 1];
    if (region.origin + region.size > ADDRESS_SPACE) {
      context.addIssue({
        code: "custom",
        path: ["regions"],
        message: `region ${region.name} ends behind the 32-bit address space`,
      });
    }
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
