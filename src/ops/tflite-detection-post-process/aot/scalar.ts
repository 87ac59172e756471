// SPDX-License-Identifier: Apache-2.0
/**
 * Portable C99 kernel of TFLite_Detection_PostProcess. Instead of sorting, the best active box is looked for again
 * after each selection, which gives the same order with less memory; classes are ranked for selected boxes only.
 */
import type { KernelWriter } from "../../../codegen/c/kernel-writer.js";
import { cFloat } from "../../../codegen/c/literals.js";
import type { NodeView } from "../../../ir/graph.js";
import { byteSize } from "../../../ir/tensor.js";
import type { KernelEmitter } from "../../definition.js";
import type { NodeMemory } from "../../node-memory.js";
import { outputTensor } from "../../shared/operands.js";
import type { DetectionAttributes } from "../attributes.js";
import {
  ANCHORS,
  BOXES_OUT,
  CLASSES_OUT,
  COUNT_OUT,
  detectionsOf,
  ENCODINGS,
  SCORES,
  SCORES_OUT,
} from "../detections.js";
import { exponentialFunction, overlapFunction, selectFunction } from "./functions.js";

export const detectionScalar = {
  isa: "scalar",
  memory: detectionMemory,
  emit: emitDetection,
} as const satisfies KernelEmitter<DetectionAttributes>;

const [BOXES, ACTIVE, SELECTED, VALUES] = [0, 1, 2, 3] as const;

function detectionMemory(view: NodeView<DetectionAttributes>): NodeMemory {
  const { boxes, most } = detectionsOf(view);
  const { regular, maxDetections } = view.node.attributes;
  return {
    scratch: [
      { label: "decoded boxes", size: 16 * boxes, alignment: 4 },
      { label: "active boxes", size: boxes, alignment: 1 },
      { label: "selected boxes", size: 4 * Math.max(1, most), alignment: 4 },
      regular
        ? { label: "places in the scores", size: 4 * Math.max(1, maxDetections), alignment: 4 }
        : { label: "best scores", size: 4 * boxes, alignment: 4 },
    ],
    overlaps: [],
  };
}

function emitDetection(view: NodeView<DetectionAttributes>, kernel: KernelWriter): void {
  const { attributes } = view.node;
  const sizes = detectionsOf(view);
  kernel.include("string.h");
  for (const index of [BOXES_OUT, CLASSES_OUT, SCORES_OUT]) {
    kernel.print`(void)memset(${kernel.output(index)}, 0, ${byteSize(outputTensor(view, index))}u);`;
  }
  kernel.print`
    float *const boxes = (float *)(void *)${kernel.scratch(BOXES)};
    int32_t *const selected = (int32_t *)(void *)${kernel.scratch(SELECTED)};
    int32_t valid = 1;
    int32_t found = 0;
  `;
  emitDecoding(kernel, view);
  const select = kernel.shared("select_boxes", (name) => {
    return selectFunction(name, kernel.shared("box_overlap", overlapFunction));
  });
  const call = (scores: string, stride: number, limit: number): string =>
    `${select}(boxes, ${scores}, ${stride}, ${sizes.boxes}, ${kernel.scratch(ACTIVE)}, selected, ${Math.min(limit, sizes.boxes)}, ` +
    `${cFloat(attributes.scoreThreshold)}, ${cFloat(attributes.overlapThreshold)})`;
  kernel.block("if (valid)", () => {
    if (attributes.regular) emitRegular(kernel, view, call);
    else emitFast(kernel, view, call);
  });
  kernel.print`${kernel.output(COUNT_OUT)}[0] = (float)found;`;
}

function emitDecoding(kernel: KernelWriter, view: NodeView<DetectionAttributes>): void {
  const { scales } = view.node.attributes;
  const { boxes, encodingSize } = detectionsOf(view);
  const exponential = kernel.shared("double_exp", exponentialFunction);
  kernel.print`/* Corners from centres and sizes; doubles inside. Products and sums are apart so that no compiler fuses them. */`;
  kernel.block(`for (int32_t i = 0; i < ${boxes}; i++)`, () => {
    kernel.print`
      const float *const e = ${kernel.input(ENCODINGS)} + ${encodingSize} * i;
      const float *const anchor = ${kernel.input(ANCHORS)} + 4 * i;
      float *const box = boxes + 4 * i;
      const double down = (double)e[0] / (double)${cFloat(scales.y)} * (double)anchor[2];
      const double across = (double)e[1] / (double)${cFloat(scales.x)} * (double)anchor[3];
      const float y = (float)(down + (double)anchor[0]);
      const float x = (float)(across + (double)anchor[1]);
      const float h = (float)(0.5 * ${exponential}((double)e[2] / (double)${cFloat(scales.height)}) * (double)anchor[2]);
      const float w = (float)(0.5 * ${exponential}((double)e[3] / (double)${cFloat(scales.width)}) * (double)anchor[3]);
      box[0] = y - h;
      box[1] = x - w;
      box[2] = y + h;
      box[3] = x + w;
      /* TFLM's invocation fails at a box without area; nothing is detected then. */
      valid = valid && !(box[0] >= box[2] || box[1] >= box[3]);
    `;
  });
}

