// SPDX-License-Identifier: Apache-2.0
/** Text form of a graph: one line per tensor and node, the same on every machine; constants appear as their hash. */
import { fnv1a32 } from "../util/hash.js";
import type { Graph, Model } from "./graph.js";
import type { Node } from "./node.js";
import type { Quantization } from "./quantization.js";
import { shapeText } from "./shape.js";
import type { Tensor } from "./tensor.js";

/** Longer lists of numbers are printed as their length and hash. */
const LIST_LIMIT = 8;

/** All graphs of a model, each in the form of {@link printGraph}, with an empty line between. */
export function printModel(model: Model): string {
  return model.graphs.map(printGraph).join("\n");
}

/** Ends with a line break. */
export function printGraph(graph: Graph): string {
  const lines = [
    `graph ${JSON.stringify(graph.name)}(${ids(graph.inputs)}) -> (${ids(graph.outputs)})`,
    ...graph.tensors.map((tensor) => `  ${tensorLine(tensor)}`),
    ...graph.nodes.map((node) => `  ${nodeLine(node)}`),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

const ids = (list: readonly (number | undefined)[]): string =>
  list.map((id) => (id === undefined ? "none" : `%${id}`)).join(", ");

function tensorLine({ id, name, dtype, shape, quantization, storage }: Tensor): string {
  const place = storage.kind === "constant" ? `constant ${bytesText(storage.data)}` : storage.kind;
  const parts = [`%${id}`, JSON.stringify(name), dtype, shapeText(shape), place];
  if (quantization !== undefined) parts.push(quantizationText(quantization));
  return parts.join(" ");
}

function quantizationText({ scales, zeroPoints, axis }: Quantization): string {
  if (scales.length === 1) return `scale ${listText(scales)} zero ${listText(zeroPoints)}`;
  return `axis ${axis} scales ${listText(scales)} zeros ${listText(zeroPoints)}`;
}

function listText(values: readonly number[]): string {
  if (values.length === 1) return String(values[0]);
  if (values.length <= LIST_LIMIT) return `[${values.join(", ")}]`;
  const bytes = new Uint8Array(Float64Array.from(values).buffer);
  return `[${values.length} values, fnv1a32 ${fnv1a32(bytes)}]`;
}

const bytesText = (data: Uint8Array): string => `${data.length} B fnv1a32 ${fnv1a32(data)}`;

function nodeLine(node: Node): string {
  const call = `${node.op} v${node.version}(${ids(node.inputs)}) -> (${ids(node.outputs)})`;
  const intermediates = node.intermediates.length === 0 ? "" : ` intermediates (${ids(node.intermediates)})`;
  return `node ${node.id}: ${call}${intermediates} ${valueText(node.attributes)}`.trimEnd();
}

/** Attributes as text; fields without a value are left out. */
function valueText(value: unknown): string {
  if (value instanceof Uint8Array) return `<${bytesText(value)}>`;
  if (Array.isArray(value)) return `[${value.map(valueText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    return fields.length === 0 ? "" : `{ ${fields.map(([key, field]) => `${key}: ${valueText(field)}`).join(", ")} }`;
  }
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}
