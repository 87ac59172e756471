// SPDX-License-Identifier: Apache-2.0
import type { OpDefinition } from "../ops/definition.js";

/** Finds an operator by its name in the registry, or in the operators of a test. */
export type OperatorLookup = (op: string) => OpDefinition | undefined;
