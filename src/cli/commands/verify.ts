// SPDX-License-Identifier: Apache-2.0
/** `tinygen verify`: the same bytes as the golden vectors, layer by layer, on the chosen level. */
import { loadModel } from "../../compile.js";
import { mainGraph } from "../../ir/graph.js";
import { fail } from "../../diagnostics/tinygen-error.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { loadCommandModel, type LoadedModel, compileFor } from "../command-model.js";
import { comparable, withoutNarrowed } from "../comparable.js";
import type { CompileDefaults } from "../defaults.js";
import { type PassFlags, passOptions } from "../pass-options.js";
import { parsePins, type PinFlags } from "../pins.js";
import { documentHead } from "../document.js";
import { judge, type ObservedInvocation, type Divergence } from "../judge.js";
import { measure } from "../measure.js";
import type { Output } from "../output.js";
import { requestedBoard } from "../requested-board.js";
import { type RequestedTarget, requestedTarget, requestedWithoutLibrary } from "../requested-target.js";
import { runReference } from "../run-reference.js";
import { timeoutMs } from "../timeout.js";
import { type Invocation, readVectors, standardPattern } from "../vectors.js";
import { quoted } from "../../util/untrusted.js";

export interface VerifyFlags extends CompileDefaults, PassFlags, PinFlags {
  readonly board?: string;
  readonly on: "reference" | "host" | "board";
  readonly vectors?: string;
  readonly sanitize?: true;
  readonly timeout: string;
}

/** A board only matters to `--on reference` and `--on host` for alignment and names. */
const DEFAULT_BOARD = "mps2-an386";

export async function verify(output: Output, given: string | undefined, flags: VerifyFlags): Promise<number> {
  if (flags.on === "board" && flags.board === undefined) {
    fail("TG7001", "--on board needs a board", "add --board, for example --board mps2-an386");
  }
  const asked = requestedBoard(flags.board ?? DEFAULT_BOARD);
  if (flags.on === "host" && flags.runtime === "tflm") {
    fail("TG7001", "--runtime tflm runs on boards", "add --on board --board BOARD, or take --on reference");
  }
  // The reference kernels need no library; only the rewrites differ.
  const target = flags.on === "board" ? requestedTarget(asked, flags) : requestedWithoutLibrary(asked, flags);
  const loaded = loadCommandModel(given, flags, target.runtime, target.findings);
  output.diagnostics(loaded.diagnostics);
  const reference = flags.vectors === undefined;
  const golden = flags.vectors === undefined ? undefined : readVectors(flags.vectors, loaded.model);
  if (golden?.every(({ outputs, layers }) => layers.length === 0 && outputs.every((bytes) => bytes === undefined))) {
    fail("TG7007", `${flags.vectors ?? ""} holds no expected bytes: out_K_T.bin or layers.json`);
  }
  const { invocations, omitted } =
    golden === undefined ? withoutNarrowed(loaded.model, referenceVectors(loaded)) : comparable(loaded.model, golden);
  const observed = await observe({ output, loaded, invocations, flags, target });
  const verdict = judge(invocations, observed);
  const matches = verdict.firstDivergence === null;
  const findings = matches ? [] : [mismatch(loaded, verdict.firstDivergence)];
  output.diagnostics(findings);
  const against = reference ? "the reference interpreter" : flags.vectors;
  const layers = verdict.layersCompared > 0 ? `, ${verdict.layersCompared} layer outputs compared` : "";
  if (omitted > 0)
    output.line(
      `${omitted} layer outputs not compared: channels were removed (--disable-pass drop-dead-channels), or TFLM leaves bytes unwritten`,
    );
  output.line(
    `${matches ? output.paint("green", "matches") : output.paint("red", "differs")}: ${invocations.length} invocation(s) on ${flags.on} against ${against}${layers}`,
  );
  output.document({
    ...documentHead("verify", loaded.file, [...loaded.diagnostics, ...findings]),
    on: flags.on,
    board: flags.board ?? null,
    matches,
    invocations: verdict.invocations,
    layersCompared: verdict.layersCompared,
    layersOmitted: omitted,
    firstDivergence: verdict.firstDivergence,
  });
  return matches ? 0 : 9;
}

