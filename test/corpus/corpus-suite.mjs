#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The long suite: every model of the corpus, layer by layer, on the reference interpreter, the host and boards.
// usage: node test/corpus/corpus-suite.mjs [--on reference,host,board] [--boards mps2-an386] [--only TEXT] [--max-macs N] [--optimize ram]
// The corpus lies in TINYGEN_CORPUS, else ../shared/corpus. The last line is `N passed, N failed`.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const corpus = process.env["TINYGEN_CORPUS"] ?? join(root, "..", "shared", "corpus");
const levels = option("on", "reference,host,board").split(",");
const boards = option("boards", "mps2-an386").split(",");
const only = option("only", "");
const goal = option("optimize", "balanced");
const maxBoardMacs = Number(option("max-macs", 50e6));
const JOBS = 2;
const LIMIT_MS = 600_000;

if (!existsSync(join(corpus, "manifest.json"))) {
  console.log(`SKIPPED: there is no corpus at ${corpus}; set TINYGEN_CORPUS`);
  console.log(process.env["CI"] === undefined ? "0 passed, 0 failed" : "0 passed, 1 failed");
  process.exit(process.env["CI"] === undefined ? 0 : 1);
}

const models = JSON.parse(readFileSync(join(corpus, "manifest.json"), "utf8")).models.filter(({ name }) =>
  name.includes(only),
);
const queue = models.flatMap((model) => {
  if (model.group === "reject") return [{ model, level: "reject" }];
  if (!model.tflm_runs) return [];
  return levels.flatMap((level) => {
    if (level !== "board") return [{ model, level }];
    return (model.macs ?? 0) > maxBoardMacs ? [] : boards.map((board) => ({ model, level, board }));
  });
});
const counts = { passed: 0, failed: 0, skipped: 0 };
await Promise.all(
  Array.from({ length: JOBS }, async () => {
    for (let job = queue.shift(); job !== undefined; job = queue.shift()) await examine(job);
  }),
);
console.log(`${counts.skipped} skipped`);
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 && counts.passed > 0 ? 0 : 1);

async function examine({ model, level, board }) {
  const file = join(corpus, "models", `${model.name}.tflite`);
  const place =
    level === "reject" ? ["--on", "reference"] : ["--on", level, ...(board === undefined ? [] : ["--board", board])];
  const { code, document } = await tinygen([
    "verify",
    file,
    "--vectors",
    join(corpus, "golden", model.name),
    ...place,
    "--optimize",
    goal,
    "--json",
  ]);
  const codes = (document?.diagnostics ?? []).map((diagnostic) => diagnostic.code);
  const verdict = judge({ level, code, document, codes });
  counts[verdict]++;
  const mark = { passed: "ok  ", failed: "FAIL", skipped: "SKIP" }[verdict];
  const detail =
    verdict === "passed"
      ? ""
      : `exit ${code} ${codes.join(" ")} ${document?.diagnostics?.[0]?.message ?? ""}`.slice(0, 160);
  console.log(`${mark} ${(board ?? level).padEnd(12)} ${model.name} ${detail}`);
}

function judge({ level, code, document, codes }) {
  if (level === "reject") return [3, 4].includes(code) && codes.length > 0 ? "passed" : "failed";
  if (code === 0 && document?.matches === true) return "passed";
  // An operator that is not there yet is no mismatch; the support table says which ones are missing.
  return code === 4 && codes.every((found) => found === "TG2001" || found === "TG2005") ? "skipped" : "failed";
}

function tinygen(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, "dist", "cli", "main.js"), ...args], {
      cwd: root,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const timer = setTimeout(() => child.kill("SIGKILL"), LIMIT_MS);
    let text = "";
    child.stdout.on("data", (chunk) => (text += chunk));
    child.on("close", (code) => {
      clearTimeout(timer);
      let document;
      try {
        document = JSON.parse(text);
      } catch {
        document = undefined;
      }
      resolve({ code, document });
    });
  });
}