type Call = (scores: string, stride: number, limit: number) => string;

function emitFast(kernel: KernelWriter, view: NodeView<DetectionAttributes>, call: Call): void {
  const { classes, maxDetections } = view.node.attributes;
  const { boxes, scoresPerBox, labelOffset, categories } = detectionsOf(view);
  const [scores, outScores] = [kernel.input(SCORES), kernel.output(SCORES_OUT)];
  kernel.print`float *const best = (float *)(void *)${kernel.scratch(VALUES)};`;
  kernel.block(`for (int32_t i = 0; i < ${boxes}; i++)`, () => {
    kernel.print`
      const float *const s = ${scores} + ${scoresPerBox} * i + ${labelOffset};
      best[i] = s[0];
    `;
    kernel.block(`for (int32_t c = 1; c < ${classes}; c++)`, () => {
      kernel.print`best[i] = s[c] > best[i] ? s[c] : best[i];`;
    });
  });
  kernel.print`const int32_t count = ${call("best", 1, maxDetections)};`;
  kernel.block("for (int32_t n = 0; n < count; n++)", () => {
    kernel.print`
      const float *const s = ${scores} + ${scoresPerBox} * selected[n] + ${labelOffset};
      int32_t last = -1;
    `;
    kernel.block(`for (int32_t category = 0; category < ${categories}; category++)`, () => {
      kernel.print`
        /* The next class by falling score, lower ones first among equals. */
        int32_t next = -1;
      `;
      kernel.block(`for (int32_t c = 0; c < ${classes}; c++)`, () => {
        kernel.print`
          const int32_t follows = last < 0 || s[c] < s[last] || (s[c] == s[last] && c > last);
          next = follows && (next < 0 || s[c] > s[next]) ? c : next;
        `;
      });
      kernel.print`
        const int32_t place = ${categories} * found + category;
        (void)memcpy(${kernel.output(BOXES_OUT)} + 4 * place, boxes + 4 * selected[n], 16u);
        ${kernel.output(CLASSES_OUT)}[place] = (float)next;
        ${outScores}[place] = s[next];
        last = next;
        found++;
      `;
    });
  });
}

function emitRegular(kernel: KernelWriter, view: NodeView<DetectionAttributes>, call: Call): void {
  const { classes, maxDetections, detectionsPerClass } = view.node.attributes;
  const { scoresPerBox, labelOffset } = detectionsOf(view);
  const [outBoxes, outClasses, outScores] = [BOXES_OUT, CLASSES_OUT, SCORES_OUT].map((i) => kernel.output(i)) as [
    string,
    string,
    string,
  ];
  kernel.print`int32_t *const kept = (int32_t *)(void *)${kernel.scratch(VALUES)};`;
  kernel.block(`for (int32_t c = 0; c < ${classes}; c++)`, () => {
    kernel.print`
      const float *const s = ${kernel.input(SCORES)} + ${labelOffset} + c;
      const int32_t count = ${call("s", scoresPerBox, detectionsPerClass)};
    `;
    kernel.block("for (int32_t n = 0; n < count; n++)", () => {
      kernel.print`
        /* Behind everything that is at least as good; what falls off the end is gone. */
        const float score = s[selected[n] * ${scoresPerBox}];
        int32_t place = found < ${maxDetections} ? found : ${maxDetections};
      `;
      kernel.block(`for (; place > 0 && ${outScores}[place - 1] < score; place--)`, () => {
        kernel.block(`if (place < ${maxDetections})`, () => {
          kernel.print`
            ${outScores}[place] = ${outScores}[place - 1];
            ${outClasses}[place] = ${outClasses}[place - 1];
            kept[place] = kept[place - 1];
          `;
        });
      });
      kernel.block(`if (place < ${maxDetections})`, () => {
        kernel.print`
          ${outScores}[place] = score;
          ${outClasses}[place] = (float)c;
          kept[place] = selected[n];
          found = found < ${maxDetections} ? found + 1 : ${maxDetections};
        `;
      });
    });
  });
  kernel.block("for (int32_t n = 0; n < found; n++)", () => {
    kernel.print`(void)memcpy(${outBoxes} + 4 * n, boxes + 4 * kept[n], 16u);`;
  });
}
