// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of UNPACK. */
import { cutScalar } from "../../shared/row-pieces.js";
import { unpackLayout } from "../layout.js";

export const unpackScalar = cutScalar(0, unpackLayout);
