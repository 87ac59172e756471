// SPDX-License-Identifier: Apache-2.0
/** The pure part of tinygen: model bytes and a board → plan, fit and source tree. A list of stages, nothing more. */
import { lowerModel, type LoweredModel } from "./codegen/aot/lower.js";
import { kernelMemory } from "./codegen/aot/kernel-choice.js";
import { estimateCode } from "./codegen/aot/code-estimate.js";
import { cIdentifier } from "./codegen/c/literals.js";
import { type Checked, type Diagnostic, hasErrors } from "./diagnostics/diagnostic.js";
import { type SupportedModel, viewOf } from "./ir/graph.js";
import { findOperator, operatorNames, resolveAttributes } from "./ops/registry.js";
import { type PassOptions, runPasses } from "./passes/index.js";
import { explainMisfit } from "./planner/explain-misfit.js";
import { checkFit, type Fit } from "./planner/fit.js";
import { type ArenaPlan, planArena } from "./planner/plan.js";
import { checkSupport } from "./support/check-support.js";
import type { Board } from "./targets/board.js";
import type { Bytes } from "./util/branded.js";
import { readModel } from "./tflite/read.js";

export interface Compilation {
  readonly name: string;
  readonly model: SupportedModel;
  readonly plan: ArenaPlan;
  readonly lowered: LoweredModel;
  readonly fit: Fit;
  /** Findings about the fit are apart, so that `plan` and simulators can go on without it. */
  readonly misfit: readonly Diagnostic[];
  /** Bytes of code, an estimate (planner/fit.ts, CODE_METHOD). */
  readonly codeEstimate: Bytes;
  /** Arena, state and the runtime's own variables. */
  readonly totalRam: Bytes;
}

/** The generated library's own static variables: the pointer to the arena in use. */
const RUNTIME_DATA: Bytes = 4;

/** Reads, checks and resolves a model; undefined with every finding when it cannot be compiled. */
export function loadModel(bytes: Uint8Array, passes: PassOptions = {}): Checked<SupportedModel | undefined> {
  const read = readModel(bytes);
  if (read.value === undefined) return { value: undefined, diagnostics: read.diagnostics };
  const resolved = resolveAttributes(read.value);
  const found = [...read.diagnostics, ...resolved.diagnostics];
  // Constraints and passes rely on typed attributes.
  if (hasErrors(found)) return { value: undefined, diagnostics: found };
  const checked = checkSupport(runPasses(resolved.value, passes), { lookup: findOperator, known: operatorNames });
  return { value: checked.value, diagnostics: [...found, ...checked.diagnostics] };
}

/** Plans and lowers a supported model for a board. */
export function compileModel(model: SupportedModel, board: Board, options: { readonly name: string }): Compilation {
  const { isa, dataAlignment } = board.target;
  const plan = planArena(model, {
    lookup: findOperator,
    memoryOf: (subgraph, node) => {
      const graph = model.graphs[subgraph];
      return graph === undefined ? { scratch: [], overlaps: [] } : kernelMemory(viewOf(graph, node), isa);
    },
    alignment: dataAlignment,
    overlap: true,
  });
  const name = cIdentifier(options.name);
  const lowered = lowerModel({ model, plan, isa, name });
  const data = lowered.state.bytes + RUNTIME_DATA;
  const need = { arena: plan.bytes, data, constants: lowered.pool.bytes, code: estimateCode(lowered) };
  const fit = checkFit(board, need);
  const misfit = explainMisfit({ model, plan, board, fit, flash: need });
  return { name, model, plan, lowered, fit, misfit, codeEstimate: need.code, totalRam: plan.bytes + data };
}

/** The whole pure line: model bytes to compilation, with every finding. */
export function compile(
  bytes: Uint8Array,
  board: Board,
  options: { readonly name: string },
): Checked<Compilation | undefined> {
  const { value: model, diagnostics } = loadModel(bytes);
  if (model === undefined) return { value: undefined, diagnostics };
  return { value: compileModel(model, board, options), diagnostics };
}
