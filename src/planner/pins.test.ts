// SPDX-License-Identifier: Apache-2.0
/** Pinned tensors keep their offsets in a plan that is still the least; impossible pins are all reported. */
import { describe, expect, it } from "vitest";
import { exampleModel, sumModel } from "../../test/support/sample-models.js";
import { compileModel, type Compilation, loadModel } from "../compile.js";
import { linkerScript } from "../codegen/project/linker.js";
import { type Board, freeBytes, regionFor } from "../targets/board.js";
import { loadBoard } from "../targets/load-board.js";
import type { Pin } from "./pins.js";

const { value: board } = loadBoard("mps2-an386");
if (board === undefined) throw new Error("no board");

function compiled(bytes: Uint8Array, pins: readonly Pin[]): Compilation {
  const { value: model } = loadModel(bytes);
  if (model === undefined || board === undefined) throw new Error("not supported");
  return compileModel(model, board, { name: "m", pins });
}

const offsetOf = ({ plan }: Compilation, label: string): number | undefined => {
  const at = plan.problem.buffers.findIndex((buffer) => buffer.label === label);
  return plan.placement.offsets[at];
};

describe("pins", () => {
  it("fix a tensor, and the rest lies around it in the least arena that is left", () => {
    const free = compiled(sumModel(64), []);
    expect(free.plan.bytes).toBe(128);
    const pinned = compiled(sumModel(64), [{ tensor: "b", offset: 32 }]);
    expect(pinned.pinFaults).toEqual([]);
    expect(offsetOf(pinned, "b")).toBe(32);
    // "a" does not go below: 32 B are too few; the sum takes its place.
    expect(pinned.plan).toMatchObject({ bytes: 160, lowerBound: 160, status: "optimal" });
    expect(pinned.lowered.graphs[0]?.nodes[0]?.code?.text).toContain("arena + 32");
  });

  it("take the index of the file too", () => {
    const pinned = compiled(exampleModel("digits"), [{ tensor: "#0", offset: 1024 }]);
    expect(pinned.pinFaults).toEqual([]);
    expect(pinned.plan.problem.buffers.find(({ offset }) => offset !== undefined)?.offset).toBe(1024);
    expect(pinned.plan.placement.offsets).toContain(1024);
  });

  it("are refused together when they cannot be met", () => {
    const faults = (...pins: readonly Pin[]): readonly string[] =>
      compiled(sumModel(64), pins).pinFaults.map(({ code, message }) => `${code} ${message}`);
    expect(faults({ tensor: "a", offset: 8 }, { tensor: "c", offset: 0 })).toEqual([
      expect.stringMatching(/^TG3005 "a" cannot lie at 8: offsets are multiples of 16$/),
      expect.stringMatching(/^TG3005 no tensor of the arena is called "c"$/),
    ]);
    expect(faults({ tensor: "a", offset: 0 }, { tensor: "b", offset: 48 })).toEqual([
      expect.stringMatching(/^TG3005 the pins of "b" and "a" contradict each other|"a" and "b" contradict/),
    ]);
    // The sum may overwrite "a" where it lies; that is no contradiction.
    expect(faults({ tensor: "a", offset: 0 }, { tensor: "sum", offset: 0 })).toEqual([]);
  });
});

describe("a region with a reserved end", () => {
  it("offers less to the fit check and to the linker", () => {
    const regions = board.regions.map((region) => (region.name === "ZBT23" ? { ...region, reserved: 4096 } : region));
    const changed: Board = { ...board, regions: regions };
    expect(freeBytes(changed, regionFor(changed, "data"))).toBe(4 * 1024 * 1024 - 4096);
    expect(linkerScript(changed)).toContain(`ZBT23 (rw) : ORIGIN = 0x20000000, LENGTH = ${4 * 1024 * 1024 - 4096}`);
  });
});
