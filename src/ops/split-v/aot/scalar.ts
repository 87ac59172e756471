// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SPLIT_V. */
import { cutScalar } from "../../shared/row-pieces.js";
import { SPLIT_V_INPUTS, splitVLayout } from "../layout.js";

export const splitVScalar = cutScalar(SPLIT_V_INPUTS.data, splitVLayout);
