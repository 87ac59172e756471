// SPDX-License-Identifier: Apache-2.0
/** Portable C for a dense layer whose weights are computed at run time, as in attention: plain loops, no reordering. */
import { createCBody } from "../../../codegen/c/c-body.js";
import { cType, type KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cInteger } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { firstZeroPoint } from "../../../ir/quantization.js";
import { elementCount } from "../../../ir/shape.js";
import { integerRange } from "../../../quant/activation.js";
import { type Accumulation, analyseAccumulation } from "../../shared/conv-accumulation.js";
import { pointwisePixels } from "../../shared/pointwise-c.js";
import {
  accumulateC,
  biasTable,
  biasType,
  biasValue,
  requantizeC,
  type RequantizeC,
} from "../../shared/requantize-c.js";
import type { FullyConnectedAttributes } from "../attributes.js";
import { fullyConnectedConvolution, fullyConnectedOperands } from "../convolution.js";

/** Prints the call of a function that nodes of equal types share. */
export function emitDynamicDense(kernel: KernelWriter, view: NodeView<FullyConnectedAttributes>): void {
  const { filter, input } = fullyConnectedOperands(view);
  const weightsZeroPoint = filter.quantization?.scales.length === 1 ? firstZeroPoint(filter.quantization) : 0;
  const { min, max } = integerRange("int8");
  // Weights of the largest possible magnitude, so that the proofs about the sums hold for any.
  const largest = Math.max(max - weightsZeroPoint, weightsZeroPoint - min);
  const worst = new Int16Array(elementCount(filter.shape)).fill(largest + weightsZeroPoint);
  const convolution = fullyConnectedConvolution(view, worst);
  const { geometry, element } = convolution;
  const accumulation = analyseAccumulation(convolution);
  const bias = biasTable(kernel, accumulation, "edge_bias", geometry.outputDepth);
  const requantize = requantizeC(kernel, convolution, accumulation, geometry.outputDepth);
  const name = kernel.shared(`dynamic_dense_${element}`, (symbol) =>
    denseFunction({ symbol, type: cType(input.dtype), accumulation, requantize }),
  );
  const counts = [pointwisePixels(geometry), geometry.inputDepth, geometry.outputDepth].map(cInteger);
  const zeroPoints = [convolution.quantization.inputZeroPoint, weightsZeroPoint].map(cInteger);
  const operands = [kernel.input(0), kernel.input(1), kernel.output(0), bias];
  kernel.print`${name}(${[...operands, ...counts, ...zeroPoints, ...requantize.arguments].join(", ")});`;
}

interface FunctionOptions {
  readonly symbol: string;
  readonly type: string;
  readonly accumulation: Accumulation;
  readonly requantize: RequantizeC;
}

function denseFunction({ symbol, type, accumulation, requantize }: FunctionOptions): string {
  const body = createCBody();
  body.print`/* Dense layer with weights from the arena: \`channels\` rows of \`depth\` weights for each row of inputs. */`;
  const parameters = [
    `const ${type} *input`,
    "const int8_t *weights",
    `${type} *output`,
    `const ${biasType(accumulation)} *bias`,
    "int32_t rows",
    "int32_t depth",
    "int32_t channels",
    "int32_t input_zero_point",
    "int32_t weights_zero_point",
    ...requantize.parameters,
  ];
  body.block(`static void ${symbol}(${parameters.join(", ")})`, () => {
    body.block("for (int32_t row = 0; row < rows; ++row)", () => {
      body.block("for (int32_t c = 0; c < channels; ++c)", () => {
        for (const line of requantize.channelConstants("c")) body.print`${line}`;
        body.print`
          const int8_t *w = weights + c * depth;
          ${accumulation.sumType} sum = ${biasValue(accumulation, "bias[c]")};`;
        body.block("for (int32_t d = 0; d < depth; ++d)", () => {
          body.print`
            const int32_t x = input[d] - input_zero_point;
            ${accumulateC(accumulation, "sum", "x", "(w[d] - weights_zero_point)")}`;
        });
        body.print`*output++ = ${requantize.store("sum")};`;
      });
      body.print`input += depth;`;
    });
  });
  return body.toString();
}
