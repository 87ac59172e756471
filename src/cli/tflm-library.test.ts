// SPDX-License-Identifier: Apache-2.0
/** What tinygen reads from the symbol tables of a TFLM library. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { builtWithChecks, inspectTflm } from "./tflm-library.js";

const folder = mkdtempSync(join(tmpdir(), "tinygen-archive-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Names lie in an archive as text between zero bytes; that is all that is looked at. */
function archiveWith(...symbols: readonly string[]): { readonly archive: string } {
  const archive = join(folder, `${symbols.join("-")}.a`);
  writeFileSync(archive, `!<arch>\n\0${symbols.join("\0")}\0`);
  return { archive };
}

describe("a library of TFLM", () => {
  it.each([
    [["_ZN6tflite16MicroInterpreter6InvokeEv", "abort"], "reference"],
    [["arm_convolve_s8", "abort"], "cmsis-nn"],
    [["esp_nn_conv_s8", "abort"], "esp-nn"],
  ] as const)("with %j has %s kernels and no assertions", (symbols, kernels) => {
    expect(inspectTflm(archiveWith(...symbols))).toEqual({ kernels, hasChecks: false });
  });

  it.each(["__assert_func", "__assert_no_args", "__assert_fail", "__aeabi_assert"])(
    "that calls %s was built without NDEBUG",
    (handler) => {
      const library = archiveWith("_ZN6tflite16MicroInterpreter6InvokeEv", handler);
      expect(inspectTflm(library).hasChecks).toBe(true);
      expect(builtWithChecks(library)).toMatchObject({ code: "TG5005", severity: "warning" });
    },
  );
});
