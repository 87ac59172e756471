// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SVDF: one shared function per stage. */
import { createCBody } from "../../../codegen/c/c-body.js";
import { type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cInteger } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import { integerRange } from "../../../quant/activation.js";
import type { KernelEmitter } from "../../definition.js";
import type { Accumulation } from "../../shared/conv-accumulation.js";
import { analyseSums, type DenseSums } from "../../shared/dense-sums.js";
import { inputTensor } from "../../shared/operands.js";
import type { SvdfAttributes } from "../attributes.js";
import { FEATURE_WEIGHTS, INPUT, STATE, svdfFilters, type SvdfFilters, TIME_WEIGHTS } from "../filters.js";

/** Products per pass of the innermost loop: the first that divides the number of products. */
const UNROLLS = [8, 4, 2];

export const svdfScalar = { isa: "scalar", emit: emitSvdf } as const satisfies KernelEmitter<SvdfAttributes>;

function emitSvdf(view: NodeView<SvdfAttributes>, kernel: KernelWriter): void {
  const svdf = svdfFilters(view);
  const { batches, memory, filters, units, stateType, features, times } = svdf;
  const [input, state, output] = [kernel.input(INPUT), kernel.input(STATE), kernel.output(0)];
  kernel.include("string.h");
  const bytes = byteSize(inputTensor(view, STATE)) - (stateType === "int16" ? 2 : 1);
  kernel.print`/* The oldest frame goes; below, the newest one fills the last place of every filter. */`;
  if (bytes > 0) kernel.print`(void)memmove(${state}, ${state} + 1, ${bytes}u);`;
  const featureCall = stage(kernel, {
    stem: "svdf_features",
    comment: "Feature of the newest frame for each of `rows` filters, into the last place of the filter's memory.",
    sums: features,
    target: stateType,
    addend: svdf.stateZeroPoint,
    store: (value, svdfRange) =>
      `output[row * stride] = (${stateType}_t)(${clampText(value, svdfRange)} + zero_point);`,
    weights: kernel.input(FEATURE_WEIGHTS),
  });
  const timeCall = stage(kernel, {
    stem: "svdf_times",
    comment: "Weighted sum over the memory of a unit's filters, for each of `rows` units.",
    sums: times,
    target: "int8",
    addend: svdf.outputZeroPoint,
    store: (value, range) =>
      `output[row * stride] = (int8_t)${clampText(`tinygen_add_wrapping(${value}, zero_point)`, range)};`,
    weights: kernel.input(TIME_WEIGHTS),
  });
  const run = (at: (step: number) => string): void => {
    featureCall(`${input}${at(features.depth)}`, `${state}${at(filters * memory)} + ${memory - 1}`, memory);
    timeCall(`${state}${at(filters * memory)}`, `${output}${at(units)}`, 1);
  };
  if (batches === 1) run(() => "");
  else kernel.block(`for (int32_t b = 0; b < ${batches}; b++)`, () => run((step) => ` + b * ${step}`));
}

interface StageOptions {
  readonly stem: string;
  readonly comment: string;
  readonly sums: DenseSums;
  readonly target: SvdfFilters["stateType"];
  readonly addend: number;
  readonly store: (value: string, range: { readonly min: number; readonly max: number }) => string;
  /** Symbol of the weights. */
  readonly weights: string;
}

// Adds the stage's function and returns how to call it: input, first output, distance between outputs.
function stage(kernel: KernelWriter, options: StageOptions): (input: string, output: string, stride: number) => void {
  const { stem, sums, target, addend } = options;
  const range = integerRange(target);
  const accumulation = analyseSums(sums, range);
  kernel.include("tinygen_fixed_point.h");
  kernel.include("tinygen_compiler.h");
  const values = accumulation.foldedBias.map(Number);
  const comment = "bias minus input zero point times the sum of the weights";
  const bias = kernel.constant({ name: `${stem}_bias`, dtype: "int32", values, comment });
  const name = kernel.shared(`${stem}_${sums.element}_${target}`, (symbol) =>
    stageFunction(symbol, options, accumulation),
  );
  const { multipliers, shifts } = accumulation;
  const constants = [sums.rows, sums.depth, cInteger(multipliers[0] ?? 0), cInteger(shifts[0] ?? 0), cInteger(addend)];
  return (input, output, stride) => {
    kernel.print`${name}(${[input, output, stride, options.weights, bias, ...constants].join(", ")});`;
  };
}

function stageFunction(symbol: string, options: StageOptions, { sumType, form }: Accumulation): string {
  const { comment, sums, target, store } = options;
  const wraps = sumType === "uint32_t";
  const weight = sums.weights instanceof Int8Array ? "int8_t" : "int16_t";
  const body = createCBody();
  body.print`/* ${comment} */`;
  const parameters = [
    `const ${sums.element}_t *input`,
    `${target}_t *output`,
    "int32_t stride",
    `const ${weight} *weights`,
    "const int32_t *bias",
    "int32_t rows",
    "int32_t depth",
    "int32_t multiplier",
    "int shift",
    "int32_t zero_point",
  ];
  const advances = options.stem === "svdf_times";
  body.block(`TINYGEN_NOINLINE static void ${symbol}(${parameters.join(", ")})`, () => {
    body.block("for (int32_t row = 0; row < rows; row++)", () => {
      body.print`${sumType} sum = ${wraps ? "(uint32_t)bias[row]" : "bias[row]"};`;
      if (!advances) body.print`const ${sums.element}_t *x = input;`;
      const x = advances ? "input" : "x";
      const step = UNROLLS.find((count) => sums.depth % count === 0) ?? 1;
      body.block(`for (int32_t i = 0; i < depth; i += ${step})`, () => {
        for (let j = 0; j < step; j++) {
          const product = `${x}[${j}] * weights[${j}]`;
          body.print`sum += ${wraps ? `(uint32_t)(${product})` : product};`;
        }
        body.print`
          ${x} += ${step};
          weights += ${step};
        `;
      });
      const sum = wraps ? "(int32_t)sum" : "sum";
      const scaled =
        form === "rescale"
          ? `tinygen_rescale(${sum}, multiplier, shift)`
          : `tinygen_multiply_by_quantized_multiplier(${sum}, multiplier, shift)`;
      body.print`${store(scaled, integerRange(target))}`;
    });
  });
  return body.toString();
}

function clampText(value: string, { min, max }: { readonly min: number; readonly max: number }): string {
  return `tinygen_clamp(${value}, ${min}, ${max})`;
}
