import { it } from "vitest";
import { fromBytes } from "../../src/ir/tensor-data.js";
import { loadCases, sampleCases } from "./sample.js";
import { expectationOf } from "./judge.js";
it("stats", async () => {
  for (const [op, cases] of await loadCases()) {
    const t0 = performance.now();
    const s = sampleCases(cases, 100);
    const t1 = performance.now();
    let constant = 0,
      el = 0;
    const shares: number[] = [];
    for (const d of s.cases) {
      const e = expectationOf(d, 4);
      const g = d.model.graphs[0]!;
      const t = g.tensors[g.outputs[0]!]!;
      const vals = e.outputs.flatMap((o) => Array.from<number | bigint>(fromBytes(t, o[0]!).data));
      const max = vals.reduce((a, b) => (b > a ? b : a)),
        min = vals.reduce((a, b) => (b < a ? b : a));
      const inside = vals.filter((v) => v !== max && v !== min).length / vals.length;
      if (max === min) constant++;
      shares.push(inside);
      el += vals.length / 4;
    }
    const t2 = performance.now();
    shares.sort((a, b) => a - b);
    console.log(
      `${op}: yield ${(s.cases.length / s.drawn).toFixed(2)}, constant ${constant}, median inside ${shares[50]?.toFixed(2)}, q25 ${shares[25]?.toFixed(2)}, elements ${(el / 100).toFixed(0)}, draw ${(t1 - t0).toFixed(0)} ms, eval ${(t2 - t1).toFixed(0)} ms`,
      [...s.refusals].slice(0, 3),
    );
  }
});
