// SPDX-License-Identifier: Apache-2.0
/** PRELU: x where x is 0 or more, x times a slope per channel (or any broadcast shape) elsewhere. */
import { binaryOperator } from "../shared/binary-operator.js";
import { perTensorQuantized } from "../shared/constraints.js";
import { whenInputIs } from "../shared/elementwise-constraints.js";
import { representableFactor } from "../shared/multiplier-constraints.js";
import type { NoAttributes } from "../shared/no-attributes.js";
import { rankBetween } from "../shared/shape-constraints.js";
import { preluArithmetic } from "./aot/scalar.js";
import { prelu as element } from "./reference.js";
import { realMultipliers } from "./scaling.js";
import { preluTflm } from "./tflm.js";

const QUANTIZED = ["int8", "int16"] as const;

const identityFactor = representableFactor<NoAttributes>(
  "input scale / output scale",
  (view) => realMultipliers(view).identity,
);
const productFactor = representableFactor<NoAttributes>(
  "input scale · slope scale / output scale",
  (view) => realMultipliers(view).product,
);

export const prelu = binaryOperator({
  op: "PRELU",
  resolverCall: "AddPrelu",
  summary: "x where x is 0 or more, x times a slope that may differ by channel elsewhere.",
  maxVersion: 1,
  signatures: [
    { inputs: ["int8", "int8"], outputs: ["int8"] },
    { inputs: ["int16", "int8"], outputs: ["int16"] },
    { inputs: ["float32", "float32"], outputs: ["float32"] },
  ],
  constraints: [
    // BroadcastPrelu4DSlowFloat stops the program at more.
    whenInputIs(["float32"], rankBetween(0, 4)),
    { ...whenInputIs(["float32"], rankBetween(0, 4, 1)), id: "rank-of-slopes" },
    whenInputIs(QUANTIZED, perTensorQuantized({ inputs: [0, 1], outputs: [0] })),
    whenInputIs(QUANTIZED, identityFactor),
    { ...whenInputIs(QUANTIZED, productFactor), id: "product-factor" },
  ],
  element,
  arithmetic: preluArithmetic,
  tflm: preluTflm,
});
