// SPDX-License-Identifier: Apache-2.0
/** Portable C99 kernel of PACK. */
import { joinScalar } from "../../shared/row-pieces.js";
import { packLayout } from "../layout.js";

export const packScalar = joinScalar(packLayout);
