// SPDX-License-Identifier: Apache-2.0
/** The loops of a pooling kernel in C; the operator says how a window is reduced. */
import { cType, type KernelWriter } from "../../codegen/c/kernel-writer.js";
import { elementBytes } from "../../ir/dtype.js";
import type { NodeView } from "../../ir/graph.js";
import type { NodeMemory } from "../node-memory.js";
import { outputTensor } from "./operands.js";
import {
  isClipped,
  type PoolAttributes,
  type PoolAxis,
  poolDistance,
  type PoolGeometry,
  poolGeometry,
} from "./pool-geometry.js";

/** C fragments of one reduction. */
export interface PoolReduction {
  /** C type of the accumulators; int32_t unless given. */
  readonly type?: string;
  /** Name of the accumulators. */
  readonly name: string;
  /** C expression that starts an accumulator. */
  readonly start: string;
  /** Statement that adds one element. */
  readonly accumulate: (accumulator: string, element: string) => string;
  /** Output element for a finished accumulator; `count` is the C expression of the window's size. */
  readonly finish: (accumulator: string, count: string) => string;
}

// Windows of at most this many elements are written out.
const UNROLLED_TAPS = 9;
const LANES = 4;

/** Every channel of a position is read before it is written, and positions follow one another in memory order. */
export function poolMemory(view: NodeView<PoolAttributes>): NodeMemory {
  const outputBelow = poolDistance(poolGeometry(view)) * elementBytes(outputTensor(view).dtype);
  return { scratch: [], overlaps: [{ input: 0, output: 0, outputBelow }] };
}

export function emitPool(view: NodeView<PoolAttributes>, kernel: KernelWriter, reduction: PoolReduction): void {
  const geometry = poolGeometry(view);
  const { batches, channels, vertical, horizontal } = geometry;
  const type = cType(outputTensor(view).dtype);
  const [input, output] = [kernel.input(0), kernel.output(0)];
  const planeElements = vertical.input * horizontal.input * channels;
  kernel.print`${type} *to = ${output};`;
  loop(kernel, "batch", batches, (batch) => {
    loop(kernel, "y", vertical.output, (y) => {
      const rows = emitBounds(kernel, vertical, { at: y, start: "top", extent: "rows" });
      loop(kernel, "x", horizontal.output, (x) => {
        const columns = emitBounds(kernel, horizontal, { at: x, start: "left", extent: "columns" });
        const offset = [
          term(batch, planeElements),
          term(rows.start, horizontal.input * channels),
          term(columns.start, channels),
        ];
        kernel.print`const ${type} *const window = ${input}${offset.join("")};`;
        emitChannels({ kernel, geometry, type, reduction, rows: rows.extent, columns: columns.extent });
        if (batches * vertical.output * horizontal.output > 1) kernel.print`to += ${channels};`;
      });
    });
  });
}

// A loop, or its body alone with the counter 0.
function loop(kernel: KernelWriter, name: string, count: number, body: (counter: string) => void): void {
  if (count === 1) {
    body("0");
    return;
  }
  kernel.block(`for (int32_t ${name} = 0; ${name} < ${count}; ${name}++)`, () => {
    body(name);
  });
}

function term(counter: string, factor: number): string {
  if (counter === "0") return "";
  return factor === 1 ? ` + ${counter}` : ` + ${counter} * ${factor}`;
}

interface Bounds {
  /** C expression of the first element that the window covers. */
  readonly start: string;
  /** Its length: a number, or the name of a variable. */
  readonly extent: number | string;
}

function emitBounds(
  kernel: KernelWriter,
  axis: PoolAxis,
  names: { readonly at: string; readonly start: string; readonly extent: string },
): Bounds {
  const { input, filter, stride, pad } = axis;
  const { at, start, extent } = names;
  if (at === "0") return { start: "0", extent: Math.min(input, filter - pad) };
  if (!isClipped(axis)) {
    return { start: stride === 1 ? at : `${at} * ${stride}`, extent: filter };
  }
  const origin = `${at} * ${stride} - ${pad}`;
  kernel.print`
    /* The part of the window that lies inside the input. */
    const int32_t ${start} = ${origin} > 0 ? ${origin} : 0;
    const int32_t ${extent}_end = ${origin} + ${filter} < ${input} ? ${origin} + ${filter} : ${input};
    const int32_t ${extent} = ${extent}_end - ${start};
  `;
  return { start, extent };
}

interface ChannelLoop {
  readonly kernel: KernelWriter;
  readonly geometry: PoolGeometry;
  readonly type: string;
  readonly reduction: PoolReduction;
  readonly rows: number | string;
  readonly columns: number | string;
}

function emitChannels(options: ChannelLoop): void {
  const { kernel, geometry, reduction, rows, columns } = options;
  const { channels, horizontal } = geometry;
  const isFixed = typeof rows === "number" && typeof columns === "number";
  const count = isFixed ? String(rows * columns) : `${rows} * ${columns}`;
  const unrolled = isFixed && rows * columns <= UNROLLED_TAPS;
  const lanes = !unrolled && channels % LANES === 0 ? LANES : 1;
  const names = Array.from({ length: lanes }, (_, lane) => `${reduction.name}${lanes === 1 ? "" : lane}`);
  const body = (channel: string): void => {
    const at = (offset: number): string =>
      channel === "0" ? `${offset}` : `${channel}${offset === 0 ? "" : ` + ${offset}`}`;
    for (const name of names) kernel.print`${reduction.type ?? "int32_t"} ${name} = ${reduction.start};`;
    if (unrolled) {
      for (let y = 0; y < rows; y++) {
        for (let x = 0; x < columns; x++) {
          const element = `window[${at((y * horizontal.input + x) * channels)}]`;
          kernel.print`${reduction.accumulate(names[0] ?? "", element)}`;
        }
      }
    } else emitWindowLoops(options, { channel, names });
    names.forEach((name, lane) => {
      kernel.print`to[${at(lane)}] = ${reduction.finish(name, count)};`;
    });
  };
  if (channels === lanes) body("0");
  else {
    kernel.block(`for (int32_t c = 0; c < ${channels}; ${lanes === 1 ? "c++" : `c += ${lanes}`})`, () => {
      body("c");
    });
  }
}

function emitWindowLoops(
  options: ChannelLoop,
  { channel, names }: { readonly channel: string; readonly names: readonly string[] },
): void {
  const { kernel, geometry, type, reduction, rows, columns } = options;
  const { channels, horizontal } = geometry;
  const accumulate = (): void => {
    names.forEach((name, lane) => {
      kernel.print`${reduction.accumulate(name, `element[${lane}]`)}`;
    });
    kernel.print`element += ${channels};`;
  };
  kernel.print`const ${type} *element = window${channel === "0" ? "" : ` + ${channel}`};`;
  if (columns === horizontal.input) {
    // Rows follow one another, so the window is one run of pixels.
    const pixels = typeof rows === "number" ? rows * columns : `${rows} * ${columns}`;
    kernel.block(`for (int32_t i = 0; i < ${pixels}; i++)`, accumulate);
    return;
  }
  kernel.block(`for (int32_t i = 0; i < ${rows}; i++)`, () => {
    kernel.block(`for (int32_t j = 0; j < ${columns}; j++)`, accumulate);
    const rest = typeof columns === "number" ? horizontal.input - columns : `(${horizontal.input} - ${columns})`;
    kernel.print`element += ${typeof rest === "number" ? rest * channels : `${rest} * ${channels}`};`;
  });
}
