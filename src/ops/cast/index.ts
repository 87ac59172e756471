// SPDX-License-Identifier: Apache-2.0
/** CAST: conversion of the stored numbers to another type, without regard to quantisation. */
import { defineOp, type Signature } from "../definition.js";
import { sameElementCount } from "../shared/elementwise-constraints.js";
import { readNoAttributes } from "../shared/no-attributes.js";
import { castScalar } from "./aot/scalar.js";
import { evaluateCast } from "./reference.js";
import { castTflm } from "./tflm.js";

const FROM = ["int8", "int16", "int32", "uint32", "float32", "bool"] as const;
const TO = ["int8", "int16", "int32", "uint32", "float32"] as const;

export const cast = defineOp({
  op: "CAST",
  resolverCall: "AddCast",
  summary: "Conversion of the stored numbers to another type; float32 values beyond 32 bits saturate.",
  maxVersion: 7,
  signatures: FROM.flatMap((from) => TO.map((to): Signature => ({ inputs: [from], outputs: [to] }))),
  elementwise: true,
  // TFLM goes by the types of the tensors, not by those in the options.
  readAttributes: readNoAttributes,
  constraints: [sameElementCount],
  evaluate: evaluateCast,
  work: () => ({ macs: 0 }),
  aot: [castScalar],
  tflm: castTflm,
});
