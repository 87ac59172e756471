// SPDX-License-Identifier: Apache-2.0
/** How operators are found by name: in the registry, or among the operators of a test. */
import type { OpDefinition } from "../ops/definition.js";

export type OperatorLookup = (op: string) => OpDefinition | undefined;
