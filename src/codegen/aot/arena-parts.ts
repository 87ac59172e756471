// SPDX-License-Identifier: Apache-2.0
/** The arena in C: one array, or one for each region of the board that holds a part of it. */
import { type ArenaPart, type ArenaPlan, partAt } from "../../planner/plan.js";
import { groupDigits } from "../../util/text.js";

/** C expression for an offset of the plan; `arena` is the expression for the start of the first part. */
export function placeInArena(plan: Pick<ArenaPlan, "split">, offset: number, arena: string): string {
  const found = partAt(plan, offset);
  if (found === undefined || found.index === 0) return `${arena} + ${offset}`;
  return `${partSymbol(found.part)} + ${found.offset}`;
}

/** Bytes of the array that `init_with_arena` takes: the whole arena, or its part in the fastest region. */
export function mainBytes({ split, bytes }: Pick<ArenaPlan, "split" | "bytes">): number {
  return split?.parts[0]?.bytes ?? bytes;
}

/** The parts that are always the library's own arrays. */
export function furtherParts({ split }: Pick<ArenaPlan, "split">): readonly ArenaPart[] {
  return split?.parts.slice(1) ?? [];
}

export function partSymbol({ region }: ArenaPart): string {
  return `arena_in_${region}`;
}

/** Definitions of the further parts; each has a section of its own, which the linker script or a flag gives a region. */
export function furtherArrays(plan: Pick<ArenaPlan, "split">, alignmentMacro: string): string {
  return furtherParts(plan)
    .map((part) => {
      const { region, bytes } = part;
      const [flag, attribute] = [`TINYGEN_ARENA_SECTION_${region}`, `TINYGEN_ARENA_${region}`];
      return `/* ${groupDigits(bytes)} B for which the faster memory has no room: region ${region} of the board. */
#if defined(${flag})
#define ${attribute} TINYGEN_SECTION(${flag})
#elif defined(TINYGEN_ARENA_SECTION)
#define ${attribute} TINYGEN_SECTION(TINYGEN_ARENA_SECTION "_${region}")
#else
#define ${attribute}
#endif
static ${attribute} TINYGEN_ALIGNED(${alignmentMacro}) uint8_t ${partSymbol(part)}[${bytes}];
`;
    })
    .join("");
}
