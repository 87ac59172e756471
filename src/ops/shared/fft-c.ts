// SPDX-License-Identifier: Apache-2.0
/** C of the complex fixed-point FFT: one function per radix, shared by stages and nodes. */
import { createCBody } from "../../codegen/c/c-body.js";
import type { KernelWriter } from "../../codegen/c/kernel-writer.js";
import { fftDigits, fftOne, type FftPlan, type FftStage, type FftType } from "./fft-plan.js";

/** Names of the arithmetic that all FFT code uses; every result is stored in the type. */
export interface FftArithmetic {
  readonly type: string;
  /** One fraction times another, rounded half up. */
  readonly multiply: string;
  /** (out, a, b, c, d): a · b − c · d and a · b + c · d, each rounded once. */
  readonly difference: string;
  readonly sum: string;
  readonly add: string;
  readonly subtract: string;
}

/** Adds the arithmetic of a type as static inline functions. */
export function fftArithmetic(kernel: KernelWriter, type: FftType): FftArithmetic {
  const scalar = `${type}_t`;
  const wide = type === "int16" ? "int32_t" : "int64_t";
  const [half, bits] = type === "int16" ? ["0x4000", 15] : ["INT64_C(0x40000000)", 31];
  const product = (a: string, b: string): string => `(${wide})${a} * ${b}`;
  const inline = (stem: string, parameters: string, value: string): string =>
    kernel.shared(`fft_${stem}_${type}`, (name) => {
      return `static inline ${scalar} ${name}(${parameters})\n{\n    return (${scalar})(${value});\n}\n`;
    });
  const two = `${scalar} a, ${scalar} b`;
  const four = `${two}, ${scalar} c, ${scalar} d`;
  // Sums of 32 bits wrap, which signed integers of C must not.
  const plain = (operator: string): string =>
    type === "int16" ? `a ${operator} b` : `(uint32_t)a ${operator} (uint32_t)b`;
  return {
    type: scalar,
    multiply: inline("multiply", two, `(${product("a", "b")} + ${half}) >> ${bits}`),
    difference: inline("difference", four, `(${product("a", "b")} - ${product("c", "d")} + ${half}) >> ${bits}`),
    sum: inline("sum", four, `(${product("a", "b")} + ${product("c", "d")} + ${half}) >> ${bits}`),
    add: inline("add", two, plain("+")),
    subtract: inline("subtract", two, plain("-")),
  };
}

export interface TransformSymbols {
  /** Complex input: two elements a point. */
  readonly input: string;
  readonly output: string;
  /** Elements (not points) that the input really has; zeros follow. */
  readonly inputElements: number;
}

/** Prints the out-of-place transform: elements in the order of the first stage, then the stages in place. */
export function emitTransform(kernel: KernelWriter, plan: FftPlan, type: FftType, symbols: TransformSymbols): void {
  const arithmetic = fftArithmetic(kernel, type);
  const values = plan.twiddles;
  const comment = `cos and sin of ${plan.inverse ? "" : "-"}2 pi i / ${plan.points}`;
  const twiddles = kernel.constant({ name: "twiddles", dtype: type, values, comment });
  emitPermutation(kernel, plan, type, symbols);
  for (const stage of plan.stages) {
    const name = stageFunction(kernel, { stage, type, arithmetic, inverse: plan.inverse });
    const { length, stride } = stage;
    if (length === 1 && !usesRoots(stage)) kernel.print`${name}(${symbols.output}, ${stride});`;
    else kernel.print`${name}(${symbols.output}, ${twiddles}, ${stride}, ${length});`;
  }
}

