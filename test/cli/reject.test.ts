// SPDX-License-Identifier: Apache-2.0
/** Real models that cannot become firmware are refused with the reason and with what to do. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWithCorpus } from "../support/corpus.js";
import { folderWith, tinygen, tinygenJson } from "../support/run-cli.js";

/** What the manifest says about a model → the finding that must be there. */
function expectedCode(model: { readonly kind: unknown; readonly ops: unknown }): RegExp {
  if (model.kind === null) return /^TG1\d{3}$/;
  if (Object.keys(model.ops as object).some((op) => op.startsWith("CUSTOM:"))) return /^TG2005$/;
  if (model.kind === "float") return /^TG2004$/;
  // The uint8 scheme that came before int8 is a matter of types, not of missing quantisation.
  return model.kind === "dynamic-range" ? /^TG2003$/ : /^TG200[12]$/;
}

describeWithCorpus("reject models of the corpus", ({ folder, models }) => {
  const rejected = models.filter(({ group }) => group === "reject");
  const cwd = folderWith({});

  it("are all there", () => expect(rejected.length).toBe(7));

  it.each(rejected.map((model) => [model.name, model] as const))("%s", (_, model) => {
    const path = join(folder, model.file);
    const { exitCode, document } = tinygenJson(cwd, ["check", path, "-b", "mps2-an386"]);
    const wanted = expectedCode({ kind: model["kind"], ops: model["ops"] });
    const finding = document.diagnostics.find(({ code, severity }) => severity === "error" && wanted.test(code));
    expect(finding, `no ${wanted.source} in ${JSON.stringify(document.diagnostics.slice(0, 3))}`).toBeDefined();
    expect(finding?.hint, "says what to do").toMatch(/\b(convert|fetch|take|replace|lists)\b/i);
    expect(exitCode).toBe(model["kind"] === null ? 3 : 4);
    expect(tinygen(cwd, ["build", path, "-b", "mps2-an386"]).exitCode).toBe(exitCode);
  });
});
