// SPDX-License-Identifier: Apache-2.0
/** Asks the planner how small the arena gets when some nodes take the kernels with the least memory. */
import type { SupportedModel } from "../../ir/graph.js";
import type { Node } from "../../ir/node.js";
import type { KernelContext } from "../../ops/definition.js";
import { findOperator } from "../../ops/registry.js";
import { buildProblem } from "../../planner/liveness.js";
import type { PlacementProblem } from "../../planner/problem.js";
import { solveExact } from "../../planner/solvers/exact.js";
import { solveWithin } from "../../planner/solvers/within.js";
import { flatten } from "../../planner/solvers/flat-problem.js";
import { buildSections } from "../../planner/solvers/build-sections.js";
import { membersOf } from "../../planner/solvers/sections.js";
import { buildTimeline } from "../../planner/timeline.js";
import type { Bytes } from "../../util/branded.js";
import type { KernelTable } from "./kernel-table.js";

/** The context in which the kernel of a node is chosen, planned and emitted. */
export type ContextOf = (subgraph: number, node: Node) => KernelContext;

export interface NodeGoalsInput {
  readonly model: SupportedModel;
  /** What the user asked for. */
  readonly context: KernelContext;
  readonly alignment: Bytes;
  readonly kernels: KernelTable;
}

// Search steps for one question to the planner, and questions for one model.
const STEPS = 1000;
const MAX_QUESTIONS = 48;

/** A node that has a kernel with other memory when RAM is all that counts. */
export interface Candidate {
  readonly key: string;
  /** Estimated instructions that the smaller kernel takes more. */
  readonly cost: number;
}

export type Thrifty = ReadonlySet<Candidate>;

/** Answers about arenas in which some nodes use the kernels that need the least memory. */
export interface GoalPlanner {
  /** Candidates that run while the fast kernels need more than `limit` bytes, whatever the placement. */
  crowded(candidates: readonly Candidate[], limit: Bytes): Thrifty;
  /** The lowest arena that is found. */
  height(thrifty: Thrifty): Bytes;
  /** False also when the answer would take too long. */
  fits(thrifty: Thrifty, limit: Bytes): boolean;
}

export function createGoalPlanner(input: NodeGoalsInput): GoalPlanner {
  const { model, alignment, kernels } = input;
  const problemOf = (thrifty: Thrifty): PlacementProblem => {
    const contextOf = contextsOf(input, thrifty);
    const memoryOf = (subgraph: number, node: Node) => kernels.memory(subgraph, node, contextOf(subgraph, node));
    const options = { lookup: findOperator, memoryOf, alignment, capacity: Infinity, views: true, overlap: true };
    return buildProblem(model, options).problem;
  };
  let questions = 0;
  return {
    crowded(candidates, limit) {
      const problem = problemOf(new Set());
      const sections = buildSections(flatten(problem));
      const over = Array.from(sections.load.keys()).filter((s) => (sections.load[s] ?? 0) > limit);
      const times = over.map((s) =>
        Math.max(...membersOf(sections, s).map((i) => problem.buffers[i]?.live.start ?? 0)),
      );
      const busy = new Set<string>();
      for (const [subgraph, { nodes }] of buildTimeline(model, findOperator)) {
        model.graphs[subgraph]?.nodes.forEach((node, position) => {
          const live = nodes[position];
          if (live !== undefined && times.some((time) => live.start <= time && time < live.end)) {
            busy.add(keyOf(subgraph, node));
          }
        });
      }
      return new Set(candidates.filter(({ key }) => busy.has(key)));
    },
    height(thrifty) {
      const result = solveExact(problemOf(thrifty), { maxSteps: STEPS });
      return result.status === "infeasible" ? Infinity : result.placement.height;
    },
    fits: (thrifty, limit) =>
      questions++ < MAX_QUESTIONS && solveWithin(problemOf(thrifty), limit, { maxSteps: STEPS }).status === "fits",
  };
}

/** The contexts of all nodes when these are thrifty. */
export function contextsOf({ context }: NodeGoalsInput, thrifty: Thrifty): ContextOf {
  const keys = new Set([...thrifty].map(({ key }) => key));
  const small: KernelContext = { ...context, optimize: "ram" };
  const usual: KernelContext = { ...context, optimize: "balanced" };
  return (subgraph, node) => (keys.has(keyOf(subgraph, node)) ? small : usual);
}

/** What a node writes is its own, also when the nodes change places and get other ids. */
export function keyOf(subgraph: number, { outputs }: Node): string {
  return `${subgraph}/${outputs.join(",")}`;
}
