// SPDX-License-Identifier: Apache-2.0
/** The library API: the pure part of tinygen, from bytes to source trees. Nothing else is public. */
export { type Compilation, compile, type CompileOptions } from "./compile.js";
export { projectTree } from "./codegen/project/project.js";
export type { ProjectInput } from "./codegen/project/project-view.js";
export type { SourceTree } from "./codegen/source-tree.js";
export type { Checked, Diagnostic, DiagnosticCode, ModelLocation, Severity } from "./diagnostics/diagnostic.js";
export { TinygenError } from "./diagnostics/tinygen-error.js";
export type { Board } from "./targets/board.js";
export type { OptimizationGoal } from "./targets/optimization-goal.js";
export { boardIds, loadBoard } from "./targets/load-board.js";
