// SPDX-License-Identifier: Apache-2.0
/** The pure part of tinygen: model bytes and a board → plan, fit and source tree. A list of stages, nothing more. */
import { lowerModel, type LoweredModel } from "./codegen/aot/lower.js";
import { createKernelTable } from "./codegen/aot/kernel-table.js";
import { chooseNodeGoals } from "./codegen/aot/node-goals.js";
import { estimateCode } from "./codegen/aot/code-estimate.js";
import { estimateTflmCode, interpreterBytes, reservedArena } from "./codegen/tflm/footprint.js";
import { modelFile } from "./codegen/tflm/model-file.js";
import { tflmTarget } from "./codegen/tflm/kernel-memory.js";
import { misreadVariables } from "./codegen/tflm/misread-variables.js";
import { offlineOffsets, planTflm, tflmPlanning, type TflmPlan } from "./codegen/tflm/plan-tflm.js";
import { cIdentifier } from "./codegen/c/literals.js";
import { type Checked, type Diagnostic, hasErrors } from "./diagnostics/diagnostic.js";
import { invariant } from "./diagnostics/tinygen-error.js";
import type { Model, SupportedModel } from "./ir/graph.js";
import { modelMacs } from "./ops/model-macs.js";
import { findOperator, operatorNames, resolveAttributes } from "./ops/registry.js";
import { type PassOptions, runPasses } from "./passes/index.js";
import { explainMisfit } from "./planner/explain-misfit.js";
import { arenaRooms, checkFit, type Fit, type MemoryNeed } from "./planner/fit.js";
import { type OrderReport, planInBestOrder } from "./planner/order-model.js";
import { type ArenaPlan, fitsBelow, OTHER_ORDER_STEPS, planArena, type PlanOptions } from "./planner/plan.js";
import { checkPins, type Pin } from "./planner/pins.js";
import { buildProblem } from "./planner/liveness.js";
import type { Buffer } from "./planner/problem.js";
import { splitPlan } from "./planner/split-plan.js";
import { checkSupport } from "./support/check-support.js";
import { removedChannelNotes } from "./support/removed-channels.js";
import type { Board, Target } from "./targets/board.js";
import { DEFAULT_GOAL, type OptimizationGoal } from "./targets/optimization-goal.js";
import type { Bytes } from "./util/branded.js";
import { readModel } from "./tflite/read.js";

/** What every runtime's compilation tells about memory. */
export interface PlannedModel {
  readonly name: string;
  readonly model: SupportedModel;
  readonly plan: ArenaPlan;
  /** Whether the nodes run in the order of the file, and why. */
  readonly order: OrderReport;
  readonly fit: Fit;
  /** Findings about the fit are apart, so that `plan` and simulators can go on without it. */
  readonly misfit: readonly Diagnostic[];
  /** Bytes of the arena that the firmware reserves: the plan, and what a runtime keeps beside it. */
  readonly arenaBytes: Bytes;
  /** Constants in flash, in bytes. */
  readonly constants: Bytes;
  /** Bytes of code, an estimate (planner/fit.ts, CODE_METHOD). */
  readonly codeEstimate: Bytes;
  /** RAM of the model with the runtime's state, without stack. */
  readonly totalRam: Bytes;
}

export interface Compilation extends PlannedModel {
  readonly runtime: "aot";
  readonly lowered: LoweredModel;
  /** Why pins could not be met; the plan is then one without any. */
  readonly pinFaults: readonly Diagnostic[];
}

export interface TflmCompilation extends PlannedModel {
  readonly runtime: "tflm";
  readonly plan: TflmPlan;
  /** The .tflite file for the firmware, with the offsets of the plan. */
  readonly file: Uint8Array;
  /** TFLM on the device must use just as many bytes as planned; otherwise a difference is worth a note only. */
  readonly exact: boolean;
}

/** The compilation for any runtime; `runtime` tells which. */
export type RuntimeCompilation = Compilation | TflmCompilation;

/** The generated library's own static variables: the pointer to the arena in use. */
const RUNTIME_DATA: Bytes = 4;

const KNOWN = { lookup: findOperator, known: operatorNames };

