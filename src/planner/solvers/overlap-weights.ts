// SPDX-License-Identifier: Apache-2.0
/** What the members of a section are sure to add to its height where some of them may overlap. */
/* eslint-disable @typescript-eslint/no-non-null-assertion -- the flat arrays are read within their bounds */
import { alignUp } from "../../util/align.js";
import type { Bytes } from "../../util/branded.js";
import type { FlatGaps, FlatProblem, NumberFormat, Numbers } from "./flat-problem.js";
import type { Sections } from "./sections.js";

/**
 * Lowers the weights of a section's members, which are their sizes rounded to `step`, until the weights of any subset are
 * together at most the bytes that this subset covers.
 */
export type Weighing = (section: number, step: Bytes) => void;

/** Members that can share bytes, by falling size. */
interface Partners {
  readonly sizes: Numbers;
  /** What each two of them can share: a square matrix, symmetric and zero on its diagonal. */
  readonly shared: Numbers;
  readonly partnerCount: Int32Array;
}

/** Prepares the weighing of a problem whose sections have been found. */
export function createWeighing(flat: FlatProblem, sections: Sections): Weighing {
  const { count, gaps } = flat;
  const gapsOf = gapsBySection(gaps, sections);
  const { from, weightAt, weight } = sections;
  /** By buffer: its position among the partners plus one; all 0 between the calls. */
  const position = new Int32Array(count);
  let section = 0;
  let step: Bytes = 1;

  const slot = (i: number): number => weightAt[i]! + section - from[i]!;
  const bySize = (a: number, b: number): number => weight[slot(b)]! - weight[slot(a)]! || a - b;
  const savedBy = (g: number): Bytes => {
    const size = weight[slot(gaps.lower[g]!)]!;
    return Math.min(size - Math.max(0, alignUp(gaps.gap[g]!, step)), weight[slot(gaps.upper[g]!)]!);
  };

  const findPartners = (begin: number, end: number): number[] => {
    const partners: number[] = [];
    for (let at = begin; at < end; at++) {
      const [lower, upper] = [gaps.lower[gapsOf.gap[at]!]!, gaps.upper[gapsOf.gap[at]!]!];
      if (savedBy(gapsOf.gap[at]!) <= 0) continue;
      if (position[lower] === 0) position[lower] = partners.push(lower);
      if (position[upper] === 0) position[upper] = partners.push(upper);
    }
    partners.sort(bySize);
    for (let at = 0; at < partners.length; at++) position[partners[at]!] = at + 1;
    return partners;
  };

  const describe = (members: readonly number[], begin: number, end: number): Partners => {
    const partners = emptyPartners(members.length, flat);
    for (let at = 0; at < members.length; at++) partners.sizes[at] = weight[slot(members[at]!)]!;
    for (let at = begin; at < end; at++) {
      const g = gapsOf.gap[at]!;
      const saved = savedBy(g);
      if (saved > 0) share(partners, position[gaps.lower[g]!]! - 1, position[gaps.upper[g]!]! - 1, saved);
    }
    return partners;
  };

  const lower = (member: number, begin: number, end: number): void => {
    let saved = 0;
    for (let at = begin; at < end; at++) saved = Math.max(saved, savedBy(gapsOf.gap[at]!));
    weight[slot(member)] = Math.max(0, weight[slot(member)]! - saved);
  };

  const setWeights = (members: readonly number[], weights: Numbers): void => {
    for (let at = 0; at < members.length; at++) weight[slot(members[at]!)] = weights[at]!;
  };

  return (newSection, newStep) => {
    section = newSection;
    step = newStep;
    const [begin, end] = [gapsOf.first[section]!, gapsOf.first[section + 1]!];
    if (begin === end) return;
    const members = findPartners(begin, end);
    // Mostly one pair: the larger one counts in full, the smaller one for what it cannot share.
    if (members.length === 2) lower(members[1]!, begin, end);
    else if (members.length > 2) setWeights(members, coverage(describe(members, begin, end)));
    for (let at = 0; at < members.length; at++) position[members[at]!] = 0;
  };
}

/** The gaps between members of section s are gap[first[s]] … gap[first[s + 1] - 1]. */
function gapsBySection(
  { lower, upper }: FlatGaps,
  { count, from, to }: Sections,
): { readonly first: Int32Array; readonly gap: Int32Array } {
  const first = new Int32Array(count + 1);
  const begin = lower.map((i, g) => Math.max(from[i]!, from[upper[g]!]!));
  const end = lower.map((i, g) => Math.min(to[i]!, to[upper[g]!]!));
  for (let g = 0; g < lower.length; g++) for (let s = begin[g]!; s < end[g]!; s++) first[s + 1]!++;
  for (let s = 0; s < count; s++) first[s + 1]! += first[s]!;
  const filled = first.slice();
  const gap = new Int32Array(first[count]!);
  for (let g = 0; g < lower.length; g++) for (let s = begin[g]!; s < end[g]!; s++) gap[filled[s]!++] = g;
  return { first, gap };
}

function emptyPartners(count: number, { Numbers }: NumberFormat): Partners {
  return {
    sizes: new Numbers(count),
    shared: new Numbers(count * count),
    partnerCount: new Int32Array(count),
  };
}

function share({ sizes, shared, partnerCount }: Partners, a: number, b: number, saved: Bytes): void {
  const [there, back] = [a * sizes.length + b, b * sizes.length + a];
  if (shared[there] === 0) {
    partnerCount[a]!++;
    partnerCount[b]!++;
  }
  shared[there] = shared[back] = Math.max(shared[there]!, saved);
}

/** Of more partners than that not all subsets are weighed, but two orders. */
const MAX_ENUMERATED = 8;

/**
 * Weights of the partners: a counted one weighs its size less what it can share with those counted before it. Which of them
 * count is chosen for the largest total. O(2ᵖ · p²) for p partners up to eight.
 */
function coverage(partners: Partners): Numbers {
  const count = partners.sizes.length;
  const weights = partners.sizes.slice();
  const bySize = Array.from(partners.sizes.keys());
  if (count <= MAX_ENUMERATED) {
    let chosen = 0;
    let most = -1;
    for (let set = 0; set < 2 ** count; set++) {
      const total = weighInOrder(bySize, partners, weights, set);
      if (total > most) [most, chosen] = [total, set];
    }
    weighInOrder(bySize, partners, weights, chosen);
    return weights;
  }
  const byPartners = bySize.toSorted((a, b) => partners.partnerCount[a]! - partners.partnerCount[b]!);
  const total = weighInOrder(byPartners, partners, weights);
  if (weighInOrder(bySize, partners, weights) < total) weighInOrder(byPartners, partners, weights);
  return weights;
}

/** Sets the weights when those of the order count whose bits are in `set` (all without one), and returns their sum. */
function weighInOrder(order: readonly number[], partners: Partners, weights: Numbers, set = -1): Bytes {
  const { sizes, shared } = partners;
  let total = 0;
  weights.fill(0);
  for (let bit = 0; bit < order.length; bit++) {
    if (set !== -1 && ((set >> bit) & 1) === 0) continue;
    const i = order[bit]!;
    let weight = sizes[i]!;
    for (let before = 0; before < bit; before++) {
      const c = order[before]!;
      if (weights[c]! > 0) weight -= shared[i * sizes.length + c]!;
    }
    if (weight <= 0) continue;
    weights[i] = weight;
    total += weight;
  }
  return total;
}
