// SPDX-License-Identifier: Apache-2.0
/** What TFLM or the converter get silently wrong is said: by code, and with the actual value. */
import { describe, expect, it } from "vitest";
import { type GraphBuilder, singleGraph } from "../../test/support/model-builder.js";
import { singleOperatorModel } from "../../test/support/sample-models.js";
import { loadModel } from "../compile.js";

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

function findings(build: (graph: GraphBuilder) => void): readonly Finding[] {
  return loadModel(singleGraph(build)).diagnostics;
}

interface DenseSettings {
  readonly weightScales?: readonly number[];
  readonly weightZeroPoint?: number;
  readonly biasScale?: number;
  readonly inputShape?: readonly number[];
  readonly shapeSignature?: readonly number[];
}

/** One dense layer of 4 inputs and 2 outputs with a bias; input scale 0.5. */
function dense({ weightScales = [0.25], weightZeroPoint = 0, biasScale = 0.125, ...settings }: DenseSettings) {
  return (graph: GraphBuilder): void => {
    const { inputShape = [1, 4], shapeSignature } = settings;
    const rows = inputShape.slice(0, -1);
    const input = graph.input("input", {
      shape: inputShape,
      scale: 0.5,
      ...(shapeSignature === undefined ? {} : { shapeSignature }),
    });
    const weights = {
      shape: [2, 4],
      scales: weightScales,
      zeroPoints: weightScales.map(() => weightZeroPoint),
    };
    const bias = { shape: [2], dtype: "int32", scales: weightScales.map(() => biasScale) } as const;
    const output = graph.tensor("output", { shape: [...rows, 2], scale: 1 });
    graph.operator("FULLY_CONNECTED", {
      inputs: [input, graph.constant("w", weights, [1, 2, 3, 4, 5, 6, 7, 8]), graph.constant("b", bias, [1, 2])],
      outputs: [output],
      options: { type: "FullyConnectedOptions", value: { keepNumDims: rows.length > 1 } },
      version: weightScales.length > 1 ? 12 : 4,
    });
    graph.output(output);
  };
}

interface DepthwiseSettings {
  readonly version: number;
  readonly zeroPoint?: number;
  readonly biasScale?: number;
}

function depthwise({ version, zeroPoint = 0, biasScale = 0.125 }: DepthwiseSettings) {
  return (graph: GraphBuilder): void => {
    const input = graph.input("input", { shape: [1, 5, 5, 1], scale: 0.5 });
    const weights = graph.constant("w", { shape: [1, 3, 3, 1], scale: 0.25, zeroPoint }, Array<number>(9).fill(3));
    const output = graph.tensor("output", { shape: [1, 1, 1, 1], scale: 1 });
    graph.operator("DEPTHWISE_CONV_2D", {
      inputs: [input, weights, graph.constant("b", { shape: [1], dtype: "int32", scale: biasScale }, [7])],
      outputs: [output],
      options: {
        type: "DepthwiseConv2DOptions",
        value: { padding: 1, strideW: 1, strideH: 1, depthMultiplier: 1, dilationWFactor: 2, dilationHFactor: 2 },
      },
      version,
    });
    graph.output(output);
  };
}

describe("a dense layer", () => {
  it("with everything in order gives no finding", () => {
    expect(findings(dense({}))).toEqual([]);
  });

  it("with a scale per channel is noted: older copies of TFLM compute it wrongly", () => {
    const [finding] = findings(dense({ weightScales: [0.25, 0.5] }));
    expect(finding).toMatchObject({ code: "TG2008", severity: "note" });
    expect(finding?.message).toContain("there are 2 scales");
  });

  it("with a bias scale outside TFLM's tolerance is refused with the scale that it has", () => {
    const [finding] = findings(dense({ biasScale: 0.25 }));
    expect(finding).toMatchObject({ severity: "error" });
    expect(finding?.message).toMatch(/bias scale .*; here .*0\.25/);
  });

  it("for several rows warns of a batch only where the first of more than two axes is one", () => {
    expect(findings(dense({ inputShape: [3, 4] }))).toEqual([]);
    const [finding] = findings(dense({ inputShape: [3, 1, 4] }));
    expect(finding?.message).toContain("batch of 3");
  });

  it("of a file that leaves the batch open says which value was taken", () => {
    const [finding] = findings(dense({ shapeSignature: [-1, 4] }));
    expect(finding).toMatchObject({ code: "TG2009", severity: "note" });
  });
});

describe("a depthwise convolution", () => {
  it("with asymmetric weights warns: TFLM ignores their zero point", () => {
    const [finding] = findings(depthwise({ version: 3, zeroPoint: 5 }));
    expect(finding).toMatchObject({ code: "TG2008", severity: "warning" });
    expect(finding?.message).toContain("it is 5");
  });

  it("with a bias on another scale warns: TFLM adds it as it is", () => {
    const [finding] = findings(depthwise({ version: 3, biasScale: 0.2 }));
    expect(finding).toMatchObject({ code: "TG2008", severity: "warning" });
    expect(finding?.message).toContain("the product is 0.125");
  });

  it("with a dilation that its version does not have warns", () => {
    const [finding] = findings(depthwise({ version: 1 }));
    expect(finding).toMatchObject({ code: "TG2008", severity: "warning" });
    expect(finding?.message).toContain("version 1 has dilation 2x2");
    expect(findings(depthwise({ version: 2 }))).toEqual([]);
  });
});

describe("a model", () => {
  it("with a zero point outside its type is refused", () => {
    const { value, diagnostics } = loadModel(
      singleOperatorModel("RELU", { shape: [1, 4], scale: 0.5, zeroPoint: 300 }),
    );
    expect(value).toBeUndefined();
    expect(diagnostics[0]?.message).toContain("300");
  });

  it("with an open dimension and no stored value is refused as dynamic", () => {
    const { value, diagnostics } = loadModel(singleOperatorModel("RELU", { shape: [1, -1], scale: 0.5 }));
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ severity }) => severity)).toContain("error");
  });

  it("with several unsupported operators lists them all", () => {
    const bytes = singleGraph((graph) => {
      const settings = { shape: [1, 4], scale: 0.5 };
      let last = graph.input("input", settings);
      for (const op of ["TILE", "GELU", "CUSTOM:TFLM_DECODE"]) {
        const next = graph.tensor(op, settings);
        graph.operator(op, { inputs: [last], outputs: [next] });
        last = next;
      }
      graph.output(last);
    });
    const { value, diagnostics } = loadModel(bytes);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code }) => code)).toEqual(["TG2001", "TG2001", "TG2005"]);
    expect(diagnostics.map(({ hint }) => hint)).toEqual([
      "use BROADCAST_TO or CONCATENATION",
      "use LOGISTIC and MUL (x · sigmoid(1.702 · x)), or RELU",
      "take the model from before the compression",
    ]);
  });
});