function emitPermutation(
  kernel: KernelWriter,
  plan: FftPlan,
  type: FftType,
  { input, output, inputElements }: TransformSymbols,
): void {
  const digits = fftDigits(plan);
  const variable = (i: number): string => `d${i}`;
  const place = (weight: "input" | "output"): string =>
    digits.map((digit, i) => (digit[weight] === 1 ? variable(i) : `${digit[weight]} * ${variable(i)}`)).join(" + ");
  kernel.print`/* Points in the order in which the first stage joins them. */`;
  const nest = (depth: number): void => {
    const digit = digits[depth];
    if (digit !== undefined) {
      const d = variable(depth);
      kernel.block(`for (int32_t ${d} = 0; ${d} < ${digit.count}; ${d}++)`, () => nest(depth + 1));
      return;
    }
    kernel.print`
      const int32_t from = 2 * (${place("input")});
      const int32_t to = 2 * (${place("output")});
    `;
    const padded = inputElements < 2 * plan.points;
    for (const part of [0, 1]) {
      const index = part === 0 ? "from" : "from + 1";
      const value = padded ? `(${type}_t)(${index} < ${inputElements} ? ${input}[${index}] : 0)` : `${input}[${index}]`;
      kernel.print`${output}[${part === 0 ? "to" : "to + 1"}] = ${value};`;
    }
  };
  nest(0);
}

interface StageOptions {
  readonly stage: FftStage;
  readonly type: FftType;
  readonly arithmetic: FftArithmetic;
  readonly inverse: boolean;
}

// Odd radices read roots of unity also where all twiddles are 1.
function usesRoots({ radix }: FftStage): boolean {
  return radix === 3 || radix === 5;
}

function stageFunction(kernel: KernelWriter, options: StageOptions): string {
  const { stage, type, inverse } = options;
  const first = stage.length === 1;
  kernel.include("tinygen_compiler.h");
  const turned = inverse && stage.radix === 4 ? "_inverse" : "";
  const stem = `fft_radix${stage.radix}${first ? "_first" : ""}${turned}_${type}`;
  return kernel.shared(stem, (name) => stageText(name, options, first));
}

function stageText(name: string, options: StageOptions, first: boolean): string {
  const { stage, arithmetic } = options;
  const { radix } = stage;
  const scalar = arithmetic.type;
  const body = createCBody();
  const roots = usesRoots(stage);
  const withTable = !first || roots;
  body.print`
    /*
     * Joins ${radix} interleaved transforms${first ? " of one point" : ""} into one, \`groups\` times; each value is divided by ${radix} first.${
       first ? "\n * The first twiddle is so close to 1 that it changes nothing here." : ""
     }
     */`;
  const parameters = [
    `${scalar} *data`,
    ...(withTable ? [`const ${scalar} *twiddles`] : []),
    "int32_t groups",
    ...(withTable ? ["int32_t length"] : []),
  ];
  const length = first ? "1" : "length";
  body.block(`TINYGEN_NOINLINE static void ${name}(${parameters.join(", ")})`, () => {
    if (first && roots) body.print`(void)length;`;
    for (let q = 1; roots && q <= radix / 2; q++) {
      const factor = q === 1 ? `2 * groups` : `${2 * q} * groups`;
      const index = first ? factor : `${factor} * length`;
      if (radix === 5) body.print`const ${scalar} root${q}_r = twiddles[${index}];`;
      body.print`const ${scalar} root${q}_i = twiddles[${index} + 1];`;
    }
    body.block("for (int32_t group = 0; group < groups; group++)", () => {
      const inner = (): void => {
        const step = first ? 2 : 0;
        for (let q = 0; q < radix; q++) {
          const offset = first ? `${q * step}` : q === 1 ? "2 * length" : `${2 * q} * length`;
          body.print`${scalar} *const p${q} = ${q === 0 ? "p" : `p + ${offset}`};`;
        }
        printLoads(body, options, first);
        printButterfly(body, options);
      };
      if (first) {
        body.print`${scalar} *const p = data;`;
        inner();
        body.print`data += ${2 * radix};`;
      } else {
        body.block(`for (int32_t u = 0; u < ${length}; u++)`, () => {
          body.print`${scalar} *const p = data + 2 * u;`;
          inner();
        });
        body.print`data += ${2 * radix} * length;`;
      }
    });
  });
  return body.toString();
}

type Body = ReturnType<typeof createCBody>;

