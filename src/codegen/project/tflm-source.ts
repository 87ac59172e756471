// SPDX-License-Identifier: Apache-2.0
/** Where a project gets TFLM from, and what its files say about it. */
import type { Board, Framework } from "../../targets/board.js";
import { assertNever } from "../../util/assert-never.js";
import type { SourceTree } from "../source-tree.js";
import { renderTemplate } from "../templates.js";

/** A build of TFLM by the user. Without it the project is emitted all the same and asks for it when it is built. */
export interface GivenTflm {
  readonly library: string;
  readonly includes: readonly string[];
}

/** Maintained packages of TFLM for frameworks: Espressif's component with ESP-NN, and an Arduino library. */
export type TflmSource = "component" | "arduino-library" | "prebuilt";

/** The Arduino library has the reference kernels only; Espressif's own has no release for Arduino. */
const ARDUINO_LIBRARY = "spaziochirale/Chirale_TensorFLowLite@2.0.0";

export function tflmSource(board: Board, framework: Framework | undefined, given: GivenTflm | undefined): TflmSource {
  if (given !== undefined || board.espIdf === undefined) return "prebuilt";
  return framework === "arduino" ? "arduino-library" : "component";
}

/** What the library's and the project's templates name. */
export interface TflmView {
  readonly isTflm: boolean;
  readonly isComponent: boolean;
  readonly isArduinoLibrary: boolean;
  readonly isPrebuilt: boolean;
  /** CMake lists; empty until the user fills them. */
  readonly tflmLibrary: string;
  readonly tflmIncludes: string;
}

export function tflmView(source: TflmSource | undefined, given: GivenTflm | undefined): TflmView {
  return {
    isTflm: source !== undefined,
    isComponent: source === "component",
    isArduinoLibrary: source === "arduino-library",
    isPrebuilt: source === "prebuilt",
    tflmLibrary: given?.library ?? "",
    tflmIncludes: given?.includes.join(";") ?? "",
  };
}

/** Settings and flags for platformio.ini, and files beside it. */
export interface TflmPackage {
  readonly options: Readonly<Record<string, string>>;
  readonly flags: readonly string[];
  readonly files: SourceTree;
}

const NOTHING: TflmPackage = { options: {}, flags: [], files: new Map() };

export function tflmForPlatformIo(source: TflmSource | undefined, given: GivenTflm | undefined): TflmPackage {
  switch (source) {
    case undefined:
      return NOTHING;
    case "component":
      return { ...NOTHING, files: new Map([["src/idf_component.yml", componentManifest()]]) };
    case "arduino-library":
      // For both libraries, so that they agree on TFLM's structures.
      return { ...NOTHING, options: { lib_deps: ARDUINO_LIBRARY }, flags: ["-DTF_LITE_STATIC_MEMORY"] };
    case "prebuilt":
      return { ...NOTHING, flags: prebuiltFlags(given) };
    default:
      return assertNever(source);
  }
}

/** Dependencies of an ESP-IDF component, read by the component manager. */
export function componentManifest(): string {
  return renderTemplate("project/idf_component.yml.hbs", {});
}

// SCons takes an argument that is no option for a library file.
function prebuiltFlags(given: GivenTflm | undefined): readonly string[] {
  const names = given ?? { library: "${sysenv.TFLM_LIBRARY}", includes: ["${sysenv.TFLM_INCLUDE}"] };
  return ["-DTF_LITE_STATIC_MEMORY", ...names.includes.map((folder) => `-isystem ${folder}`), names.library, "-lm"];
}
