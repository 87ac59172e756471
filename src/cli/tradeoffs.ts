// SPDX-License-Identifier: Apache-2.0
/** `tinygen profile --tradeoffs`: every choice of --optimize compiled and run, side by side. */
import { cycleMethod } from "../report/profile-document.js";
import { figure } from "../report/profile-text.js";
import { OPTIMIZATION_GOALS } from "../targets/optimization-goal.js";
import { groupDigits, table } from "../util/text.js";
import { documentHead } from "./document.js";
import { memoryOf, type ProfileRequest, requestedProfile, type RequestedProfile } from "./profile-request.js";

export async function tradeoffs(request: ProfileRequest): Promise<number> {
  const { output } = request;
  const choices: RequestedProfile[] = [];
  for (const optimize of OPTIMIZATION_GOALS) choices.push(await requestedProfile(request, { optimize }));
  const [first] = choices;
  if (first === undefined) return 0;
  const { loaded, board, runtime, compilation, measured } = first;
  output.diagnostics(loaded.diagnostics);
  const { simulator } = measured.run;
  output.line(
    `${output.paint("bold", compilation.name)} on ${board.id}, runtime ${runtime}, measured in ${simulator.kind} ${simulator.version} (${simulator.machine})`,
  );
  output.line();
  const rows = choices.map((choice) => {
    const { ram, flash, arena } = memoryOf(choice);
    const { total } = choice.profile;
    return [
      choice.optimize,
      ...[arena, ram, flash.code, flash.model].map(groupDigits),
      figure(total.instructions),
      figure(total.cycles?.value),
    ];
  });
  const head = ["--optimize", "arena B", "RAM B", "code B", "model B", "instructions", "est. cycles"];
  for (const line of table([head, ...rows], [1, 2, 3, 4, 5, 6])) output.line(line);
  output.line();
  output.line(
    "RAM: arena, data and bss without the stack; code: of the whole program, start-up and measuring included",
  );
  for (const text of first.profile.missing) output.line(`not known: ${text}`);
  output.document({
    ...documentHead("profile", loaded.file, loaded.diagnostics),
    board: board.id,
    runtime,
    simulator,
    tradeoffs: choices.map((choice) => {
      const { total, costTable } = choice.profile;
      const { cycles } = total;
      return {
        optimize: choice.optimize,
        ...memoryOf(choice),
        instructions: total.instructions,
        estimatedCycles: cycles === null || costTable === null ? null : { ...cycles, method: cycleMethod(costTable) },
      };
    }),
    missing: first.profile.missing,
  });
  return 0;
}
