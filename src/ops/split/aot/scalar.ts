// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of SPLIT. */
import { cutScalar } from "../../shared/row-pieces.js";
import { SPLIT_INPUTS, splitNodeLayout } from "../layout.js";

export const splitScalar = cutScalar(SPLIT_INPUTS.data, splitNodeLayout);
