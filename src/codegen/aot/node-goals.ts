// SPDX-License-Identifier: Apache-2.0
/** Decides with the planner which nodes give up speed so that the arena gets smaller, and which would do so in vain. */
import { type Graph, viewOf } from "../../ir/graph.js";
import type { Node } from "../../ir/node.js";
import type { KernelEmitter } from "../../ops/definition.js";
import { findOperator } from "../../ops/registry.js";
import type { IsaLevel } from "../../targets/isa.js";
import type { Bytes } from "../../util/branded.js";
import {
  type Candidate,
  type ContextOf,
  contextsOf,
  createGoalPlanner,
  type GoalPlanner,
  keyOf,
  type NodeGoalsInput,
  type Thrifty,
} from "./goal-planner.js";

// "balanced" gives one per cent of instructions for two per cent of arena: it takes what makes arena × instructions²
// the smallest, and does not begin for less than this share of the arena.
const BALANCED_EXPONENT = 2;
const BALANCED_GAIN = 0.02;
// Arena heights between the smallest and that of the fast kernels which "balanced" looks at.
const BALANCED_LEVELS = 4;

/** Roughly what one multiply-accumulate takes, measured with QEMU on the convolutions of the corpus. */
const INSTRUCTIONS_PER_MAC: Partial<Readonly<Record<IsaLevel, number>>> = { scalar: 3, "arm-dsp": 1.3, "arm-mve": 0.3 };
const INSTRUCTIONS_PER_MAC_ELSEWHERE = 1;

/**
 * "speed" and "size" are the same for all nodes. For "ram", nodes whose kernels need less memory than the balanced ones
 * use them only where the arena would grow otherwise; for "balanced", where the arena gains more than the speed loses.
 */
export function chooseNodeGoals(input: NodeGoalsInput): ContextOf {
  const { context } = input;
  const { optimize } = context;
  if (optimize !== "ram" && optimize !== "balanced") return () => context;
  const planner = createGoalPlanner(input);
  const candidates = thriftyNodes(input);
  if (candidates.length === 0) return contextsOf(input, new Set());
  const lowest = planner.height(new Set(candidates));
  const thrifty =
    optimize === "ram" ? needed(planner, candidates, lowest) : balanced(input, planner, candidates, lowest);
  return contextsOf(input, thrifty);
}

function thriftyNodes({ model, context, kernels }: NodeGoalsInput): readonly Candidate[] {
  const found = model.graphs.flatMap((graph, subgraph) =>
    graph.nodes.flatMap((node) => {
      if (findOperator(node.op)?.resourceKey !== undefined) return [];
      const [small, usual] = (["ram", "balanced"] as const).map((optimize) => {
        const goal = { ...context, optimize };
        const memory = JSON.stringify(kernels.memory(subgraph, node, goal));
        return { memory, cost: instructions(graph, node, kernels.choose(subgraph, node, goal)) };
      });
      if (small === undefined || usual === undefined || small.memory === usual.memory) return [];
      return [{ key: keyOf(subgraph, node), cost: small.cost - usual.cost }];
    }),
  );
  // The most expensive ones are asked first whether they can be spared.
  return found.sort((a, b) => b.cost - a.cost);
}

function instructions(graph: Graph, node: Node, { isa, instructionsPerMac }: KernelEmitter<unknown>): number {
  const macs = findOperator(node.op)?.work(viewOf(graph, node)).macs ?? 0;
  return macs * (instructionsPerMac ?? INSTRUCTIONS_PER_MAC[isa] ?? INSTRUCTIONS_PER_MAC_ELSEWHERE);
}

// The nodes that must stay thrifty for an arena of `limit` bytes. Mostly they are those that run where the fast kernels
// alone exceed the limit; where more is needed, halving finds out what can be spared.
function needed(planner: GoalPlanner, candidates: readonly Candidate[], limit: Bytes): Thrifty {
  const crowded = planner.crowded(candidates, limit);
  if (planner.fits(crowded, limit)) return crowded;
  const thrifty = new Set(candidates);
  const spare = (group: readonly Candidate[]): void => {
    const rest = new Set([...thrifty].filter((candidate) => !group.includes(candidate)));
    if (planner.fits(rest, limit)) {
      for (const candidate of group) thrifty.delete(candidate);
    } else if (group.length > 1) {
      const middle = Math.ceil(group.length / 2);
      spare(group.slice(0, middle));
      spare(group.slice(middle));
    }
  };
  spare(candidates);
  return thrifty;
}

// The best of a few heights; the most thrifty one is not always worth its instructions.
function balanced(
  { model, context, kernels }: NodeGoalsInput,
  planner: GoalPlanner,
  candidates: readonly Candidate[],
  lowest: Bytes,
): Thrifty {
  const none: Thrifty = new Set();
  const fast = planner.height(none);
  if (fast <= lowest * (1 + BALANCED_GAIN)) return none;
  const total = model.graphs
    .flatMap((graph, subgraph) => graph.nodes.map((node) => ({ graph, subgraph, node })))
    .filter(({ node }) => findOperator(node.op)?.resourceKey === undefined)
    .reduce(
      (sum, { graph, subgraph, node }) => sum + instructions(graph, node, kernels.choose(subgraph, node, context)),
      0,
    );
  let best = { thrifty: none, price: fast };
  for (let level = 0; level < BALANCED_LEVELS; level++) {
    const limit = Math.floor(lowest + ((fast - lowest) * level) / BALANCED_LEVELS);
    const thrifty = needed(planner, candidates, limit);
    const cost = [...thrifty].reduce((sum, candidate) => sum + candidate.cost, 0);
    const price = limit * (1 + cost / Math.max(total, 1)) ** BALANCED_EXPONENT;
    if (price < best.price) best = { thrifty, price };
  }
  return best.thrifty;
}
