// SPDX-License-Identifier: Apache-2.0
/** Arena use of TFLM's kernel of RESIZE_NEAREST_NEIGHBOR (resize_nearest_neighbor.cc). */
import { input, output, tflmKernel } from "../shared/tflm-kernel.js";

export const resizeNearestNeighborTflm = tflmKernel({
  options: ["byte", "byte"],
  temporaries: [input(0), input(1), output(0)],
});
