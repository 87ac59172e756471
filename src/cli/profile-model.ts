// SPDX-License-Identifier: Apache-2.0
/** Builds and runs a model's measuring firmware and turns the counts of both runs into a profile. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readTemplate } from "../codegen/templates.js";
import { costTableOf } from "../profile/cost-tables.js";
import { buildProfile, type Profile } from "../profile/profile.js";
import { profileRun } from "../simulators/profile-run.js";
import { disassemble } from "../toolchain/disassemble.js";
import { measure, type MeasureInput, type Measurement } from "./measure.js";

export interface ProfiledModel {
  readonly profile: Profile;
  readonly measured: Measurement;
}

const PLUGIN_SOURCE = "qemu-plugin/profile_plugin.c";

/** Profiles the first invocation; throws as `measure` does. Without the plugin the profile says what is missing. */
export async function profileModel(
  input: Omit<MeasureInput, "place" | "layers" | "layerHashes">,
): Promise<ProfiledModel> {
  const { board, compilation } = input;
  const measured = await measure({ ...input, place: "board", layers: true, layerHashes: false });
  const { run, program, nodes, cwd } = measured;
  const pluginSource = join(cwd, "profile_plugin.c");
  writeFileSync(pluginSource, readTemplate(PLUGIN_SOURCE));
  const counted = await profileRun(program.elf, board, {
    cwd,
    inputs: input.invocations === "pattern" ? "pattern" : "files",
    pluginSource,
    timeoutMs: input.timeoutMs,
  });
  const layers = run.layers
    .filter(({ k }) => k === 1)
    .flatMap(({ node, instructions }) => {
      const traced = nodes[node];
      return traced === undefined ? [] : [{ node: traced.op, op: traced.name, instructions }];
    });
  const profile = buildProfile({
    model: compilation.model,
    layers,
    instructions: run.invocations[0]?.instructions ?? null,
    counted: "counts" in counted ? counted.counts : counted.unavailable,
    listing: "counts" in counted ? await disassemble(program.elf, board.target) : undefined,
    cpu: board.target.cpu,
    costTable: costTableOf(board.target.cpu),
  });
  return { profile, measured };
}
