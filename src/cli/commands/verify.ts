// SPDX-License-Identifier: Apache-2.0
/** `tinygen verify`: the same bytes as the golden vectors, layer by layer, on the chosen level. */
import { mainGraph } from "../../ir/graph.js";
import { fail } from "../../diagnostics/tinygen-error.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { loadCommandModel, type LoadedModel, compileFor } from "../command-model.js";
import type { CompileDefaults } from "../defaults.js";
import type { PassFlags } from "../pass-options.js";
import { documentHead } from "../document.js";
import { judge, type ObservedInvocation, type Divergence } from "../judge.js";
import { measure } from "../measure.js";
import type { Output } from "../output.js";
import { requestedBoard, requestedRuntime } from "../requested-board.js";
import { runReference } from "../run-reference.js";
import { timeoutMs } from "../timeout.js";
import { withoutUnspecified } from "../unspecified.js";
import { type Invocation, readVectors, standardPattern } from "../vectors.js";

export interface VerifyFlags extends CompileDefaults, PassFlags {
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
  const loaded = loadCommandModel(given, flags);
  output.diagnostics(loaded.diagnostics);
  const reference = flags.vectors === undefined;
  const golden = flags.vectors === undefined ? undefined : readVectors(flags.vectors, loaded.model);
  const { invocations, omitted } =
    golden === undefined
      ? { invocations: referenceVectors(loaded), omitted: 0 }
      : withoutUnspecified(loaded.model, golden);
  const observed = await observe(output, loaded, invocations, flags);
  const verdict = judge(invocations, observed);
  const matches = verdict.firstDivergence === null;
  const findings = matches ? [] : [mismatch(loaded, verdict.firstDivergence)];
  output.diagnostics(findings);
  const against = reference ? "the reference interpreter" : flags.vectors;
  const layers = verdict.layersCompared > 0 ? `, ${verdict.layersCompared} layer outputs compared` : "";
  if (omitted > 0) output.line(`${omitted} layer outputs hold memory that TFLM leaves unwritten: not compared`);
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
    firstDivergence: verdict.firstDivergence,
  });
  return matches ? 0 : 9;
}

async function observe(
  output: Output,
  loaded: LoadedModel,
  invocations: readonly Invocation[],
  flags: VerifyFlags,
): Promise<readonly ObservedInvocation[]> {
  if (flags.on === "reference") return runReference(loaded.model, invocations);
  const board = requestedBoard(flags.board ?? DEFAULT_BOARD);
  requestedRuntime(board, flags.runtime);
  const compilation = compileFor(loaded, board, { mustFit: false });
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

// Without vectors the reference interpreter makes the expectation, on the standard pattern.
function referenceVectors(loaded: LoadedModel): readonly Invocation[] {
  const { model } = loaded;
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
  const name = tensor === null ? "" : ` "${graph.tensors[tensor]?.name ?? ""}"`;
  const where = node === null ? "an output" : `node ${node} ${op}`;
  const values = index === null ? "" : ` at byte ${index}: expected ${expected}, got ${actual}`;
  return {
    code: "TG8001",
    severity: "error",
    message: `invocation ${k}: ${where}, tensor ${tensor ?? "?"}${name} differs${values}`,
    hint: "the node is the first that diverges; report it with the model and the board",
  };
}
