// SPDX-License-Identifier: Apache-2.0
/** What TFLM's RESIZE_BILINEAR accepts (ResizeBilinearPrepare). */
import type { Constraint } from "../definition.js";
import { type ResizeAttributes, resizeConstraints, sourcesInside } from "../shared/resize.js";
import { bilinearSources } from "./interpolation.js";

const oneAlignment: Constraint<ResizeAttributes> = {
  id: "one-alignment",
  says: "half_pixel_centers and align_corners must not both be set",
  violation: ({ node: { attributes } }) =>
    attributes.halfPixelCenters && attributes.alignCorners ? "both are set" : undefined,
};

export const resizeBilinearConstraints: readonly Constraint<ResizeAttributes>[] = [
  ...resizeConstraints,
  oneAlignment,
  sourcesInside(bilinearSources),
];