/** Reads, checks and resolves a model; undefined with every finding when it cannot be compiled. */
export function loadModel(bytes: Uint8Array, passes: PassOptions = {}): Checked<SupportedModel | undefined> {
  const read = readModel(bytes);
  if (read.value === undefined) return { value: undefined, diagnostics: read.diagnostics };
  const resolved = resolveAttributes(read.value);
  const found = [...read.diagnostics, ...resolved.diagnostics];
  // Constraints and passes rely on typed attributes.
  if (hasErrors(found)) return { value: undefined, diagnostics: found };
  const checked = checkSupport(runPasses(resolved.value, passes), KNOWN);
  const removed = checked.value === undefined ? [] : removedChannelNotes(resolved.value, checked.value);
  const misread = passes.for === "file" && checked.value !== undefined ? misreadVariables(checked.value) : [];
  const diagnostics = [...found, ...checked.diagnostics, ...removed, ...misread];
  return { value: hasErrors(misread) ? undefined : checked.value, diagnostics };
}

export interface CompileOptions {
  /** Becomes the prefix of every symbol. */
  readonly name: string;
  /** "balanced" unless given. */
  readonly optimize?: OptimizationGoal;
  /** Tensors at fixed offsets; the arena is then in one piece, and the nodes keep the order of the file. */
  readonly pins?: readonly Pin[];
  /** False keeps the arena in one piece also where no region of the board holds it, and where slower memory would. */
  readonly split?: boolean;
  /** False plans without overlap of inputs and outputs, for comparisons. */
  readonly overlap?: boolean;
}

// A model in another order has passed no check yet; it passes what the model in the file's order has passed.
function supported(model: Model): SupportedModel {
  const { value } = checkSupport(model, KNOWN);
  invariant(value !== undefined, "a reordered model is no longer supported");
  return value;
}

interface Placed {
  readonly plan: ArenaPlan;
  readonly lowered: LoweredModel;
}

/** A model that is planned in one piece and lowered for a target; boards with equal targets can share it. */
export interface PlacedModel extends Placed {
  readonly model: SupportedModel;
  readonly order: OrderReport;
  readonly name: string;
  readonly pins: readonly Pin[];
  readonly pinFaults: readonly Diagnostic[];
  /** The same for another plan of the same problem. */
  readonly lower: (plan: ArenaPlan) => LoweredModel;
}

/** Plans and lowers a supported model for a board. */
export function compileModel(given: SupportedModel, board: Board, options: CompileOptions): Compilation {
  return fitModel(placeModel(given, board.target, options), board, options);
}

/** The part of `compileModel` that looks at nothing of the board but its target. */
export function placeModel(
  given: SupportedModel,
  { isa, dataAlignment }: Pick<Target, "isa" | "dataAlignment">,
  options: CompileOptions,
): PlacedModel {
  const context = { isa, optimize: options.optimize ?? DEFAULT_GOAL, modelMacs: modelMacs(given) };
  const kernels = createKernelTable(given);
  const contextOf = chooseNodeGoals({ model: given, context, alignment: dataAlignment, kernels });
  const planning: PlanOptions = {
    lookup: findOperator,
    memoryOf: (subgraph, node) => kernels.memory(subgraph, node, contextOf(subgraph, node)),
    alignment: dataAlignment,
    overlap: options.overlap ?? true,
  };
  const { pins = [] } = options;
  const pinFaults = pins.length === 0 ? [] : faultsOfPins(given, planning, pins);
  const met = pinFaults.length === 0 ? pins : [];
  const { plan, order, ...ordered } = planInBestOrder<ArenaPlan>(given, planning, {
    // Another order lets other buffers live together, for which the pins were not checked.
    plan: (candidate) =>
      planArena(candidate, { ...planning, ...(candidate === given ? { pins: met } : { maxSteps: OTHER_ORDER_STEPS }) }),
    bytesOf: (planned) => (met.length > 0 && !planned.problem.buffers.some(isPinned) ? Infinity : planned.bytes),
    isProven: ({ status }) => status === "optimal",
    takesUnproven: context.optimize === "ram",
    isWorthPlanning: (candidate, { bytes }) => met.length === 0 && fitsBelow(candidate, bytes, planning),
  });
  const model = supported(ordered.model);
  const name = cIdentifier(options.name);
  const lower = (wanted: ArenaPlan): LoweredModel => lowerModel({ model, plan: wanted, contextOf, kernels, name });
  return { model, plan, order, lowered: lower(plan), name, pins: met, pinFaults, lower };
}

/**
 * Divides the arena over the board's regions where none holds it, for the goal "speed" also where only a slower one
 * does, and says whether the model fits.
 */
