// SPDX-License-Identifier: Apache-2.0
/**
 * Removes channels that have one value for every possible input, or that no result depends on. The value goes to the
 * bias of whoever reads it, so every remaining byte stays what it was. Proof by value ranges (dead-channels/).
 * Input: any graph with resolved attributes; only int8 layers shrink. Output: narrower tensors and new constants; the
 * old ones stay unread. Graph inputs and outputs keep their shapes. Linear in the weights, times the depth of chains.
 */
import type { Graph, Pass } from "../ir/graph.js";
import { channelRanges } from "./dead-channels/channel-ranges.js";
import { channelUses } from "./dead-channels/channel-use.js";
import { narrowGraph } from "./dead-channels/narrow-graph.js";
import { removableChannels } from "./dead-channels/removable-channels.js";

export const dropDeadChannels: Pass = {
  name: "drop-dead-channels",
  purpose: "remove channels that always have the same value or that nothing depends on",
  run(graph: Graph): Graph {
    const uses = channelUses(graph);
    const ranges = channelRanges(graph, uses);
    const removed = removableChannels(graph, uses, ranges);
    return removed.size === 0 ? graph : narrowGraph(graph, uses, removed, ranges);
  },
};
