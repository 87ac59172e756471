// SPDX-License-Identifier: Apache-2.0
/** "What would make it fit": the same model planned anew with one thing changed at a time. Nothing here is estimated. */
import {
  fitForTflm,
  fitModel,
  loadModel,
  type PlacedForTflm,
  type PlacedModel,
  placeForTflm,
  placeModel,
  type RuntimeCompilation,
} from "../compile.js";
import type { SupportedModel } from "../ir/graph.js";
import { byteSize } from "../ir/tensor.js";
import type { Fit } from "../planner/fit.js";
import { arenaRegions, type Board, freeBytes } from "../targets/board.js";
import { listBoards } from "../targets/load-board.js";
import { OPTIMIZATION_GOALS, type OptimizationGoal } from "../targets/optimization-goal.js";
import type { Bytes } from "../util/branded.js";
import { groupDigits } from "../util/text.js";
import { PASSES_FOR } from "./command-model.js";
import { type PassFlags, passOptions } from "./pass-options.js";
import { type SmallerInput, withSmallerInput } from "./smaller-input.js";
import type { RuntimeName } from "./requested-board.js";

export interface Alternative {
  /** In words, for example "the other runtime". */
  readonly change: string;
  /** Options of the command line that do it; null when none does. */
  readonly options: string | null;
  readonly board: string;
  /** Bytes of the arena as planned with this change. */
  readonly arena: number;
  readonly fits: boolean;
}

export interface WhatIfInput {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly board: Board;
  readonly runtime: RuntimeName;
  readonly optimize: OptimizationGoal;
  readonly flags: PassFlags;
  /** The plan without any change. */
  readonly fit: Fit;
}

/** Shares of the input's height and width that are tried, when training anew is an answer. */
const SMALLER_INPUTS = [3 / 4, 1 / 2];

/**
 * Changes on the command line first: the other runtime, other goals, the smallest built-in board that fits; then those to
 * the model: a smaller image. What overlap is worth comes last, for comparison.
 */
export function whatIf(input: WhatIfInput): Alternative[] {
  const { board, runtime, optimize } = input;
  const models = new Map<RuntimeName, SupportedModel | undefined>();
  const modelFor = (wanted: RuntimeName): SupportedModel | undefined => {
    if (!models.has(wanted)) {
      models.set(wanted, loadModel(input.bytes, { ...passOptions(input.flags), for: PASSES_FOR[wanted] }).value);
    }
    return models.get(wanted);
  };
  const compile = createCompiler(input.name);
  const attempt = (
    words: Pick<Alternative, "change" | "options">,
    change: { readonly runtime?: RuntimeName; readonly optimize?: OptimizationGoal; readonly board?: Board },
    overlap = true,
  ): Alternative[] => {
    const settings = { runtime, optimize, board, ...change };
    const model = modelFor(settings.runtime);
    if (model === undefined) return [];
    const { arenaBytes, fit } = compile(model, { ...settings, overlap });
    return [{ ...words, board: settings.board.id, arena: arenaBytes, fits: fit.fits }];
  };
  const others = board.runtimes.filter((other) => other !== runtime);
  return [
    ...others.flatMap((other) =>
      attempt({ change: "the other runtime", options: `--runtime ${other}` }, { runtime: other }),
    ),
    ...(runtime === "tflm" ? [] : OPTIMIZATION_GOALS)
      .filter((goal) => goal !== optimize)
      .flatMap((goal) => attempt({ change: CHANGE_OF_GOAL[goal], options: `--optimize ${goal}` }, { optimize: goal })),
    ...(input.fit.fits ? [] : smallestBoard(input, largestTensor(modelFor(runtime)), attempt)),
    ...smallerInputs(modelFor(runtime)).map(({ model, extents }): Alternative => {
      const { arenaBytes, fit } = createCompiler(input.name)(model, { runtime, optimize, board, overlap: true });
      const change = `trained anew for an input of ${extents.join(" x ")}`;
      return { change, options: null, board: board.id, arena: arenaBytes, fits: fit.fits };
    }),
    ...attempt({ change: "no output on its input (for comparison)", options: null }, {}, false),
  ];
}

const CHANGE_OF_GOAL: Readonly<Record<OptimizationGoal, string>> = {
  ram: "the smallest arena",
  balanced: "speed where RAM costs little",
  speed: "the fastest kernels",
  size: "the least code",
};

function smallerInputs(model: SupportedModel | undefined): readonly SmallerInput[] {
  if (model === undefined) return [];
  return SMALLER_INPUTS.flatMap((share) => withSmallerInput(model, share) ?? []);
}

interface Settings {
  readonly runtime: RuntimeName;
  readonly optimize: OptimizationGoal;
  readonly board: Board;
  readonly overlap: boolean;
}

// Dozens of boards have a handful of targets, and a plan depends on the target alone.
function createCompiler(name: string): (model: SupportedModel, settings: Settings) => RuntimeCompilation {
  const placed = new Map<string, PlacedModel | PlacedForTflm>();
  return (model, { runtime, optimize, board, overlap }) => {
    const { target } = board;
    const relevant = runtime === "tflm" ? target : [target.isa, target.dataAlignment];
    const key = JSON.stringify([runtime, optimize, overlap, relevant]);
    const options = { name, optimize, overlap };
    const known =
      placed.get(key) ??
      (runtime === "tflm" ? placeForTflm(model, target, options) : placeModel(model, target, options));
    placed.set(key, known);
    return "file" in known ? fitForTflm(known, board) : fitModel(known, board, options);
  };
}

type Attempt = (
  words: Pick<Alternative, "change" | "options">,
  change: { readonly board: Board },
) => readonly Alternative[];

// A tensor lies in one region, whatever the plan.
function largestTensor(model: SupportedModel | undefined): Bytes {
  const [graph] = model?.graphs ?? [];
  const named = graph?.nodes.flatMap(({ inputs, outputs }) => [...inputs, ...outputs]) ?? [];
  const sizes = named.map((id) => {
    const tensor = id === undefined ? undefined : graph?.tensors[id];
    return tensor?.storage.kind === "arena" ? byteSize(tensor) : 0;
  });
  return sizes.reduce((most, size) => Math.max(most, size), 0);
}

/** Boards by the RAM that they leave for an arena; the first on which the model with its plan fits. */
function smallestBoard({ board, runtime }: WhatIfInput, atLeast: Bytes, attempt: Attempt): readonly Alternative[] {
  const room = (candidate: Board): number =>
    Math.max(0, ...arenaRegions(candidate).map((region) => freeBytes(candidate, region)));
  const candidates = listBoards()
    .filter(({ id, runtimes }) => id !== board.id && runtimes.includes(runtime))
    .filter((candidate) => room(candidate) >= atLeast)
    .sort((a, b) => room(a) - room(b) || (a.id < b.id ? -1 : 1));
  for (const candidate of candidates) {
    const change = `board ${candidate.id}, the smallest built-in one that holds it`;
    const found = attempt({ change, options: `-b ${candidate.id}` }, { board: candidate });
    if (found[0]?.fits === true) return found;
  }
  return [];
}

/** One line per alternative. */
export function alternativeLine({ change, options, arena, fits }: Alternative): string {
  const how = options === null ? change : `${options} (${change})`;
  return `${how}: arena ${groupDigits(arena)} B, ${fits ? "fits" : "does not fit"}`;
}
