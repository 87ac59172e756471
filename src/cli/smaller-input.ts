// SPDX-License-Identifier: Apache-2.0
/** A model for a smaller image, which its operators' own constraints must accept like any other model. */
import type { SupportedModel } from "../ir/graph.js";
import { findOperator, operatorNames } from "../ops/registry.js";
import { type Extents, graphForSmallerImage } from "../ops/smaller-image.js";
import { checkSupport } from "../support/check-support.js";

export interface SmallerInput {
  readonly model: SupportedModel;
  /** Height and width of the input. */
  readonly extents: Extents;
}

/** Undefined where the shapes cannot be worked out, or an operator does not take them. */
export function withSmallerInput(model: SupportedModel, share: number): SmallerInput | undefined {
  const [graph] = model.graphs;
  const smaller = graph === undefined || model.graphs.length > 1 ? undefined : graphForSmallerImage(graph, share);
  if (smaller === undefined) return undefined;
  const known = { lookup: findOperator, known: operatorNames };
  const { value } = checkSupport({ ...model, graphs: [smaller.graph] }, known);
  return value === undefined ? undefined : { model: value, extents: smaller.extents };
}