interface Observation {
  readonly output: Output;
  readonly loaded: LoadedModel;
  readonly invocations: readonly Invocation[];
  readonly flags: VerifyFlags;
  readonly target: RequestedTarget;
}

async function observe(observation: Observation): Promise<readonly ObservedInvocation[]> {
  const { output, loaded, invocations, flags } = observation;
  if (flags.on === "reference") return runReference(loaded.model, invocations);
  const { board, runtime, prebuilt } = observation.target;
  const compilation = compileFor(loaded, board, {
    mustFit: false,
    optimize: flags.optimize,
    runtime,
    pins: parsePins(flags),
  });
  const { run, nodes, outputs } = await measure({
    output,
    file: loaded.file,
    compilation,
    board,
    place: flags.on,
    invocations,
    optimize: flags.optimize,
    layers: false,
    layerHashes: invocations.some(({ layers }) => layers.length > 0),
    sanitize: flags.sanitize === true,
    // Values of an earlier invocation must not help. TFLM's own structures lie in the arena as well.
    poison: runtime === "aot",
    ...prebuilt,
    timeoutMs: timeoutMs(flags.timeout),
  });
  if (run.arena.beyond > 0)
    fail("TG8002", `the firmware wrote ${run.arena.beyond} B behind the planned arena of ${run.arena.planned} B`);
  return invocations.map(({ k }, i) => ({
    outputs: outputs[i] ?? [],
    layers: run.traces
      .filter((trace) => trace.k === k)
      .flatMap(({ node, index, fnv1a32 }) => {
        const traced = nodes[node];
        const tensor = traced?.outputs[index]?.tensor;
        return traced === undefined || tensor === undefined
          ? []
          : [{ subgraph: traced.subgraph, op: traced.op, tensor, fnv1a32 }];
      }),
  }));
}

// Without vectors the reference interpreter makes the expectation, on the standard pattern and the graph as it is in
// the file, so that rewrites are judged as well. A model that only rewrites make possible is its own expectation.
function referenceVectors(loaded: LoadedModel): readonly Invocation[] {
  const model = loadModel(loaded.file.bytes, passOptions({ disablePass: ["all"] })).value ?? loaded.model;
  const graph = mainGraph(model);
  const empty = { k: 1, inputs: standardPattern(model), outputs: graph.outputs.map(() => undefined), layers: [] };
  const [observed] = runReference(model, [empty]);
  const names = new Map(graph.nodes.map((node) => [node.origin.index, node.op]));
  const layers = (observed?.layers ?? []).map(({ subgraph, op, tensor, fnv1a32 }) => ({
    subgraph,
    op,
    name: names.get(op) ?? "",
    outputs: [{ tensor, fnv1a32 }],
  }));
  return [{ ...empty, outputs: observed?.outputs ?? [], layers }];
}

function mismatch(loaded: LoadedModel, divergence: Divergence | null): Diagnostic {
  const graph = mainGraph(loaded.model);
  if (divergence === null) return { code: "TG8001", severity: "error", message: "the outputs differ" };
  const { k, node, op, tensor, index, expected, actual } = divergence;
  const name = tensor === null ? "" : ` ${quoted(graph.tensors[tensor]?.name ?? "")}`;
  const where = node === null ? "an output" : `node ${node} ${op}`;
  const values = index === null ? "" : ` at byte ${index}: expected ${expected}, got ${actual}`;
  return {
    code: "TG8001",
    severity: "error",
    message: `invocation ${k}: ${where}, tensor ${tensor ?? "?"}${name} differs${values}`,
    hint: "the node is the first that diverges; report it with the model and the board",
  };
}