export function fitModel(
  placed: PlacedModel,
  board: Board,
  options: Pick<CompileOptions, "split" | "optimize">,
): Compilation {
  const { model, plan: whole, order, name, pins, pinFaults } = placed;
  const needOf = ({ plan, lowered }: Placed): MemoryNeed => ({
    arena: plan.bytes,
    data: lowered.state.bytes + RUNTIME_DATA,
    constants: lowered.pool.bytes,
    code: estimateCode(lowered, board.target),
    ...(plan.split === undefined ? {} : { parts: plan.split.parts }),
  });
  const first = needOf(placed);
  const rooms = arenaRooms(board, first);
  const limit = options.optimize === "speed" ? Math.min(...rooms.map(({ speed }) => speed)) : Infinity;
  const isHeld = rooms.some(({ room, speed }) => room >= whole.bytes && speed <= limit);
  const divided =
    options.split === false || pins.length > 0 || rooms.length < 2 || isHeld
      ? undefined
      : splitPlan(model, whole, rooms);
  const { plan, lowered } = divided === undefined ? placed : { plan: divided, lowered: placed.lower(divided) };
  const need = divided === undefined ? first : needOf({ plan, lowered });
  const fit = checkFit(board, need);
  const misfit = explainMisfit({ model, plan, board, fit, flash: need });
  const { constants, code: codeEstimate } = need;
  const totalRam = plan.bytes + need.data;
  return {
    ...{ runtime: "aot", name, model, plan, order, lowered, fit, misfit, constants, codeEstimate, totalRam },
    arenaBytes: plan.bytes,
    pinFaults,
  };
}

function faultsOfPins(model: SupportedModel, planning: PlanOptions, pins: readonly Pin[]): readonly Diagnostic[] {
  return checkPins(model, buildProblem(model, { ...planning, views: true, capacity: Infinity }), pins);
}

function isPinned({ offset }: Buffer): boolean {
  return offset !== undefined;
}

/** Plans a model for TFLM on a board; the model must come from `loadModel` with the passes for files. */
export function compileForTflm(given: SupportedModel, board: Board, options: CompileOptions): TflmCompilation {
  return fitForTflm(placeForTflm(given, board.target, options), board);
}

/** A model that is planned for TFLM on a target, and its file; boards with equal targets can share it. */
export interface PlacedForTflm {
  readonly model: SupportedModel;
  readonly plan: TflmPlan;
  readonly order: OrderReport;
  readonly file: Uint8Array;
  readonly name: string;
}

/** The part of `compileForTflm` that looks at nothing of the board but its target. */
export function placeForTflm(given: SupportedModel, target: Target, options: CompileOptions): PlacedForTflm {
  const built = tflmTarget(target);
  const overlap = options.overlap ?? true;
  const { plan, order, ...ordered } = planInBestOrder<TflmPlan>(given, tflmPlanning(given, built), {
    plan: (candidate) =>
      planTflm(candidate, target, { overlap, ...(candidate === given ? {} : { maxSteps: OTHER_ORDER_STEPS }) }),
    bytesOf: ({ arena }) => arena.bytes,
    isProven: ({ status }) => status === "optimal",
    takesUnproven: options.optimize === "ram",
    // The arena of an equal or higher plan is no smaller: the rest of it depends on the nodes, not on their order.
    isWorthPlanning: (candidate, { bytes }) =>
      fitsBelow(candidate, bytes, { ...tflmPlanning(candidate, built), overlap }),
  });
  const model = supported(ordered.model);
  return { model, plan, order, file: modelFile(model, offlineOffsets(model, plan)), name: cIdentifier(options.name) };
}

/** Says whether a model that is planned for the board's target fits the board. */
export function fitForTflm({ model, plan, order, file, name }: PlacedForTflm, board: Board): TflmCompilation {
  // Where TFLM comes as a package, its version is known only when the project is built.
  const known = board.espIdf === undefined;
  const arenaBytes = reservedArena(model, plan, known);
  const need = {
    arena: arenaBytes,
    data: interpreterBytes(model),
    constants: file.length,
    code: estimateTflmCode(model, board.target),
  };
  const fit = checkFit(board, need);
  const misfit = explainMisfit({ model, plan, board, fit, flash: need, runtimeBytes: arenaBytes - plan.bytes });
  const { constants, code: codeEstimate } = need;
  return {
    ...{ runtime: "tflm", name, model, plan, order, file, fit, misfit, constants, codeEstimate },
    totalRam: arenaBytes,
    arenaBytes,
    exact: known && plan.undescribed.length === 0,
  };
}

/** The whole pure line: model bytes to compilation, with every finding. */
export function compile(bytes: Uint8Array, board: Board, options: CompileOptions): Checked<Compilation | undefined> {
  const { value: model, diagnostics } = loadModel(bytes);
  if (model === undefined) return { value: undefined, diagnostics };
  return { value: compileModel(model, board, options), diagnostics };
}
