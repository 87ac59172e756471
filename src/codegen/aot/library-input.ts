// SPDX-License-Identifier: Apache-2.0
/** What the AOT library of one model is made from. */
import type { LibraryIdentity } from "../library/library-identity.js";
import type { LoweredModel } from "./lower.js";

export interface LibraryInput extends LibraryIdentity {
  readonly lowered: LoweredModel;
  /** Leaves the static arena out, whatever the build system defines. */
  readonly externalArena?: boolean;
}
