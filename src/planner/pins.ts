// SPDX-License-Identifier: Apache-2.0
/** Tensors that the user fixes at an offset of the arena, and what is wrong with such wishes. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { fileIndex } from "../ir/tensor.js";
import type { Model } from "../ir/graph.js";
import { bufferId, type BufferId, type Bytes } from "../util/branded.js";
import { nearest } from "../util/text.js";
import type { ArenaProblem } from "./liveness.js";
import type { PlacementProblem } from "./problem.js";
import { checkPlacement } from "./verify-placement.js";

/** `tensor` is a name, or "#" and the index in the file where names are missing or not unique. */
export interface Pin {
  readonly tensor: string;
  /** Bytes from the start of the arena. */
  readonly offset: Bytes;
}

/** The problem with the buffers of the named tensors fixed; a pin that names no buffer is left out. */
export function pinBuffers(model: Model, arena: ArenaProblem, pins: readonly Pin[]): ArenaProblem {
  if (pins.length === 0) return arena;
  const offsets = new Map<BufferId, Bytes>();
  for (const pin of pins) {
    const [id] = buffersNamed(model, arena, pin.tensor);
    if (id !== undefined) offsets.set(id, pin.offset);
  }
  const buffers = arena.problem.buffers.map((buffer) => {
    const offset = offsets.get(buffer.id);
    return offset === undefined ? buffer : { ...buffer, offset };
  });
  return { ...arena, problem: { ...arena.problem, buffers } };
}

/**
 * Everything that keeps the pins from being met. Without findings a placement exists: buffers that are not pinned can
 * lie above all of those that are.
 */
export function checkPins(model: Model, arena: ArenaProblem, pins: readonly Pin[]): Diagnostic[] {
  const findings: Diagnostic[] = [];
  const found = (message: string, hint?: string): void =>
    void findings.push({ code: "TG3005", severity: "error", message, ...(hint === undefined ? {} : { hint }) });
  const pinned = new Map<BufferId, Pin>();
  for (const pin of pins) {
    const [id, second] = buffersNamed(model, arena, pin.tensor);
    const buffer = id === undefined ? undefined : arena.problem.buffers[id];
    if (id === undefined || buffer === undefined) {
      const [near] = nearest(pin.tensor, allNames(model, arena), 1);
      found(
        `no tensor of the arena is called "${pin.tensor}"`,
        near === undefined ? undefined : `did you mean ${near}?`,
      );
    } else if (second !== undefined) {
      found(`several tensors are called "${pin.tensor}"`, "name one by its index in the file, as #7");
    } else if (pin.offset % buffer.alignment !== 0) {
      found(`"${pin.tensor}" cannot lie at ${pin.offset}: offsets are multiples of ${buffer.alignment}`);
    } else if (pinned.has(id) && pinned.get(id)?.offset !== pin.offset) {
      found(`"${pin.tensor}" shares its memory with "${pinned.get(id)?.tensor ?? ""}", which is fixed elsewhere`);
    } else pinned.set(id, pin);
  }
  return [...findings, ...contradictions(arena.problem, pinned)];
}

function contradictions(problem: PlacementProblem, pinned: ReadonlyMap<BufferId, Pin>): Diagnostic[] {
  const ids = [...pinned.keys()].sort((a, b) => a - b);
  const position = new Map(ids.map((id, i) => [id, bufferId(i)]));
  const buffers = ids.flatMap((id, i) => {
    const buffer = problem.buffers[id];
    return buffer === undefined ? [] : [{ ...buffer, id: bufferId(i) }];
  });
  const gaps = (problem.gaps ?? []).flatMap(({ lower, upper, gap }) => {
    const [below, above] = [position.get(lower), position.get(upper)];
    return below === undefined || above === undefined ? [] : [{ lower: below, upper: above, gap }];
  });
  const offsets = ids.map((id) => pinned.get(id)?.offset ?? 0);
  const height = buffers.reduce((top, { size }, i) => Math.max(top, (offsets[i] ?? 0) + size), 0);
  return checkPlacement({ buffers, gaps, capacity: problem.capacity }, { offsets, height }).map(
    ({ buffers: pair, message }): Diagnostic => ({
      code: "TG3005",
      severity: "error",
      message: `the pins of ${pair.map((id) => `"${pinned.get(ids[id] ?? bufferId(0))?.tensor ?? ""}"`).join(" and ")} contradict each other: ${message}`,
    }),
  );
}

function buffersNamed(model: Model, { uses }: ArenaProblem, wanted: string): BufferId[] {
  return uses.flatMap((list, id) =>
    list.some((use) => use.kind === "tensor" && namesOf(model, use.subgraph, use.tensor).includes(wanted))
      ? [bufferId(id)]
      : [],
  );
}

function namesOf(model: Model, subgraph: number, id: number): string[] {
  const tensor = model.graphs[subgraph]?.tensors[id];
  if (tensor === undefined) return [];
  return [tensor.name, ...(subgraph === 0 ? [`#${fileIndex(tensor)}`] : [])].filter((name) => name !== "");
}

function allNames(model: Model, { uses }: ArenaProblem): string[] {
  return uses.flatMap((list) =>
    list.flatMap((use) => (use.kind === "tensor" ? namesOf(model, use.subgraph, use.tensor).slice(0, 1) : [])),
  );
}
