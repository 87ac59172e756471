// SPDX-License-Identifier: Apache-2.0
/** Random cases of MINIMUM for the differential suite. */
import fc from "fast-check";
import { binaryCases } from "../../../test/support/op-case-binary.js";
import { defineCases } from "../../../test/support/op-case.js";
import { minimum } from "./index.js";

export const cases = defineCases(minimum, binaryCases(minimum, { attributes: fc.constant({}) }));
