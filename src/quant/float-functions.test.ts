// SPDX-License-Identifier: Apache-2.0
/** exp, log, sin and cos of float32 against values that glibc 2.36 printed, and at the ends of their ranges. */
import { describe, expect, test } from "vitest";
import { expFloat32, logFloat32 } from "./float-functions.js";
import { cosFloat32, sinFloat32 } from "./float-sine.js";

const f = Math.fround;

describe("equal glibc", () => {
  test.each(glibcValues())("%d", (x, exp, log, sin, cos) => {
    const argument = f(x);
    expect(expFloat32(argument)).toBe(f(exp));
    if (argument > 0) expect(logFloat32(argument)).toBe(f(log));
    expect(sinFloat32(argument)).toBe(f(sin));
    expect(cosFloat32(argument)).toBe(f(cos));
  });
});

describe("limits", () => {
  test("exp overflows, vanishes and keeps NaN", () => {
    expect(expFloat32(f(88.8))).toBe(Infinity);
    expect(expFloat32(200)).toBe(Infinity);
    expect(expFloat32(-103.9)).toBe(2 ** -149);
    expect(expFloat32(-200)).toBe(0);
    expect(expFloat32(NaN)).toBeNaN();
    expect(expFloat32(0)).toBe(1);
  });

  test("log of 0, infinity, negative and subnormal numbers", () => {
    expect(logFloat32(0)).toBe(-Infinity);
    expect(logFloat32(Infinity)).toBe(Infinity);
    expect(logFloat32(-1)).toBeNaN();
    expect(logFloat32(1)).toBe(0);
    expect(logFloat32(2 ** -149)).toBe(f(-149 * Math.LN2));
  });

  test("sin and cos of infinity are not numbers; tiny angles are their own sine", () => {
    expect(sinFloat32(Infinity)).toBeNaN();
    expect(cosFloat32(-Infinity)).toBeNaN();
    expect(sinFloat32(f(1e-5))).toBe(f(1e-5));
    expect(sinFloat32(-0)).toBe(-0);
    expect(cosFloat32(f(1e-5))).toBe(1);
  });
});

/** x, expf, logf, sinf, cosf. */
function glibcValues(): readonly (readonly [number, number, number, number, number])[] {
  return [
    [0.1, 1.1051709651947021, -2.3025851249694824, 0.0998334214091301, 0.9950041770935059],
    [0.5, 1.6487212181091309, -0.6931471824645996, 0.4794255495071411, 0.8775825500488281],
    [0.75, 2.117000102996826, -0.28768208622932434, 0.681638777256012, 0.7316888570785522],
    [1.0, 2.7182817459106445, 0.0, 0.8414709568023682, 0.5403022766113281],
    [1.2345678, 3.4368927478790283, 0.21072091162204742, 0.9440056681632996, 0.3299292027950287],
    [2.0, 7.389056205749512, 0.6931471824645996, 0.9092974066734314, -0.416146844625473],
    [3.1415927, 23.140695571899414, 1.1447299718856812, -8.742277657347586e-8, -1.0],
    [10.0, 22026.46484375, 2.3025851249694824, -0.5440211296081543, -0.83907151222229],
    [33.3, 289738292461568.0, 3.5055572986602783, 0.9513289928436279, -0.3081772029399872],
    [87.5, 1.0017679856737196e38, 4.4716386795043945, -0.44806015491485596, 0.8940033912658691],
    [119.9, Infinity, 4.78665828704834, 0.4964294135570526, 0.8680770993232727],
    [1234.5, Infinity, 7.1184210777282715, 0.1453956514596939, -0.9893735647201538],
    [1000000.0, Infinity, 13.815510749816895, -0.349993497133255, 0.9367521405220032],
    [30000000000.0, Infinity, 24.12446403503418, -0.9932677149772644, -0.11584129929542542],
    [0.001, 1.0010005235671997, -6.907755374908447, 0.0009999999310821295, 0.9999995231628418],
    [-0.3, 0.740818202495575, NaN, -0.29552021622657776, 0.9553365111351013],
    [-1.0, 0.3678794503211975, NaN, -0.8414709568023682, 0.5403022766113281],
    [-2.5, 0.08208499848842621, NaN, -0.5984721183776855, -0.8011435866355896],
    [-17.25, 3.224186784223093e-8, NaN, 0.9995864629745483, -0.028755629435181618],
    [-88.0, 6.054601485195952e-39, NaN, -0.03539830446243286, 0.9993732571601868],
    [-100000.0, 0.0, NaN, -0.03574879840016365, -0.9993607997894287],
  ];
}