// x0 … of both parts: divided by the radix and turned by their twiddles.
function printLoads(body: Body, { stage: { radix }, arithmetic, type }: StageOptions, first: boolean): void {
  const { multiply, difference, sum, type: scalar } = arithmetic;
  const factor = Math.floor(fftOne(type) / radix);
  for (let q = 0; q < radix; q++) {
    const turned = q > 0 && !first;
    const name = turned ? `v${q}` : `x${q}`;
    body.print`
      const ${scalar} ${name}_r = ${multiply}(p${q}[0], ${factor});
      const ${scalar} ${name}_i = ${multiply}(p${q}[1], ${factor});
    `;
    if (!turned) continue;
    const at = q === 1 ? "2 * groups * u" : `${2 * q} * groups * u`;
    body.print`
      const ${scalar} *const t${q} = twiddles + ${at};
      const ${scalar} x${q}_r = ${difference}(v${q}_r, t${q}[0], v${q}_i, t${q}[1]);
      const ${scalar} x${q}_i = ${sum}(v${q}_r, t${q}[1], v${q}_i, t${q}[0]);
    `;
  }
}

function printButterfly(body: Body, { stage: { radix }, arithmetic, inverse }: StageOptions): void {
  const { add, subtract, multiply, type: scalar } = arithmetic;
  const parts = ["r", "i"] as const;
  const declare = (name: string, value: (part: "r" | "i") => string): void => {
    for (const part of parts) body.print`const ${scalar} ${name}_${part} = ${value(part)};`;
  };
  const store = (q: number, value: (part: "r" | "i") => string): void => {
    for (const part of parts) body.print`p${q}[${part === "r" ? 0 : 1}] = ${value(part)};`;
  };
  const plus =
    (a: string, b: string) =>
    (part: string): string =>
      `${add}(${a}_${part}, ${b}_${part})`;
  const minus =
    (a: string, b: string) =>
    (part: string): string =>
      `${subtract}(${a}_${part}, ${b}_${part})`;
  // a − i·b and a + i·b, the other way round for inverse transforms.
  const turnedRight =
    (a: string, b: string) =>
    (part: string): string =>
      part === "r" ? `${add}(${a}_r, ${b}_i)` : `${subtract}(${a}_i, ${b}_r)`;
  const turnedLeft =
    (a: string, b: string) =>
    (part: string): string =>
      part === "r" ? `${subtract}(${a}_r, ${b}_i)` : `${add}(${a}_i, ${b}_r)`;
  switch (radix) {
    case 2:
      store(0, plus("x0", "x1"));
      store(1, minus("x0", "x1"));
      return;
    case 3:
      declare("both", plus("x1", "x2"));
      declare("apart", minus("x1", "x2"));
      declare("turn", (part) => `${multiply}(apart_${part}, root1_i)`);
      declare("middle", (part) => `${subtract}(x0_${part}, (${scalar})(both_${part} >> 1))`);
      store(0, plus("x0", "both"));
      store(1, turnedLeft("middle", "turn"));
      store(2, turnedRight("middle", "turn"));
      return;
    case 4:
      declare("outer", plus("x0", "x2"));
      declare("inner", minus("x0", "x2"));
      declare("both", plus("x1", "x3"));
      declare("apart", minus("x1", "x3"));
      store(0, plus("outer", "both"));
      store(1, (inverse ? turnedLeft : turnedRight)("inner", "apart"));
      store(2, minus("outer", "both"));
      store(3, (inverse ? turnedRight : turnedLeft)("inner", "apart"));
      return;
    case 5: {
      declare("s14", plus("x1", "x4"));
      declare("d14", minus("x1", "x4"));
      declare("s23", plus("x2", "x3"));
      declare("d23", minus("x2", "x3"));
      const weighted =
        (first: string, second: string) =>
        (part: string): string =>
          `${add}(x0_${part}, ${add}(${multiply}(s14_${part}, ${first}_r), ${multiply}(s23_${part}, ${second}_r)))`;
      declare("near", weighted("root1", "root2"));
      declare("far", weighted("root2", "root1"));
      declare("near_turn", (part) => `${add}(${multiply}(d14_${part}, root1_i), ${multiply}(d23_${part}, root2_i))`);
      declare(
        "far_turn",
        (part) => `${subtract}(${multiply}(d23_${part}, root1_i), ${multiply}(d14_${part}, root2_i))`,
      );
      store(0, (part) => `${add}(x0_${part}, ${add}(s14_${part}, s23_${part}))`);
      // The turns still miss their factor -i.
      store(1, turnedLeft("near", "near_turn"));
      store(2, turnedRight("far", "far_turn"));
      store(3, turnedLeft("far", "far_turn"));
      store(4, turnedRight("near", "near_turn"));
      return;
    }
  }
}
